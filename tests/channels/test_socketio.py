"""Rasa's socket.io protocol, spoken by a real client over both of its transports."""

import asyncio
import json
import uuid

import pytest
import socketio
import websockets
from rasa.shared.exceptions import RasaException

from needlewise.channels.rest import EMPTY, FAILED, NO_COMMANDS, TOO_LONG
from needlewise.channels.socketio import RELOAD, SocketInput
from tests.channels.web_server import Running, Scripted

SESSION = "a-session-of-rasa-webchat-0001"


class Answering(Scripted):
    """Replies as the assistant does, with next questions to tap."""

    async def handle_message(self, message):
        self.heard.append(message)
        if message.text == "raise":
            raise RuntimeError("no")
        for number in range(3 if message.text == "thrice" else 1):
            await message.output_channel.send_response(
                message.sender_id,
                {
                    "text": f"{message.text} {number}",
                    "buttons": [{"title": "Why?", "payload": "Why?"}],
                },
            )


def serve(**credentials):
    credentials = {"session_persistence": True, **credentials}
    return Running(None, Answering(), channel=SocketInput.from_credentials(credentials))


@pytest.fixture(scope="module")
def running():
    server = serve()
    yield server
    server.stop()


class Visitor:
    """A website's socket.io client."""

    def __init__(self, running, namespace=None, **headers):
        self.client = socketio.AsyncClient(reconnection=False)
        self._url = running.url.partition("/webhooks")[0]
        self._namespace, self._headers = namespace, headers
        self.replies, self.session = asyncio.Queue(), asyncio.Queue()
        self.client.on("bot_uttered", self.replies.put, namespace=namespace)
        self.client.on("session_confirm", self.session.put, namespace=namespace)

    async def __aenter__(self):
        await self.client.connect(
            self._url, transports=["polling"], headers=self._headers,
            namespaces=[self._namespace or "/"],
        )
        return self

    async def __aexit__(self, *error):
        # without waiting for the answer to the last poll, which comes with the next ping
        await self.client.eio.disconnect(abort=True)
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0)

    async def begin(self, session=SESSION):
        await self.client.emit("session_request", {"session_id": session}, self._namespace)
        return await asyncio.wait_for(self.session.get(), 5)

    async def say(self, message, session=SESSION, **more):
        data = {"message": message, "session_id": session, **more}
        await self.client.emit("user_uttered", data, self._namespace)
        return await self.reply()

    async def reply(self):
        return await asyncio.wait_for(self.replies.get(), 5)


def run(work):
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def test_every_reply_arrives(running):
    async def talk():
        async with Visitor(running) as visitor:
            assert await visitor.begin() == SESSION
            first = await visitor.say("thrice")
            assert first["text"] == "thrice 0"
            assert first["quick_replies"] == [
                {"content_type": "text", "title": "Why?", "payload": "Why?"}
            ]
            assert [(await visitor.reply())["text"] for _ in range(2)] == ["thrice 1", "thrice 2"]
            for number in range(20):
                assert (await visitor.say(f"message {number}"))["text"] == f"message {number} 0"

    run(talk())
    heard = running.agent.heard[-1]
    assert (heard.sender_id, heard.input_channel) == (SESSION, "socketio")


def test_replies_arrive_over_a_websocket_too(running):
    """By hand: the client's own websockets need a later aiohttp than Rasa allows."""
    url = running.url.partition("/webhooks")[0].replace("http", "ws")

    async def talk():
        address = f"{url}/socket.io/?EIO=4&transport=websocket"
        async with websockets.connect(address) as line:

            async def event(name):
                while not (packet := await asyncio.wait_for(line.recv(), 5)).startswith("42"):
                    if packet == "2":  # a ping
                        await line.send("3")
                found, data = json.loads(packet[2:])
                assert found == name
                return data

            assert (await line.recv()).startswith("0{")
            await line.send("40")
            assert (await line.recv()).startswith("40{")
            await line.send(f'42["session_request",{{"session_id":"{SESSION}"}}]')
            assert await event("session_confirm") == SESSION
            message = {"message": "thrice", "session_id": SESSION}
            await line.send(f'42["user_uttered",{json.dumps(message)}]')
            for number in range(3):
                assert (await event("bot_uttered"))["text"] == f"thrice {number}"
            await line.send("42" + json.dumps(["user_uttered", {"message": "x" * 30_000}]))
            with pytest.raises((websockets.ConnectionClosed, asyncio.TimeoutError)):
                await asyncio.wait_for(line.recv(), 2)

    run(talk())


def test_the_conversation_goes_on_over_a_new_connection(running):
    async def talk():
        for _ in range(2):
            async with Visitor(running) as visitor:
                assert await visitor.begin() == SESSION
                assert (await visitor.say("hello"))["text"] == "hello 0"

    run(talk())


def test_another_tab_hears_the_reply_too(running):
    async def talk():
        async with Visitor(running) as one, Visitor(running) as other:
            await one.begin()
            await other.begin()
            await one.say("hello")
            assert (await other.reply())["text"] == "hello 0"

    run(talk())


@pytest.mark.parametrize("session", [None, "", "me", 5, ["x"], {"a": 1}, "x" * 101, "a b" * 10])
def test_who_names_no_good_session_gets_a_random_one(running, session):
    async def talk():
        async with Visitor(running) as visitor:
            given = await visitor.begin(session)
            assert uuid.UUID(hex=given).version == 4
            assert (await visitor.say("hello", given))["text"] == "hello 0"

    run(talk())


def test_a_session_of_another_connection_is_not_spoken_for(running):
    async def talk():
        async with Visitor(running) as owner, Visitor(running) as stranger:
            session = await owner.begin(None)
            await stranger.begin(None)
            assert (await stranger.say("hello", session))["text"] == RELOAD
            for nobody in (None, "", 5, "a-session-that-nobody-has-begun"):
                assert (await stranger.say("hello", nobody))["text"] == RELOAD
            assert owner.replies.empty()

    run(talk())


@pytest.mark.parametrize(
    "message, reply",
    [
        ("/restart", NO_COMMANDS), ('/greet{"a": 1}', NO_COMMANDS), ("／restart", NO_COMMANDS),
        ("", EMPTY), ("\u200b", EMPTY), (None, EMPTY), (5, EMPTY), (["hello"], EMPTY),
        ("x" * 1_001, TOO_LONG), ("raise", FAILED),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_cannot_be_answered_gets_a_polite_reply(running, message, reply):
    async def talk():
        async with Visitor(running) as visitor:
            await visitor.begin()
            before = len(running.agent.heard)
            assert (await visitor.say(message)) == {"text": reply}
            assert len(running.agent.heard) == before + (message == "raise")
            assert (await visitor.say("hello"))["text"] == "hello 0"

    run(talk())


@pytest.mark.parametrize("data", [None, "text", 5, [], {}])
def test_events_of_any_shape_are_answered(running, data):
    async def talk():
        async with Visitor(running) as visitor:
            await visitor.client.emit("session_request", data)
            await asyncio.wait_for(visitor.session.get(), 5)
            await visitor.client.emit("user_uttered", data)
            assert (await visitor.reply())["text"] in (EMPTY, RELOAD)

    run(talk())


@pytest.mark.parametrize(
    "sent, heard",
    [({"a": 1}, {"a": 1}), (json.dumps({"a": 1}), {"a": 1}), ("{", {}), ([1], {}), (None, {})],
)
def test_metadata_of_any_shape_is_taken(running, sent, heard):
    async def talk():
        async with Visitor(running) as visitor:
            await visitor.begin()
            await visitor.say("hello", metadata=sent)

    run(talk())
    assert running.agent.heard[-1].metadata == heard


def test_without_persistence_each_connection_is_a_conversation():
    running = serve(session_persistence=False, namespace="/chat")

    async def talk():
        async with Visitor(running, namespace="/chat") as one:
            await one.begin(None)
            assert (await one.say("hello"))["text"] == "hello 0"

    try:
        run(talk())
        assert SESSION not in running.agent.heard[0].sender_id
    finally:
        running.stop()


def test_only_named_websites_may_connect():
    running = serve(origins=["https://www.example.com"])

    async def talk(origin):
        async with Visitor(running, Origin=origin) as visitor:
            await visitor.begin()
            return (await visitor.say("hello"))["text"]

    try:
        assert run(talk("https://www.example.com")) == "hello 0"
        with pytest.raises(socketio.exceptions.ConnectionError):
            run(talk("https://evil.example"))
    finally:
        running.stop()


def test_an_origin_that_is_none_is_a_clear_error():
    with pytest.raises(RasaException, match="origins: .* is no origin"):
        SocketInput.from_credentials({"origins": ["*"]})


def test_it_is_off_unless_it_is_switched_on():
    from needlewise import ROOT
    from needlewise.content.yaml_files import read_yaml

    text = (ROOT / "credentials.yml").read_text()
    assert "# needlewise.channels.socketio.SocketInput:" in text
    assert not [name for name in read_yaml(ROOT / "credentials.yml") if "socket" in name]
