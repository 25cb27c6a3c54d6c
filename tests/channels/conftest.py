"""A running web channel, and clients of it.

Rasa is imported when a fixture is used: pytest's filters of warnings hold from then on.
"""

from unittest import mock

import pytest


@pytest.fixture(scope="session", autouse=True)
def several_servers():
    """Let more than one server start: Sanic rewrites its own code at a start, which works once."""
    from sanic.touchup import TouchUp

    rewrite, done = TouchUp.run, []

    def once(app):
        if not done:
            done.append(rewrite(app))

    with mock.patch.object(TouchUp, "run", once):
        yield


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One server for the tests of a module; each works in sessions of its own."""
    from tests.channels.web_server import Running, options

    running = Running(options(tmp_path_factory.mktemp("web")))
    yield running
    running.stop()


@pytest.fixture
def start(tmp_path):
    """Start a server with settings of its own; all are stopped at the end."""
    from tests.channels.web_server import Running, options

    started = []

    def make(agent=None, on_app=None, **settings):
        started.append(Running(options(tmp_path, **settings), agent, on_app))
        return started[-1]

    yield make
    for running in started:
        if not running.loop.is_closed():
            running.stop()


@pytest.fixture
def connect():
    """A client with a session of its own."""
    from tests.channels.web_server import Client

    made = []

    def make(running, begin=True):
        made.append(Client(running.url))
        if begin:
            made[-1].begin()
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def client(shared, connect):
    """Somebody who has just begun a conversation."""
    shared.agent.heard.clear()
    return connect(shared)


@pytest.fixture
def follow():
    """Open a stream; all are closed at the end."""
    from tests.channels.web_server import Stream

    streams = []

    def make(client, after=None, last=None):
        streams.append(Stream(client, after, last))
        return streams[-1]

    yield make
    for stream in streams:
        stream.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The address of an empty database of each kind."""
    from tests.channels.databases import database

    with database(request.param, tmp_path) as found:
        yield found


@pytest.fixture
def engine(url):
    """A connection to it, with the tables made."""
    from needlewise.channels.schema import open_database

    found = open_database(url)
    yield found
    found.dispose()
