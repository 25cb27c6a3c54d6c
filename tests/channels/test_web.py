"""Conversations over HTTP as the widget has them, and refusals as it must understand them."""

import json
import uuid

import pytest

from needlewise.channels.refusals import MOST_BYTES, MOST_CHARACTERS
from tests.channels.databases import database
from tests.channels.web_server import META, error_of


def new_id():
    return str(uuid.uuid4())


def test_a_session_begins_with_a_token_and_the_limits(shared, connect):
    response = connect(shared, begin=False).call("POST", "/sessions", token=None, json={})
    assert response.status_code == 201
    body = response.json()
    assert set(body) == {"token", "expires_at", "limits"}
    assert body["limits"] == {"characters": 1000}
    assert body["expires_at"].endswith("Z")
    assert "Set-Cookie" not in response.headers


def test_a_message_comes_back_with_its_answer(client):
    message = new_id()
    user, bot = client.say("does it hurt", message)
    assert user == {
        "seq": 1, "type": "user", "at": user["at"], "id": message, "text": "does it hurt"
    }
    assert bot == {
        "seq": 2,
        "type": "bot",
        "at": bot["at"],
        "reply_to": message,
        "kind": "answer",
        "text": "You said: does it hurt",
        "sources": META["sources"],
        "disagreements": [{"id": "duration", "title": "How long a session takes"}],
        "not_covered": [
            {"id": "not_covered/cost", "title": "How much does microneedling cost?"}
        ],
        "choices": [{"title": "Why?"}],
        "level": None,
        "caution": None,
        "call": None,
        "review": "draft",
        "questions": ["treatment_day/duration"],
    }


def test_rasa_hears_the_message_from_a_conversation_of_its_own(shared, client):
    message = new_id()
    client.say("hello", message)
    heard, = shared.agent.heard
    assert (heard.text, heard.input_channel, heard.message_id) == ("hello", "web", message)
    assert heard.sender_id.startswith("web-") and heard.sender_id.endswith("-0")


def test_two_replies_keep_their_order(client):
    assert [e.get("text") for e in client.say("twice")] == ["twice", "One.", "You said: twice"]


def test_history_gives_what_is_new(client):
    client.say("one")
    client.say("two")
    assert [e["seq"] for e in client.history()] == [1, 2, 3, 4]
    response = client.call("GET", "/history", params={"after": 3})
    assert [e["seq"] for e in response.json()["events"]] == [4]
    assert response.json()["last"] == 4
    assert client.call("GET", "/history", params={"after": 99}).json() == {"events": [], "last": 4}


def test_the_greeting_needs_no_session_and_stores_nothing(shared, connect):
    response = connect(shared, begin=False).call("GET", "/greeting")
    event = response.json()
    assert (event["seq"], event["type"], event["kind"]) == (0, "bot", "greeting")
    assert event["reply_to"] is None and len(event["choices"]) == 4
    assert "computer program" in event["text"] and "emergency" in event["text"]
    assert response.headers["Cache-Control"] == "public, max-age=300"


def test_starting_over_hides_what_was_before_and_gives_rasa_a_new_conversation(shared, client):
    client.say("one")
    response = client.call("POST", "/restart")
    assert response.status_code == 200
    restart, = response.json()["events"]
    assert restart == {"seq": 3, "type": "restart", "at": restart["at"]}
    assert client.history() == [restart]
    client.say("two")
    assert [e["seq"] for e in client.history()] == [3, 4, 5]
    assert [m.sender_id[-2:] for m in shared.agent.heard] == ["-0", "-1"]
    assert client.call("POST", "/restart").json()["events"][0]["seq"] == 6


def test_feedback_is_kept_replaced_and_taken_back(shared, client):
    client.say("one")
    for body in (
        {"event": 2, "rating": "up"},
        {"event": 2, "rating": "down", "comment": "Not what I asked."},
        {"event": 2.0, "rating": "up", "comment": None},
        {"event": 2, "rating": None},
        {"event": 2, "rating": None},
    ):
        response = client.call("POST", "/feedback", json=body)
        assert (response.status_code, response.content) == (204, b"")


@pytest.mark.parametrize("seq", [1, 3, 99, 2**31 - 1])
def test_feedback_goes_to_replies_only(client, seq):
    client.say("one")
    response = client.call("POST", "/feedback", json={"event": seq, "rating": "up"})
    assert error_of(response) == (404, "no_event")


@pytest.mark.parametrize(
    "body, code",
    [
        ({"rating": "up"}, "invalid"),
        ({"event": 2}, "invalid"),
        ({"event": "2", "rating": "up"}, "invalid"),
        ({"event": True, "rating": "up"}, "invalid"),
        ({"event": 2.5, "rating": "up"}, "invalid"),
        ({"event": 0, "rating": "up"}, "invalid"),
        ({"event": -1, "rating": "up"}, "invalid"),
        ({"event": 2**31, "rating": "up"}, "invalid"),
        ({"event": 2, "rating": "UP"}, "invalid"),
        ({"event": 2, "rating": ["up"]}, "invalid"),
        ({"event": 2, "rating": {}}, "invalid"),
        ({"event": 2, "rating": "up", "comment": 5}, "invalid"),
        ({"event": 2, "rating": "up", "comment": "x" * 501}, "too_long"),
    ],
)
def test_feedback_of_the_wrong_form_is_refused(client, body, code):
    client.say("one")
    response = client.call("POST", "/feedback", json=body)
    assert error_of(response) == (413 if code == "too_long" else 422, code)


@pytest.mark.parametrize(
    "text, refusal",
    [
        ("", (422, "empty")),
        (" \n\t", (422, "empty")),
        ("\x00\u200b\u202e", (422, "empty")),
        ("\ud800", (422, "empty")),
        ("/restart", (422, "command")),
        ('/greet{"name": "x"}', (422, "command")),
        ("  \u200b/restart", (422, "command")),
        ("／restart", (422, "command")),
        ("x" * 1_001, (413, "too_long")),
        ("😀" * 1_001, (413, "too_long")),
        (" " * 1_000 + "x", (413, "too_long")),
        ("\ufdfa" * 900, (413, "too_long")),  # 18 letters each when it is cleaned
        (None, (422, "invalid")),
        (5, (422, "invalid")),
        (["hi"], (422, "invalid")),
        ({"a": 1}, (422, "invalid")),
        (True, (422, "invalid")),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_no_message_is_refused_and_not_stored(shared, client, text, refusal):
    body = json.dumps({"id": new_id(), "text": text})
    headers = {"Content-Type": "application/json"}
    response = client.call("POST", "/messages", data=body, headers=headers)
    assert error_of(response) == refusal
    assert shared.agent.heard == [] and client.history() == []


@pytest.mark.parametrize(
    "text, heard",
    [
        ("does\x00it\u202e hurt", "does it hurt"),
        ("a\ud800b", "ab"),
        ("هل يؤلم؟", "هل يؤلم؟"),
        ("😀" * MOST_CHARACTERS, "😀" * MOST_CHARACTERS),
        ("<b>{slot}</b> 0[", "<b>{slot}</b> 0["),
        ("and/or", "and/or"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_can_be_read_is_cleaned(shared, client, text, heard):
    body = json.dumps({"id": new_id(), "text": text})
    headers = {"Content-Type": "application/json; charset=utf-8"}
    response = client.call("POST", "/messages", data=body, headers=headers)
    assert response.json()["events"][0]["text"] == heard
    assert shared.agent.heard[0].text == heard


@pytest.mark.parametrize(
    "message", [None, "", 5, "1", "x" * 36, new_id() + "0", f"{{{new_id()}}}", [new_id()], "٣" * 8]
)
def test_a_message_without_a_uuid_is_refused(client, message):
    response = client.call("POST", "/messages", json={"id": message, "text": "hi"})
    assert error_of(response) == (422, "invalid")


@pytest.mark.parametrize(
    "body, refusal",
    [
        (b"", (400, "bad_json")),
        (b"{", (400, "bad_json")),
        (b"not json", (400, "bad_json")),
        (b"\xff\xfe", (400, "bad_json")),
        ('{"id": "ä"}'.encode("latin-1"), (400, "bad_json")),
        ("{}".encode("utf-16"), (400, "bad_json")),
        (b"[" * 10_000, (400, "bad_json")),
        (b'{"id": NaN}', (400, "bad_json")),
        (b'{"a": ' + b"1" * 9_000 + b"}", (400, "bad_json")),
        (b"null", (422, "invalid")),
        (b"[]", (422, "invalid")),
        (b'"text"', (422, "invalid")),
        (b"42", (422, "invalid")),
        (b"{}", (422, "invalid")),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_a_body_that_is_no_object_is_refused(client, body, refusal):
    headers = {"Content-Type": "application/json"}
    response = client.call("POST", "/messages", data=body, headers=headers)
    assert error_of(response) == refusal


@pytest.mark.parametrize(
    "content_type",
    [
        None, "", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
        "application/json-seq", "application/json; charset=latin-1", "text/html; application/json",
    ],
)
def test_a_body_of_another_type_is_refused(client, content_type):
    headers = {} if content_type is None else {"Content-Type": content_type}
    for path in ("/sessions", "/messages", "/feedback"):
        response = client.call("POST", path, data=b"{}", headers=headers)
        assert error_of(response) == (415, "media_type")


def test_a_body_that_is_too_large_is_refused(client):
    body = b'{"text": "' + b"x" * MOST_BYTES + b'"}'
    headers = {"Content-Type": "application/json"}
    for data in (body, iter([body])):  # with its length told, and in chunks
        response = client.call("POST", "/messages", data=data, headers=headers)
        assert error_of(response) == (413, "too_large")
    assert client.say("still here")


def test_a_body_that_nobody_reads_does_not_spoil_the_connection(client):
    for method, path, status in (
        ("POST", "/restart", 200), ("GET", "/history", 200), ("GET", "/nothing", 404)
    ):
        assert client.call(method, path, data=b"x" * 100).status_code == status
        assert client.call("GET", "/history").status_code == 200


@pytest.mark.parametrize(
    "after", ["x", "", "-1", "1.5", "1e3", "٣", "2147483648", "9" * 30, "0x1", " 1", ["1", "2"]]
)
def test_a_number_that_is_none_is_refused(client, after):
    for path in ("/history", "/events"):
        response = client.call("GET", path, params={"after": after})
        assert error_of(response) == (422, "invalid")


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/messages/", "/sessions/x", "/demo-about/", "/%2e%2e/secret",
     "/web.py", "/demo/index.html", "/openapi.yml/", "/\u00e4", "/%00", "/events%0d%0a"],
)
def test_unknown_addresses_are_refused_in_the_same_form(client, path):
    for method in ("GET", "POST", "OPTIONS", "DELETE"):
        assert error_of(client.call(method, path)) == (404, "not_found")


@pytest.mark.parametrize(
    "method, path, allow",
    [
        ("GET", "/messages", "OPTIONS, POST"),
        ("PUT", "/messages", "OPTIONS, POST"),
        ("POST", "/history", "GET, OPTIONS"),
        ("HEAD", "/events", "GET, OPTIONS"),
        ("GET", "/conversation", "DELETE, OPTIONS"),
        ("POST", "/", "GET, HEAD, OPTIONS"),
        ("PATCH", "/needlewise.js", "GET, HEAD, OPTIONS"),
        ("TRACE", "/greeting", "GET, HEAD, OPTIONS"),
        ("BREW", "/greeting", "GET, HEAD, OPTIONS"),
    ],
)
def test_a_wrong_method_is_refused_in_the_same_form(client, method, path, allow):
    response = client.call(method, path)
    assert response.status_code == 405 and response.headers["Allow"] == allow
    if method != "HEAD":
        assert error_of(response) == (405, "method")


def test_neighbours_keep_their_own_form(shared, client):
    root = client.url.rpartition("/web")[0]
    for path in ("/", "/webhooks", "/websites", "/web-other"):
        response = client.http.get(f"{root}{path}", timeout=20)
        assert response.status_code == 404 and "not_found" not in response.text


def test_a_whole_conversation_on_postgresql(start, connect, follow, tmp_path):
    with database("postgresql", tmp_path) as url:
        running = start(db=url)
        client = connect(running)
        stream = follow(client)
        said = client.say("hello 😀")
        assert client.send("good-bye", said[0]["id"]).status_code == 409
        client.call("POST", "/feedback", json={"event": 2, "rating": "up", "comment": "Ja!"})
        client.call("POST", "/restart")
        client.say("twice")
        stream.wait(6)
        assert stream.seqs == [1, 2, 3, 4, 5, 6]
        assert [e["seq"] for e in client.history()] == [3, 4, 5, 6]
        assert client.call("DELETE", "/conversation").status_code == 204
        assert stream.wait(7)[6].event == "deleted"
        assert error_of(client.send("hello")) == (401, "ended")
        running.stop()
