"""The rest channel on a real Sanic server, asked over HTTP."""
import asyncio
import json
import socket
import threading
from types import SimpleNamespace

import pytest
import requests
from rasa.core.channels.channel import register
from sanic import Sanic

from needlewise.channels.rest import (
    EMPTY,
    FAILED,
    MOST_BYTES,
    MOST_CHARACTERS,
    NO_COMMANDS,
    TOO_LONG,
    RestInput,
    refused,
)


class Echo:
    """Stands where Rasa's agent does; its answer hangs on the message."""

    def __init__(self):
        self.heard = []

    async def handle_message(self, message):
        self.heard.append(message)
        if message.text == "raise":
            raise RuntimeError("no reply from me")
        if message.text != "silence":
            await message.output_channel.send_response(
                message.sender_id,
                {
                    "text": f"{message.text}\n\nand more",
                    "buttons": [{"title": "Why?", "payload": "Why?"}],
                    "custom": {"kind": "answer"},
                    "image": None,
                },
            )


@pytest.fixture(scope="module")
def server():
    """The address of the channel, and the agent behind it."""
    Sanic._app_registry.clear()
    app, agent = Sanic("rest_channel_under_test", configure_logging=False), Echo()
    app.ctx.agent = agent
    register([RestInput()], app, route="/webhooks/")
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    started, loop, running = threading.Event(), asyncio.new_event_loop(), {}

    async def start():
        running["server"] = await app.create_server(
            sock=listening, return_asyncio_server=True, access_log=False
        )
        await running["server"].startup()
        await running["server"].start_serving()
        started.set()

    def serve():
        asyncio.set_event_loop(loop)
        loop.run_until_complete(start())
        loop.run_forever()

    async def stop():
        running["server"].close()
        await running["server"].wait_closed()
        loop.stop()

    thread = threading.Thread(target=serve)
    thread.start()
    assert started.wait(20)
    yield SimpleNamespace(
        url=f"http://127.0.0.1:{listening.getsockname()[1]}/webhooks/rest", agent=agent
    )
    asyncio.run_coroutine_threadsafe(stop(), loop)
    thread.join(20)
    loop.close()


@pytest.fixture
def post(server):
    """Send a body as it is, or as JSON where it is no text."""
    server.agent.heard.clear()
    with requests.Session() as session:

        def posted(body):
            data = body if isinstance(body, (str, bytes)) else json.dumps(body)
            headers = {"Content-Type": "application/json"}
            return session.post(f"{server.url}/webhook", data=data, headers=headers, timeout=20)

        yield posted


def test_health_is_told(server):
    with requests.get(f"{server.url}/", timeout=20) as response:
        assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_a_reply_comes_back_whole(post):
    response = post({"sender": "anna", "message": "does it hurt"})
    assert response.status_code == 200
    assert response.json() == [
        {
            "recipient_id": "anna",
            "text": "does it hurt\n\nand more",
            "buttons": [{"title": "Why?", "payload": "Why?"}],
            "custom": {"kind": "answer"},
        }
    ]


def test_the_conversation_knows_its_channel(server, post):
    post({"sender": "anna", "message": "hi"})
    heard, = server.agent.heard
    assert (heard.sender_id, heard.input_channel) == ("anna", "rest")


@pytest.mark.parametrize(
    "body",
    [
        "", "{", "not json", "null", "[]", '["message"]', "42", '"text"', "true", "{}", b"\xff\xfe",
        {"sender": "a"}, {"message": None}, {"message": 5}, {"message": ["a"]},
        {"message": {"a": 1}},
        {"sender": "", "message": "hi"}, {"sender": " \x00", "message": "hi"},
        {"sender": ["a"], "message": "hi"}, {"sender": True, "message": "hi"},
        {"sender": 1.5, "message": "hi"}, {"sender": "x" * 201, "message": "hi"},
        {"sender": "\ud800", "message": "hi"}, "[" * 10_000, '{"sender": "a", "message": "hi"',
        '{"sender": NaN, "message": "hi"}',
    ],
    ids=lambda body: repr(body)[:30],
)
def test_what_is_not_of_the_protocol_gets_a_clear_4xx(server, post, body):
    response = post(body)
    assert response.status_code == 400
    assert response.json()["error"].endswith((".", "}."))
    assert server.agent.heard == []


def test_a_body_that_is_too_large_is_refused(server, post):
    response = post({"sender": "a", "message": "x" * MOST_BYTES})
    assert response.status_code in (400, 413)
    assert server.agent.heard == []


def test_without_a_sender_each_message_is_a_conversation_of_its_own(server, post):
    for body in ({"message": "hi"}, {"message": "hi", "sender": None}):
        assert post(body).status_code == 200
    one, other = (message.sender_id for message in server.agent.heard)
    assert one != other and "default" not in (one, other)


@pytest.mark.parametrize("sender, name", [(7, "7"), ("a\x00b\u200b", "a b"), ("Zoë", "Zoë")])
def test_a_sender_s_name_can_be_stored(server, post, sender, name):
    assert post({"sender": sender, "message": "hi"}).status_code == 200
    assert server.agent.heard[0].sender_id == name


@pytest.mark.parametrize(
    "message, answer",
    [
        ("/restart", NO_COMMANDS),
        ('/greet{"name": "x"}', NO_COMMANDS),
        ("  \u200b/restart", NO_COMMANDS),
        ("／restart", NO_COMMANDS),
        ("", EMPTY),
        (" \n\t", EMPTY),
        ("\x00\u200b", EMPTY),
        ("\ud800", EMPTY),
        ("x" * 10_000, TOO_LONG),
        ("i cant breathe " * 700, TOO_LONG),
        ("😀" * 1_001, TOO_LONG),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_not_handed_on_gets_a_polite_reply(server, post, message, answer):
    response = post({"sender": "anna", "message": message})
    assert response.status_code == 200
    assert response.json() == [{"recipient_id": "anna", "text": answer}]
    assert server.agent.heard == []


@pytest.mark.parametrize(
    "message, heard",
    [
        ("😀🍕", "😀🍕"),
        ("هل يؤلم؟", "هل يؤلم؟"),
        ("does\x00it\u202e hurt", "does it hurt"),
        ("a\ud800b", "ab"),
        ("<b>{slot}</b> 0[", "<b>{slot}</b> 0["),
        ("it’s red", "it's red"),
        ("and/or", "and/or"),
        ("x" * MOST_CHARACTERS, "x" * MOST_CHARACTERS),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_can_be_read_is_handed_on_clean(server, post, message, heard):
    response = post({"sender": "anna", "message": message})
    assert response.status_code == 200
    assert response.json()[0]["text"].startswith(heard)
    assert server.agent.heard[0].text == heard


@pytest.mark.parametrize("message", ["raise", "silence"])
def test_a_message_that_fails_gets_a_polite_reply(post, message):
    response = post({"sender": "anna", "message": message})
    assert response.status_code == 200
    assert response.json() == [{"recipient_id": "anna", "text": FAILED}]


def test_the_server_lives_on_after_a_failure(post):
    post({"sender": "anna", "message": "raise"})
    assert post({"sender": "anna", "message": "hi"}).json()[0]["text"].startswith("hi")


@pytest.mark.parametrize("text", [TOO_LONG, FAILED])
def test_who_cannot_be_heard_is_told_whom_to_call(text):
    assert "call your local emergency number" in text


def test_the_length_that_counts_is_that_of_the_message():
    assert refused("x" * MOST_CHARACTERS) is None
    assert refused("x" * (MOST_CHARACTERS + 1)) == TOO_LONG
