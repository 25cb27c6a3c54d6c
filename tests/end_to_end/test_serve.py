"""What `make run` starts: it answers over HTTP, refuses what is wrong, and stops cleanly."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import Callable, Dict, Iterator, List, Set

import pytest
import requests

from needlewise import ROOT, model

#: Rasa takes some 20 s to import; two of them on a busy machine take their time.
_START_TIMEOUT = 180
_STOP_TIMEOUT = 30
#: Conversations are kept from one run to the next; each run is made of new ones.
_RUN = uuid.uuid4().hex[:8]
_PROC = Path("/proc")  # elsewhere than on Linux nobody says who started whom


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def descendants(pid: int) -> Set[int]:
    """The processes that this one started, and those that they started, and so on."""
    parents: Dict[int, int] = {}
    for stat in _PROC.glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if after_name[0] != "Z":
            parents[int(stat.parent.name)] = int(after_name[1])
    found: Set[int] = set()
    while True:
        more = {child for child, parent in parents.items() if parent in found | {pid}} - found
        if not more:
            return found
        found |= more


def alive(pids: Set[int]) -> List[str]:
    """The command lines of those that still run."""
    running = []
    for pid in pids:
        try:
            state = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
            command = (_PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if state != "Z":
            running.append(f"{pid}: {command}")
    return running


class Served:
    """A started `python -m needlewise.serve` and what it prints."""

    def __init__(self, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "needlewise.serve"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._lines: Dict[str, List[str]] = {"stdout": [], "stderr": []}
        self._readers = [
            threading.Thread(target=self._read, args=(name,), daemon=True) for name in self._lines
        ]
        for reader in self._readers:
            reader.start()

    def _read(self, name: str) -> None:
        for line in getattr(self.process, name):
            self._lines[name].append(line)

    @property
    def printed(self) -> str:
        return "".join(self._lines["stdout"])

    @property
    def complaints(self) -> str:
        return "".join(self._lines["stderr"])

    def wait_for(self, text: str, timeout: float = _START_TIMEOUT) -> str:
        """Wait until a line with this text is printed; that line."""
        _until(lambda: text in self.printed or self.process.poll() is not None, timeout)
        found = [line for line in self.printed.splitlines() if text in line]
        assert found, f"{text!r} was not printed:\n{self.printed}\n{self.complaints}"
        return found[0]

    def ended(self, timeout: float = _STOP_TIMEOUT) -> int:
        """Wait for the end; the exit code."""
        code = self.process.wait(timeout=timeout)
        for reader in self._readers:
            reader.join(timeout=5)
        return code

    def close(self) -> None:
        """Stop it whatever happened, and all that it started."""
        started = descendants(self.process.pid)
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=_STOP_TIMEOUT)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        for pid in started:
            if alive({pid}):
                os.kill(pid, signal.SIGKILL)
        for reader in self._readers:
            reader.join(timeout=5)
        for stream in (self.process.stdout, self.process.stderr):
            stream.close()


def _until(holds: Callable[[], bool], timeout: float) -> bool:
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.1)
    return holds()


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
    assert len(started) >= 2 or not _PROC.is_dir(), "an action server and Rasa should run"
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
    if _PROC.is_dir():
        assert _until(lambda: len(descendants(served.process.pid)) >= 2, 20)
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
