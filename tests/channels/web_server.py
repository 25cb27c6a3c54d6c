"""The web channel on a real server with an agent that says what a test wants."""

import asyncio
import contextlib
import json
import socket
import sys
import threading
import uuid
from dataclasses import replace
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import requests
from rasa.core.channels.channel import register
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from sanic import Sanic

from needlewise.channels.options import Options
from needlewise.channels.web import WebInput

SECRET = "a secret for tests, which nobody will guess and which is long enough for all"
GENEROUS = {
    "messages_per_minute": 100_000,
    "sessions_per_hour": 1_000_000,
    "requests_per_minute": 1_000_000,
}
META = {
    "kind": "answer",
    "questions": ["treatment_day/duration"],
    "sources": [{"article": "003", "title": "How It Works", "section": "The Session"}],
    "disagreements": ["duration"],
    "not_covered": ["cost"],
    "choices": [{"title": "Why?", "target": "a/b", "terms": []}],
    "level": None,
    "caution": None,
    "review": "draft",
}


class Scripted:
    """Stands where Rasa's agent does; what it says hangs on the message's first word."""

    def __init__(self):
        self.heard = []
        self.finished = []
        self.tracker_store = InMemoryTrackerStore(Domain.empty())
        self.let_go = threading.Event()

    async def handle_message(self, message):
        self.heard.append(message)
        self.tracker_store.store[message.sender_id] = message.text
        word, _, rest = message.text.partition(" ")
        say = message.output_channel.send_response
        if word == "hang":
            await asyncio.sleep(3_600)
        elif word == "stubborn":  # does not end when it is told to
            while not self.let_go.is_set():
                try:
                    await asyncio.sleep(0.05)
                except asyncio.CancelledError:
                    continue
            self.tracker_store.store[message.sender_id] = message.text
        elif word == "slow":
            await asyncio.sleep(float(rest.split()[0]))
        elif word == "raise":
            raise RuntimeError(f"a failure that repeats {message.text}")
        elif word == "half":
            await say(message.sender_id, {"text": "The first half."})
            raise RuntimeError("no second half")
        if word == "twice":
            await say(message.sender_id, {"text": "One."})
        if word != "silence":
            await say(message.sender_id, {"text": f"You said: {message.text}", "needlewise": META})
        self.finished.append(message.text)


class Running:
    """A server in a thread of its own."""

    def __init__(self, options, agent=None, on_app=None, channel=None):
        Sanic._app_registry.clear()
        if channel is None:
            self.secret, self.db = options.secret, options.db
            channel = WebInput(options)
        self.agent = agent or Scripted()
        self.app = Sanic(f"web_{uuid.uuid4().hex}", configure_logging=False)
        self.app.ctx.agent = self.agent
        if on_app:
            on_app(self.app)
        register([channel], self.app, route="/webhooks/")
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/webhooks/web"
        self.loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._failure = None
        self._thread.start()
        assert self._started.wait(20)
        if self._failure:
            raise self._failure

    def _serve(self):
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_until_complete(self._start())
        except Exception as error:
            self._failure = error
            self._started.set()
        else:
            self.loop.run_forever()

    async def _start(self):
        self._server = await self.app.create_server(
            sock=self._socket, return_asyncio_server=True, access_log=False
        )
        await self._server.startup()
        await self._server.before_start()
        await self._server.start_serving()
        await self._server.after_start()
        self._started.set()

    async def _stop(self):
        await self._server.before_stop()
        self._server.close()
        await self._server.wait_closed()
        for connection in list(self._server.connections):
            connection.close_if_idle()
            connection.abort()
        await asyncio.sleep(0.05)  # what was cut off ends
        await self._server.after_stop()

    def stop(self):
        """As Sanic does at the end of its process."""
        try:
            asyncio.run_coroutine_threadsafe(self._stop(), self.loop).result(30)
        finally:
            self.loop.call_soon_threadsafe(self.loop.stop)
            self._thread.join(20)
            self.loop.close()


def options(path, **more):
    """Settings for a database in this folder, and no limits on rates."""
    values = {**GENEROUS, "secret": SECRET, "db": str(path / "web.db"), **more}
    return replace(Options(), **values)


class Client:
    """Calls the channel as the widget does, over one connection."""

    def __init__(self, url):
        self.url = url
        self.http = requests.Session()
        self.http.headers["Accept-Encoding"] = "identity"
        self.token = None

    def close(self):
        self.http.close()

    def call(self, method, path, token=True, **arguments):
        """A response; `token` may be another one, or None."""
        token = self.token if token is True else token
        headers = arguments.pop("headers", {})
        if token is not None:
            headers = {"Authorization": f"Bearer {token}", **headers}
        return self.http.request(
            method, f"{self.url}{path}", headers=headers, timeout=40, **arguments
        )

    def begin(self):
        """A new session; its token."""
        response = self.call("POST", "/sessions", token=None, json={})
        assert response.status_code == 201, response.text
        self.token = response.json()["token"]
        return self.token

    def send(self, text, message=None):
        """The response to a message, with a new id where none is given."""
        body = {"id": message or str(uuid.uuid4()), "text": text}
        return self.call("POST", "/messages", json=body)

    def say(self, text, message=None):
        """The events of a message that is answered."""
        response = self.send(text, message)
        assert response.status_code == 200, response.text
        return response.json()["events"]

    def history(self, after=0):
        """The events so far."""
        response = self.call("GET", "/history", params={"after": after})
        assert response.status_code == 200, response.text
        return response.json()["events"]


def error_of(response):
    """Status and code of a refusal in the contract's form."""
    body = response.json()
    assert set(body) == {"error"} and set(body["error"]) == {"code", "message"}, body
    assert len(body["error"]["message"]) > 10
    if response.status_code in (429, 503):
        assert int(response.headers["Retry-After"]) >= 1
    return response.status_code, body["error"]["code"]


class Stream:
    """An open stream of events, read in a thread."""

    def __init__(self, client, after=None, last=None):
        headers = {"Accept": "text/event-stream", "Authorization": f"Bearer {client.token}"}
        if last is not None:
            headers["Last-Event-ID"] = str(last)
        address = urlsplit(f"{client.url}/events")
        query = "" if after is None else f"?after={after}"
        self._connection = HTTPConnection(address.hostname, address.port, timeout=40)
        self._connection.request("GET", address.path + query, headers=headers)
        self._socket = self._connection.sock
        self._answer = self._connection.getresponse()
        self.status, self.headers = self._answer.status, self._answer.headers
        self.events, self.pings, self.ended = [], 0, threading.Event()
        self.refusal = self._more = threading.Condition()
        self._thread = threading.Thread(target=self._read, daemon=True)
        if self.status == 200:
            self._thread.start()
        else:
            self.refusal = self.status, json.loads(self._answer.read())["error"]["code"]

    def _read(self):
        event = {}
        try:
            while line := self._answer.readline():
                with self._more:
                    if line == b": ping\n":
                        self.pings += 1
                    elif line != b"\n":
                        name, _, value = line.decode().rstrip("\n").partition(": ")
                        event[name] = value
                    elif event:
                        self.events.append(SimpleNamespace(**event))
                        event = {}
                    self._more.notify_all()
        except (OSError, HTTPException, ValueError):
            pass  # closed under its hands
        self.ended.set()

    @property
    def seqs(self):
        """The numbers of its events."""
        return [int(event.id) for event in self.events if hasattr(event, "id")]

    def wait(self, count, timeout=10):
        """Wait for so many events; all of them."""
        with self._more:
            came = self._more.wait_for(lambda: len(self.events) >= count, timeout)
        assert came, f"{len(self.events)} of {count} events came"
        return self.events

    def wait_pings(self, count, timeout=10):
        """Wait for so many pings."""
        with self._more:
            assert self._more.wait_for(lambda: self.pings >= count, timeout)

    def close(self):
        """Break the line."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        if self._thread.is_alive():
            self._thread.join(5)
        self._answer.close()
        self._connection.close()


def main():
    """A server in a process of its own, to be killed; prints its port."""
    running = Running(options(Path(sys.argv[1])))
    print(running.port, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
