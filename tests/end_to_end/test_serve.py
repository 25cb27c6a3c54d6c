"""What `make run` starts: it answers over HTTP, refuses what is wrong, and stops cleanly."""

import contextlib
import re
import signal
import socket
import sqlite3
import uuid
from pathlib import Path
from typing import Callable, Dict, Iterator, List

import jwt
import pytest
import requests

from needlewise import ROOT, model
from tests.end_to_end.served import PROC, Served, alive, descendants, free_port, until

#: Conversations are kept from one run to the next; each run is made of new ones.
_RUN = uuid.uuid4().hex[:8]


@pytest.fixture(scope="module", autouse=True)
def trained() -> None:
    """Training belongs to `make train`, not to a test."""
    if not model.is_current():
        pytest.fail("No model matches the content: run make train.", pytrace=False)


@pytest.fixture
def serve() -> Iterator[Callable[..., Served]]:
    started: List[Served] = []

    def start(**environment: str) -> Served:
        started.append(Served(**environment))
        return started[-1]

    yield start
    for one in started:
        one.close()


@pytest.fixture(scope="module")
def ports() -> Dict[str, int]:
    return {"PORT": free_port(), "ACTIONS_PORT": free_port()}


@pytest.fixture(scope="module")
def running(ports: Dict[str, int]) -> Iterator[Served]:
    served = Served(**{name: str(port) for name, port in ports.items()})
    try:
        served.wait_for("Needlewise answers at")
        yield served
    finally:
        served.close()


@pytest.fixture(scope="module")
def url(running: Served, ports: Dict[str, int]) -> str:
    line = running.wait_for("Needlewise answers at")
    found = re.search(r"http://\S+", line)
    assert found, line
    return found.group()


@pytest.fixture
def ask(url: str) -> Callable[[str, str], List[Dict[str, object]]]:
    def post(sender: str, message: str) -> List[Dict[str, object]]:
        body = {"sender": f"{sender}-{_RUN}", "message": message}
        response = requests.post(url, json=body, timeout=30)
        assert response.status_code == 200, response.text
        return response.json()

    return post


def test_it_says_where_it_answers_and_how_to_stop_it(running, ports):
    line = running.wait_for("Needlewise answers at")
    assert f"http://127.0.0.1:{ports['PORT']}/webhooks/rest/webhook" in line
    assert "Ctrl-C" in line


def test_it_ends_with_a_page_to_open(running, ports):
    line = running.wait_for("Open http")
    address = re.search(r"http://\S+", line).group()
    assert address == f"http://127.0.0.1:{ports['PORT']}/webhooks/web/"
    assert running.printed.splitlines()[-1] == line
    page = requests.get(address, timeout=30)
    assert page.status_code == 200 and "needlewise.js" in page.text


def test_a_patient_can_ask_on_the_website_and_delete_it(running, ports):
    web = f"http://127.0.0.1:{ports['PORT']}/webhooks/web"
    token = requests.post(f"{web}/sessions", json={}, timeout=30).json()["token"]
    headers = {"Authorization": f"Bearer {token}"}

    def ask(text: str) -> List[Dict[str, object]]:
        body = {"id": str(uuid.uuid4()), "text": text}
        response = requests.post(f"{web}/messages", json=body, headers=headers, timeout=30)
        assert response.status_code == 200, response.text
        return response.json()["events"]

    ask("how long does a session take?")
    user, bot = ask("and how much does it cost?")
    assert (user["type"], bot["kind"], bot["seq"]) == ("user", "not_covered", 4)
    assert bot["not_covered"][0]["id"] == "not_covered/cost" and "Source" not in bot["text"]
    assert ask("I can't breathe")[-1]["level"] == "emergency"
    preflight = requests.options(f"{web}/messages", headers={"Origin": "https://x.example"})
    assert preflight.status_code == 403
    session = jwt.decode(token, options={"verify_signature": False})["sub"]
    kept = ROOT / "var" / "conversations.db"
    assert _rows(kept, session) > 0
    assert requests.delete(f"{web}/conversation", headers=headers, timeout=30).status_code == 204
    assert _rows(kept, session) == 0
    assert requests.get(f"{web}/history", headers=headers, timeout=30).status_code == 401


def _rows(path: Path, session: str) -> int:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        of_it = "SELECT count(*) FROM events WHERE sender_id LIKE ?"
        return int(connection.execute(of_it, (f"web-{session}-%",)).fetchone()[0])


def test_it_says_how_long_it_took(running):
    assert re.search(r"first answer after \d+ s", running.printed)


def test_a_question_is_answered_in_rasas_protocol(ask):
    (reply,) = ask("somebody", "how long does a session take?")
    assert reply["recipient_id"] == f"somebody-{_RUN}"
    assert "10 to 20 minutes" in reply["text"]
    assert "Source" in reply["text"]
    assert reply["custom"]["questions"] == ["treatment_day/duration"]
    assert all(button["title"] and button["payload"] for button in reply["buttons"])


def test_a_conversation_is_kept(ask):
    ask("follower", "is redness normal?")
    (reply,) = ask("follower", "for how long?")
    assert reply["custom"]["questions"] == ["recovery/how_long_redness"]


def test_the_action_server_is_there(ask):
    ask("checked", "start the self-check")
    ask("checked", "no")
    assert "Point 1" in ask("checked", "go back")[-1]["text"]


def test_a_red_flag_is_heard(ask):
    (reply,) = ask("urgent", "I can't breathe")
    assert reply["custom"]["level"] == "emergency"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"not json",
        b"[]",
        b'"text"',
        b"null",
        b"{}",
        b'{"sender": "x"}',
        b'{"sender": "x", "message": null}',
        b'{"sender": "x", "message": 5}',
        b'{"sender": "x", "message": ["hello"]}',
        b'{"sender": {"a": 1}, "message": "hello"}',
        b'{"sender": "", "message": "hello"}',
        b'{"sender": true, "message": "hello"}',
        b'{"sender": "\\u0000", "message": "hello"}',
        b"\xff\xfe\x00",
        b'{"message": "' + b"a" * 100_000 + b'"}',
    ],
)
def test_what_is_not_of_the_protocol_is_refused_clearly(url, body):
    headers = {"Content-Type": "application/json"}
    response = requests.post(url, data=body, headers=headers, timeout=30)
    assert response.status_code == 400, response.text
    assert len(response.json()["error"]) > 10
    assert "Traceback" not in response.text


@pytest.mark.parametrize(
    "body",
    [
        b'{"sender": "odd", "message": ""}',
        b'{"sender": "odd", "message": "\\u0000"}',
        b'{"sender": "odd", "message": "\\ud83d"}',
        b'{"sender": "odd", "message": "/restart"}',
        b'{"sender": "odd \\ud83d", "message": "does it hurt?"}',
        b'{"sender": "a\\u0000b", "message": "does it hurt?"}',
        b'{"sender": 17, "message": "does it hurt?"}',
        b'{"sender": "\'; DROP TABLE events; --", "message": "does it hurt?"}',
        b'{"sender": "odd", "message": "' + b"a" * 10_000 + b'"}',
    ],
)
def test_odd_messages_are_answered_and_kill_nothing(url, ask, body):
    headers = {"Content-Type": "application/json"}
    response = requests.post(url, data=body, headers=headers, timeout=30)
    assert response.status_code == 200
    assert response.json()[0]["text"]
    assert ask("after", "does it hurt?")[0]["custom"]["questions"] == ["treatment_day/pain"]


def test_nobody_shares_a_conversation_by_leaving_out_the_sender(url):
    first, second = (
        requests.post(url, json={"message": "hello"}, timeout=30).json()[0]["recipient_id"]
        for _ in range(2)
    )
    assert first != second


def test_other_ways_in_are_closed(url):
    root = url.split("/webhooks")[0]
    assert requests.get(url, timeout=30).status_code == 405
    assert requests.get(f"{root}/domain", timeout=30).status_code == 404
    assert requests.get(f"{root}/conversations/odd/tracker", timeout=30).status_code == 404


def test_it_listens_on_this_machine_only(running, ports):
    with pytest.raises(OSError):  # another name of this machine than 127.0.0.1
        socket.create_connection(("127.0.0.2", ports["PORT"]), timeout=5).close()


def test_a_taken_port_is_said_and_nothing_is_started(running, serve, ports):
    second = serve(PORT=str(ports["PORT"]))
    assert second.ended() == 1
    assert str(ports["PORT"]) in second.complaints
    assert "taken" in second.complaints and "PORT=" in second.complaints
    assert "Traceback" not in second.complaints
    assert running.process.poll() is None, "the first one has gone"


# The next test ends what all those above talk to.


def test_ctrl_c_stops_all_that_was_started(running, ports):
    started = descendants(running.process.pid)
    assert len(started) >= 2 or not PROC.is_dir(), "an action server and Rasa should run"
    running.process.send_signal(signal.SIGINT)
    assert running.ended() == 0, running.complaints
    assert not alive(started)
    assert "Traceback" not in running.complaints
    for port in ports.values():
        with socket.socket() as again:
            again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            again.bind(("127.0.0.1", port))


def test_ctrl_c_while_it_starts_leaves_nothing_behind(serve):
    served = serve(PORT=str(free_port()), ACTIONS_PORT=str(free_port()))
    served.wait_for("starting: action server and Rasa")
    if PROC.is_dir():
        assert until(lambda: len(descendants(served.process.pid)) >= 2, 20)
    started = descendants(served.process.pid)
    served.process.send_signal(signal.SIGINT)
    assert served.ended() == 0, served.complaints
    assert not alive(started)


@pytest.mark.parametrize("port", ["abc", "5005.5", "99999", "-1"])
def test_a_port_that_is_none_is_said(serve, port):
    served = serve(PORT=port)
    assert served.ended() == 1
    assert "PORT" in served.complaints
    assert "Traceback" not in served.complaints
