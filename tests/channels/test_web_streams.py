"""Server-sent events: replay, live, several readers, and readers that do not read."""

import json
import random
import socket
import threading
import time
from datetime import timedelta

import pytest

from needlewise.channels import conversations, web
from needlewise.channels.rows import utc_now
from needlewise.channels.sessions import Tokens
from needlewise.channels.streams import as_text
from tests.channels.web_server import Scripted, error_of


def until(holds, timeout=10):
    deadline = time.monotonic() + timeout
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_stream_tells_what_comes(client, follow):
    stream = follow(client)
    stream.wait_pings(1)
    assert stream.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert stream.headers["Cache-Control"] == "no-store"
    said = client.say("hello")
    user, bot = stream.wait(2)
    assert (user.id, user.event, bot.id, bot.event) == ("1", "user", "2", "bot")
    assert [json.loads(user.data), json.loads(bot.data)] == said


def test_a_stream_begins_where_the_reader_left_off(client, follow):
    client.say("one")
    client.say("two")
    everything, some, last = follow(client), follow(client, after=2), follow(client, last=3)
    both = follow(client, after=0, last=3)
    for stream, count in ((everything, 4), (some, 2), (last, 1), (both, 1)):
        stream.wait(count)
    client.say("three")
    for stream, first in ((everything, 1), (some, 3), (last, 4), (both, 4)):
        stream.wait(7 - first)
        assert stream.seqs == list(range(first, 7))


def test_a_number_from_another_conversation_does_not_deafen(client, follow):
    stream = follow(client, after=500)
    stream.wait_pings(1)
    client.say("hello")
    stream.wait(2)
    assert stream.seqs == [1, 2]


def test_long_conversations_are_replayed_whole(client, follow, monkeypatch):
    monkeypatch.setattr(conversations, "PAGE", 3)
    for number in range(5):
        client.say(f"message {number}")
    stream = follow(client)
    stream.wait(10)
    assert stream.seqs == list(range(1, 11))


def test_a_line_break_in_a_reply_breaks_no_stream():
    text = as_text({"seq": 7, "type": "bot", "text": "one\ntwo\r\n\u2028three\n\ndata: x"})
    assert text.startswith("id: 7\nevent: bot\ndata: {") and text.endswith("}\n\n")
    assert text.count("\n") == 4 and "\r" not in text and text.isascii()


def test_starting_over_is_told_and_what_was_before_is_not_replayed(client, follow):
    early = follow(client)
    client.say("one")
    early.wait(2)
    client.call("POST", "/restart")
    early.wait(3)
    client.say("two")
    early.wait(5)
    late = follow(client)
    late.wait(3)
    assert [event.event for event in early.events] == ["user", "bot", "restart", "user", "bot"]
    assert late.seqs == [3, 4, 5]


def test_deleting_is_told_and_ends_the_streams(client, follow):
    streams = [follow(client), follow(client)]
    for stream in streams:
        stream.wait_pings(1)
    assert client.call("DELETE", "/conversation").status_code == 204
    for stream in streams:
        event, = stream.wait(1)
        assert event.event == "deleted" and not hasattr(event, "id")
        assert set(json.loads(event.data)) == {"type", "at"}
        assert stream.ended.wait(5)


def test_a_seventh_stream_is_refused_until_one_ends(client, follow):
    streams = [follow(client) for _ in range(6)]
    seventh = follow(client)
    assert seventh.refusal == (503, "too_many_streams")
    streams[0].close()
    until(lambda: follow(client).status == 200)


def test_there_is_a_bound_on_all_streams_together(start, connect, follow):
    running = start(streams=2)
    one, other = connect(running), connect(running)
    assert follow(one).status == follow(other).status == 200
    assert follow(one).refusal == (503, "too_many_streams")


def test_pings_keep_a_stream_alive_beyond_the_server_s_timeout(start, connect, follow, monkeypatch):
    monkeypatch.setattr(web, "HEARTBEAT_SECONDS", 15.0)

    def hasty(app):
        app.config.RESPONSE_TIMEOUT = 1
        app.config.KEEP_ALIVE_TIMEOUT = 1
        app.config.REQUEST_TIMEOUT = 1

    running = start(on_app=hasty)
    client = connect(running)
    stream = follow(client)
    stream.wait_pings(6)  # half a second each
    client.http.close()
    client.say("hello")
    stream.wait(2)


def test_a_stream_ends_when_its_time_is_over(start, connect, follow):
    running = start(stream_minutes=0.005)
    stream = follow(connect(running))
    assert stream.ended.wait(5) and stream.events == []


def test_stopping_the_server_ends_streams_at_once(start, connect, follow):
    running = start()
    streams = [follow(connect(running)) for _ in range(3)]
    for stream in streams:
        stream.wait_pings(1)
    began = time.monotonic()
    running.stop()
    assert all(stream.ended.wait(2) for stream in streams)
    assert time.monotonic() - began < 3


def test_another_process_s_events_come_too(start, connect, follow, monkeypatch):
    monkeypatch.setattr(conversations, "POLL_SECONDS", 0.2)
    here, there = start(), start()
    client = connect(here)
    elsewhere = connect(there, begin=False)
    elsewhere.token = client.token
    stream = follow(client)
    stream.wait_pings(1)
    elsewhere.say("from there")
    stream.wait(2)
    assert elsewhere.call("DELETE", "/conversation").status_code == 204
    assert stream.wait(3)[2].event == "deleted"
    assert error_of(client.send("from here")) == (401, "ended")


def test_who_does_not_read_blocks_nobody_and_is_cut(start, connect, follow, monkeypatch):
    monkeypatch.setattr(web, "SEND_SECONDS", 1.0)

    class Wordy(Scripted):
        async def handle_message(self, message):
            await message.output_channel.send_response("x", {"text": "word " * 40_000})

    running = start(agent=Wordy())
    client = connect(running)
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    deaf.connect(("127.0.0.1", running.port))
    deaf.sendall(
        b"GET /webhooks/web/events HTTP/1.1\r\nHost: x\r\n"
        b"Authorization: Bearer " + client.token.encode() + b"\r\n\r\n"
    )
    time.sleep(0.2)
    reader = follow(client)
    for number in range(40):  # 8 MB: more than the socket's buffers take
        client.say(f"message {number}")
    reader.wait(80, timeout=20)
    time.sleep(1.5)  # nothing is taken for longer than is waited for
    deaf.settimeout(10)
    received = b""
    try:
        while chunk := deaf.recv(1_000_000):
            received += chunk
            if received.endswith(b"0\r\n\r\n"):
                break
    except ConnectionResetError:
        pass
    deaf.close()
    assert len(received) < 7_000_000
    assert client.say("still here")


def test_each_event_comes_once_however_often_the_line_breaks(client, follow):
    """A reader that goes on from the last number it saw, while messages come."""
    chance = random.Random(7)
    talking = threading.Thread(target=lambda: [client.say(f"message {n}") for n in range(60)])
    talking.start()
    seen = []
    deadline = time.monotonic() + 40
    while len(seen) < 120 and time.monotonic() < deadline:
        stream = follow(client, last=seen[-1] if seen else 0)
        if stream.status == 200:
            stream.ended.wait(chance.random() / 10)
            stream.close()
            seen += stream.seqs
    talking.join()
    assert seen == list(range(1, 121))


def test_an_expired_token_ends_the_stream(start, connect, follow, monkeypatch):
    running = start()
    client = connect(running)
    token = client.token
    session, _ = Tokens(running.secret, timedelta(days=7)).read(token)
    short = Tokens(running.secret, timedelta(seconds=2))
    client.token, _ = short.issue(session, utc_now())
    stream = follow(client)
    assert stream.status == 200
    assert stream.ended.wait(6)
    until(lambda: error_of(client.call("GET", "/history")) == (401, "expired"))


@pytest.mark.parametrize("broken", [{"last": "x"}, {"last": "-1"}, {"after": "x", "last": "y"}])
def test_a_last_id_that_is_no_number_is_refused(client, follow, broken):
    assert follow(client, **broken).refusal == (422, "invalid")
