"""Whatever is sent, the answer is a clear one and never a 5xx."""

import json
import uuid

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.channels.web_server import Client

PATHS = st.sampled_from(
    ["/messages", "/sessions", "/feedback", "/restart", "/history", "/greeting", "/", "/demo.css"]
)
#: Not on paths that end the conversation, nor on the stream, which would go on for ever.
METHODS = st.sampled_from(["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"])
TEXT = st.text(max_size=200) | st.sampled_from(["\x00", "\ud800", "/restart", "0[", "{x}", "'--"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(TEXT, inside, max_size=4),
    max_leaves=12,
)
MESSAGES = st.fixed_dictionaries(
    {},
    optional={
        "id": st.uuids().map(str) | JSON, "text": TEXT | JSON, "event": JSON, "rating": JSON,
        "comment": JSON,
    },
)
BODIES = (
    (JSON | MESSAGES).map(lambda value: json.dumps(value).encode())
    | st.binary(max_size=300)
    | st.integers(0, 40_000).map(lambda n: b"[" * n)
)
VALUES = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60)
HEADERS = st.dictionaries(
    st.sampled_from(
        ["Accept", "Accept-Encoding", "Authorization", "If-None-Match", "Last-Event-ID", "Origin",
         "Range", "X-Forwarded-For", "X-HTTP-Method-Override", "Cookie", "Host"]
    ),
    VALUES,
    max_size=3,
)
TYPES = st.sampled_from(["application/json", "application/json; charset=utf-8", "text/plain"])
FUZZ = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,  # the same tries everywhere
)


def is_clear(response):
    assert response.status_code < 500, (response.status_code, response.text)
    assert "Traceback" not in response.text
    if response.status_code >= 400 and response.request.method != "HEAD":
        assert set(response.json()["error"]) == {"code", "message"}


@FUZZ
@given(METHODS, PATHS, VALUES, HEADERS, TYPES, BODIES)
def test_any_request_gets_a_clear_answer(shared, method, path, query, headers, kind, body):
    client = _client(shared)
    headers = {"Content-Type": kind, "Authorization": f"Bearer {client.token}", **headers}
    headers = {name: value.strip() for name, value in headers.items()}
    try:
        is_clear(
            client.http.request(
                method, f"{client.url}{path}", params=query, headers=headers, data=body, timeout=20
            )
        )
    finally:
        client.close()


@FUZZ
@given(MESSAGES)
def test_any_message_gets_a_clear_answer(shared, body):
    client = _client(shared)
    try:
        for path in ("/messages", "/feedback"):
            headers = {"Content-Type": "application/json"}
            is_clear(client.call("POST", path, data=json.dumps(body), headers=headers))
    finally:
        client.close()


@FUZZ
@given(st.text(max_size=1_000))
def test_any_text_is_answered_or_refused(shared, text):
    client = _client(shared)
    try:
        body = json.dumps({"id": str(uuid.uuid4()), "text": text})
        headers = {"Content-Type": "application/json"}
        response = client.call("POST", "/messages", data=body, headers=headers)
        assert response.status_code in (200, 413, 422)
        is_clear(response)
    finally:
        client.close()


def _client(running):
    client = Client(running.url)
    client.begin()
    return client
