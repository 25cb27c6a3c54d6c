"""One trained assistant and one action server for all conversations."""

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any, Callable, Dict, Iterator

import pytest
import structlog
from rasa.core.agent import Agent, load_agent
from rasa.core.utils import AvailableEndpoints

from needlewise import ROOT, model
from needlewise.content.yaml_files import read_yaml

from .tester import Conversation

#: Importing Rasa takes an action server some 10 s, and a busy machine its time.
_START_TIMEOUT = 120

# Rasa's own start does this; without it each message prints its whole tracker.
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))

AgentMaker = Callable[..., Agent]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def action_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real action server; the address of its webhook."""
    port = free_port()
    log_path = tmp_path_factory.mktemp("actions") / "actions.log"
    with log_path.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "rasa", "run", "actions", "--port", str(port)],
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=model.environment(),
            start_new_session=True,
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/health", process, log_path)
        yield f"http://127.0.0.1:{port}/webhook"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + _START_TIMEOUT
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.2)
    pytest.fail(f"The action server does not answer:\n{log.read_text(errors='replace')[-2000:]}")


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """One event loop: an agent belongs to the loop that it was loaded in."""
    made = asyncio.new_event_loop()
    asyncio.set_event_loop(made)
    yield made
    made.run_until_complete(made.shutdown_asyncgens())
    asyncio.set_event_loop(None)
    made.close()


@pytest.fixture(scope="session")
def make_agent(
    loop: asyncio.AbstractEventLoop, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AgentMaker]:
    """Load the trained model with the project's endpoints, but a database of the tests' own."""
    if not model.MODEL.is_file():
        pytest.fail(f"There is no model at {model.MODEL}: run make train.", pytrace=False)
    folder = tmp_path_factory.mktemp("assistant")
    made = []

    def make(actions: str, **changes: Dict[str, Any]) -> Agent:
        """
        Args:
            actions: the address of the action server.
            changes: other endpoints, such as nlg.
        """
        endpoints = {**read_yaml(ROOT / "endpoints.yml"), **changes}
        endpoints["action_endpoint"] = {"url": actions}
        endpoints["tracker_store"]["db"] = str(folder / "conversations.db")
        path = folder / f"endpoints-{len(made)}.yml"
        path.write_text(json.dumps(endpoints))  # JSON is YAML
        read = AvailableEndpoints.read_endpoints(str(path))
        agent = loop.run_until_complete(
            load_agent(model_path=str(model.MODEL), endpoints=read, loop=loop)
        )
        if not agent.is_ready():
            pytest.fail("The model does not load: run make train.", pytrace=False)
        made.append(agent)
        return agent

    yield make
    for agent in made:
        agent.tracker_store._tracker_store.engine.dispose()  # inside Rasa's fail-safe wrapper


@pytest.fixture(scope="session")
def assistant(make_agent: AgentMaker, action_server: str) -> Agent:
    """The assistant as it is run."""
    return make_agent(action_server)


@pytest.fixture
def new_conversation(
    assistant: Agent, loop: asyncio.AbstractEventLoop
) -> Callable[[], Conversation]:
    """For tests with more than one patient."""
    return lambda: Conversation(assistant, loop)


@pytest.fixture
def talk(new_conversation: Callable[[], Conversation]) -> Conversation:
    """A new patient's conversation."""
    return new_conversation()
