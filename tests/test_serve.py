"""The parts of starting and stopping that need no Rasa."""
import socket
from contextlib import closing

import pytest

from needlewise import serve
from needlewise.content.yaml_files import read_yaml
from needlewise.serve import CannotServe, Processes


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch):
    for name in ("HOST", "PORT", "ACTIONS_PORT"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def taken():
    """A port where something listens."""
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


@pytest.fixture
def free():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def var(tmp_path, monkeypatch):
    monkeypatch.setattr(serve, "VAR", tmp_path / "var")
    return tmp_path / "var"


def test_a_port_is_free_or_not(taken, free):
    assert serve.is_free("127.0.0.1", free)
    assert not serve.is_free("127.0.0.1", taken)
    assert not serve.is_free("192.0.2.1", free)  # no address of this machine


def test_host_and_ports_come_from_the_environment(monkeypatch, free):
    monkeypatch.setenv("HOST", "0.0.0.0")
    monkeypatch.setenv("PORT", str(free))
    monkeypatch.setenv("ACTIONS_PORT", "6000")
    assert serve.settings() == {"host": "0.0.0.0", "port": free, "actions": 6000}


def test_the_action_server_takes_a_free_port_by_itself(monkeypatch, free):
    monkeypatch.setenv("PORT", str(free))
    where = serve.settings()
    assert where["host"] == "127.0.0.1" and where["actions"] in range(5055, 5155)


@pytest.mark.parametrize("name", ["PORT", "ACTIONS_PORT"])
@pytest.mark.parametrize("value", ["abc", "50.5", "http://x", "5005 5006"])
def test_a_port_that_is_no_number_is_a_clear_error(monkeypatch, free, name, value):
    monkeypatch.setenv("PORT", str(free))
    monkeypatch.setenv(name, value)
    with pytest.raises(CannotServe, match="PORT and ACTIONS_PORT must be numbers"):
        serve.settings()


@pytest.mark.parametrize("value", ["99999", "-1"])
def test_a_number_that_is_no_port_is_a_clear_error(monkeypatch, value):
    monkeypatch.setenv("PORT", value)
    with pytest.raises(CannotServe):
        serve.settings()


def test_a_taken_port_is_named_with_what_to_do(monkeypatch, taken):
    monkeypatch.setenv("PORT", str(taken))
    with pytest.raises(CannotServe, match=f"127.0.0.1:{taken} is taken.*PORT=5006 make run"):
        serve.settings()


def test_a_taken_action_port_is_a_clear_error(monkeypatch, taken, free):
    monkeypatch.setenv("PORT", str(free))
    monkeypatch.setenv("ACTIONS_PORT", str(taken))
    with pytest.raises(CannotServe):
        serve.settings()


def test_rasa_is_told_where_the_action_server_is(var):
    written = read_yaml(serve.endpoints_for(6000))
    assert written["action_endpoint"]["url"] == "http://127.0.0.1:6000/webhook"
    original = read_yaml(serve.ROOT / "endpoints.yml")
    assert {k: v for k, v in written.items() if k != "action_endpoint"} == {
        k: v for k, v in original.items() if k != "action_endpoint"
    }


def test_nobody_there_is_no_answer(free):
    assert serve.answers(f"http://127.0.0.1:{free}") is False


def test_a_process_that_ends_by_itself_is_named_with_its_last_words(var, free):
    processes = Processes()
    processes.start("rasa", ["no_such_module_here"])
    with pytest.raises(CannotServe, match="rasa ended by itself(.|\n)*no_such_module_here"):
        serve.wait_until_answering(f"http://127.0.0.1:{free}", processes)
    processes.stop()


def test_what_was_started_is_stopped(var, free):
    processes = Processes()
    processes.start("idle", ["http.server", str(free), "--bind", "127.0.0.1"])
    assert processes.ended() is None
    processes.stop()
    assert processes.ended() == "idle"
    assert serve.log_path("idle").is_file()
    processes.stop()  # once more does no harm


def test_the_question_that_proves_it_answers_is_a_canonical_one(library):
    wordings = {question.wording for question in library.topics}
    assert serve._PROBE["message"] in wordings
