"""Each message is answered, and once: resends, order, failures, cut lines, killed processes."""

import asyncio
import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from needlewise import ROOT
from needlewise.channels import conversations
from tests.channels.web_server import Client, Scripted, error_of

CUTS = 100


def new_id():
    return str(uuid.uuid4())


def kinds(events):
    return [event.get("kind", event["type"]) for event in events]


def together(*calls):
    """What each call returns, all made at once."""
    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(call) for call in calls]]


def test_the_same_id_gives_the_same_events_and_rasa_hears_it_once(shared, client):
    message = new_id()
    first, again = client.say("hello", message), client.say("hello", message)
    assert first == again and len(client.history()) == 2
    assert len(shared.agent.heard) == 1


def test_the_same_id_with_other_words_is_refused(client):
    message = new_id()
    client.say("hello", message)
    assert error_of(client.send("good-bye", message)) == (409, "id_reused")
    assert client.say("hello\u200b ", message)  # the same words when they are cleaned


def test_one_id_in_two_conversations_is_two_messages(shared, connect, client):
    message, other = new_id(), connect(shared)
    assert client.say("mine", message)[0]["text"] == "mine"
    assert other.say("theirs", message)[0]["text"] == "theirs"


def test_a_message_in_hand_is_waited_for(shared, client, connect):
    message, tabs = new_id(), []
    for _ in range(4):
        tabs.append(connect(shared, begin=False))
        tabs[-1].token = client.token
    answers = together(*(lambda tab=tab: tab.say("slow 0.3", message) for tab in tabs))
    assert all(answer == answers[0] for answer in answers) and len(answers[0]) == 2
    assert len(shared.agent.heard) == 1


def test_other_words_under_an_id_in_hand_are_refused(shared, client, connect):
    message, tab = new_id(), connect(shared, begin=False)
    tab.token = client.token
    slow = threading.Thread(target=client.say, args=("slow 0.5", message))
    slow.start()
    while not shared.agent.heard:
        time.sleep(0.01)
    assert error_of(tab.send("something else", message)) == (409, "id_reused")
    slow.join()


def test_messages_are_answered_one_at_a_time_in_order_of_arrival(shared, client, connect):
    tabs = [connect(shared, begin=False) for _ in range(5)]
    shared.agent.finished.clear()
    threads = []
    for number, tab in enumerate(tabs):
        tab.token = client.token
        text = f"slow {0.4 if number == 0 else 0} {number}"
        threads.append(threading.Thread(target=tab.say, args=(text,)))
        threads[-1].start()
        time.sleep(0.05)
    for thread in threads:
        thread.join()
    assert [text[-1] for text in shared.agent.finished] == list("01234")
    replies = [e["text"][-1] for e in client.history() if e["type"] == "bot"]
    assert replies == list("01234")


def test_other_conversations_do_not_wait(shared, client, connect):
    other = connect(shared)
    slow = threading.Thread(target=client.say, args=("slow 1",))
    slow.start()
    began = time.monotonic()
    other.say("hello")
    assert time.monotonic() - began < 0.8
    slow.join()


def test_starting_over_waits_for_the_message_in_hand(shared, client, connect):
    tab = connect(shared, begin=False)
    tab.token = client.token
    slow = threading.Thread(target=client.say, args=("slow 0.4",))
    slow.start()
    while not shared.agent.heard:
        time.sleep(0.01)
    assert tab.call("POST", "/restart").json()["events"][0]["seq"] == 3
    slow.join()
    assert [e["type"] for e in tab.history()] == ["restart"]


def test_too_many_messages_at_once_are_refused(shared, client, connect, monkeypatch):
    monkeypatch.setattr(conversations, "MOST_IN_HAND_EACH", 2)
    tabs = [connect(shared, begin=False) for _ in range(4)]
    for tab in tabs:
        tab.token = client.token
    responses = together(*(lambda tab=tab: tab.send("slow 0.3") for tab in tabs))
    codes = sorted(r.status_code for r in responses)
    assert codes == [200, 200, 429, 429]
    refused = next(r for r in responses if r.status_code == 429)
    assert error_of(refused) == (429, "rate_limited")


def test_too_many_messages_of_all_are_refused(shared, client, monkeypatch):
    monkeypatch.setattr(conversations, "MOST_IN_HAND", 0)
    assert error_of(client.send("hello")) == (503, "busy")


@pytest.mark.parametrize("word", ["raise", "silence"])
def test_a_turn_that_fails_is_told(client, word):
    message = new_id()
    user, problem = client.say(word, message)
    assert (problem["kind"], problem["reply_to"]) == ("problem", message)
    assert "not answered" in problem["text"] and "emergency number" in problem["text"]
    assert "Traceback" not in problem["text"] and "Error" not in problem["text"]
    assert client.say(word, message) == [user, problem]
    assert kinds(client.say("hello")) == ["user", "answer"]


def test_a_turn_that_fails_half_way_keeps_what_was_said(client):
    assert kinds(client.say("half")) == ["user", "boundary", "problem"]


@pytest.mark.parametrize("word", ["hang", "stubborn"])
def test_a_turn_that_hangs_is_given_up(start, connect, word):
    running = start(turn_seconds=0.3)
    client = connect(running)
    began = time.monotonic()
    user, problem = client.say(word)
    assert time.monotonic() - began < 4
    assert problem["kind"] == "problem" and "emergency number" in problem["text"]
    assert kinds(client.say("hello")) == ["user", "answer"]
    running.agent.let_go.set()
    time.sleep(0.3)  # the stubborn one speaks now, and nobody listens
    assert kinds(client.history()) == ["user", "problem", "user", "answer"]


def test_a_turn_beyond_the_server_s_patience_can_be_asked_for_again(start, connect):
    def hasty(app):
        app.config.RESPONSE_TIMEOUT = 6

    running = start(on_app=hasty)
    client, message = connect(running), new_id()
    refused = client.send("slow 2", message)
    assert error_of(refused) == (503, "in_hand")
    deadline = time.monotonic() + 10
    while (response := client.send("slow 2", message)).status_code == 503:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert len(response.json()["events"]) == 2 and len(running.agent.heard) == 1


def test_a_server_that_stops_lets_turns_end(start, connect):
    running = start()
    client, message = connect(running), new_id()
    answered = []
    slow = threading.Thread(target=lambda: answered.append(client.send("slow 0.5", message)))
    slow.start()
    while not running.agent.heard:
        time.sleep(0.01)
    running.stop()
    slow.join()
    assert answered[0].status_code == 200 and len(answered[0].json()["events"]) == 2


def test_a_server_that_stops_leaves_what_hangs_for_later(start, connect, monkeypatch):
    monkeypatch.setattr(conversations, "PATIENCE", 0.3)
    running = start()
    client, message = connect(running), new_id()
    answered = []
    hanging = threading.Thread(target=lambda: answered.append(client.send("hang", message)))
    hanging.start()
    while not running.agent.heard:
        time.sleep(0.01)
    running.stop()
    hanging.join()
    assert error_of(answered[0]) == (503, "unavailable")

    class Healed(Scripted):
        async def handle_message(self, message):
            await message.output_channel.send_response("x", {"text": "Here I am."})

    again = connect(start(agent=Healed()), begin=False)
    again.token = client.token
    assert kinds(again.history()) == ["user"]
    assert again.say("hang", message)[1]["text"] == "Here I am."
    assert kinds(again.history()) == ["user", "boundary"]


def test_two_processes_answer_a_message_once(start, connect, monkeypatch):
    monkeypatch.setattr(conversations, "POLL_SECONDS", 0.2)
    here, there = start(), start()
    one, other, message = connect(here), connect(there, begin=False), new_id()
    other.token = one.token
    answers = together(
        *(lambda tab=tab: tab.say("slow 0.5", message) for tab in (one, other, one, other))
    )
    assert all(answer == answers[0] for answer in answers) and len(answers[0]) == 2
    assert len(here.agent.heard) + len(there.agent.heard) == 1


class Killable:
    """A server in a process of its own."""

    def __init__(self, folder):
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.channels.web_server", str(folder)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        self.url = f"http://127.0.0.1:{int(self.process.stdout.readline())}/webhooks/web"

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()


def test_what_was_in_hand_of_a_killed_process_is_answered_when_it_is_sent_again(tmp_path):
    message, first = new_id(), Killable(tmp_path)
    client = Client(first.url)
    client.begin()
    client.say("before")
    hanging = threading.Thread(target=_ignoring, args=(client.send, "slow 5", message))
    hanging.start()
    watcher = Client(first.url)
    watcher.token = client.token
    while len(watcher.history()) < 3:
        time.sleep(0.05)
    first.kill()
    hanging.join()
    second = Killable(tmp_path)
    try:
        again = Client(second.url)
        again.token = client.token
        assert kinds(again.history()) == ["user", "answer", "user"]
        assert [e["text"] for e in again.say("slow 5", message)] == ["slow 5", "You said: slow 5"]
        assert kinds(again.history()) == ["user", "answer", "user", "answer"]
        again.close()
    finally:
        second.kill()
        client.close()
        watcher.close()


def _ignoring(call, *arguments):
    with pytest.raises(OSError):
        call(*arguments)


class Cutter:
    """Sends messages over lines that break at random moments."""

    def __init__(self, port, token, chance):
        self._port, self._chance = port, chance
        self._head = f"Authorization: Bearer {token}\r\nHost: x\r\n".encode()

    def send(self, message, text):
        """One try; the events, or None where the line broke."""
        body = json.dumps({"id": message, "text": text}).encode()
        request = (
            b"POST /webhooks/web/messages HTTP/1.1\r\nContent-Type: application/json\r\n"
            b"Connection: close\r\n" + self._head
            + b"Content-Length: %d\r\n\r\n" % len(body) + body
        )
        with socket.create_connection(("127.0.0.1", self._port), timeout=10) as line:
            cut = self._chance.random()
            if cut < 0.3:  # in the middle of the request
                line.sendall(request[: self._chance.randrange(len(request))])
                return None
            line.sendall(request)
            if cut < 0.8:  # at some moment of the answer
                line.settimeout(self._chance.random() / 30)
                with contextlib.suppress(TimeoutError):
                    line.recv(self._chance.randrange(1, 900))
                if self._chance.random() < 0.5:  # as a phone that loses the network
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                return None
            answer = b""
            while chunk := line.recv(65_536):
                answer += chunk
        head, _, payload = answer.partition(b"\r\n\r\n")
        assert b" 200 " in head.splitlines()[0], head
        return json.loads(payload)["events"]


def test_no_message_is_lost_or_doubled_over_a_hundred_cuts(start, connect):
    class Lively(Scripted):
        async def handle_message(self, message):
            await asyncio.sleep(0.02 * chance.random())
            await super().handle_message(message)

    chance = random.Random(20)
    running = start(agent=Lively())
    client = connect(running)
    cutter, cuts, sent = Cutter(running.port, client.token, chance), 0, []
    while cuts < CUTS:
        message, text = new_id(), f"message {len(sent)}"
        sent.append(message)
        while (events := cutter.send(message, text)) is None:
            cuts += 1
        assert [e.get("text") for e in events] == [text, f"You said: {text}"]
    history = client.history()
    assert [e["id"] for e in history if e["type"] == "user"] == sent
    assert [e["reply_to"] for e in history if e["type"] == "bot"] == sent
    assert [e["seq"] for e in history] == list(range(1, 2 * len(sent) + 1))
    assert [m.message_id for m in running.agent.heard] == sent
