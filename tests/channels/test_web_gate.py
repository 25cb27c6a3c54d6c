"""What every request passes: origins, rates, headers, slow and odd requests."""

import json
import logging
import socket
import time

import pytest

from needlewise.channels import bodies
from tests.channels.web_server import Running, error_of, options

SITE = "https://www.example.com"
PATHS = [
    ("GET", "/greeting"), ("GET", "/history"), ("GET", "/events"), ("POST", "/sessions"),
    ("POST", "/messages"), ("POST", "/feedback"), ("POST", "/restart"),
    ("DELETE", "/conversation"), ("GET", "/"), ("GET", "/demo.css"), ("GET", "/openapi.yml"),
    ("GET", "/nothing"), ("PUT", "/messages"),
]


@pytest.fixture(scope="module", params=["alone", "beside Rasa's CORS", "beside --cors '*'"])
def knowing(request, tmp_path_factory):
    """A server that knows one website, with what Rasa may have added to the app."""

    def as_rasa_does(app):  # rasa.server.configure_cors, which takes long to import
        from sanic_cors import CORS

        app.config.CORS_AUTOMATIC_OPTIONS = True
        app.config.CORS_SUPPORTS_CREDENTIALS = True
        origins = "*" if "*" in request.param else ""
        CORS(app, resources={r"/*": {"origins": origins}}, automatic_options=True)

    on_app = None if request.param == "alone" else as_rasa_does
    folder = tmp_path_factory.mktemp("site")
    running = Running(options(folder, origins=frozenset({SITE})), on_app=on_app)
    yield running
    running.stop()


@pytest.fixture
def site(knowing, connect):
    """A client of that server."""
    return connect(knowing)


def own(client):
    return client.url.partition("/webhooks")[0]


class TestOrigins:
    def test_the_named_website_may_do_everything(self, site):
        headers = {"Origin": SITE}
        response = site.call("POST", "/sessions", token=None, json={}, headers=headers)
        assert response.status_code == 201
        assert response.headers["Access-Control-Allow-Origin"] == SITE
        assert response.headers["Access-Control-Expose-Headers"] == "Retry-After"
        assert response.headers["Vary"] == "Origin"
        assert "Access-Control-Allow-Credentials" not in response.headers

    def test_the_server_s_own_pages_may_too(self, site):
        response = site.call("GET", "/greeting", headers={"Origin": own(site)})
        assert response.headers["Access-Control-Allow-Origin"] == own(site)

    @pytest.mark.parametrize("method, path", PATHS)
    def test_others_are_refused_everywhere(self, site, method, path):
        more = {"json": {}} if method == "POST" else {}
        response = site.call(method, path, headers={"Origin": "https://evil.example"}, **more)
        assert error_of(response) == (403, "origin")
        assert "Access-Control-Allow-Origin" not in response.headers
        assert response.headers["Vary"] == "Origin"

    @pytest.mark.parametrize(
        "origin",
        ["null", "", "https://www.example.com.evil.example", "http://www.example.com",
         "https://www.example.com:444", "https://example.com", "HTTPS://WWW.EXAMPLE.COM", "*",
         "https://www.example.com/", "https://evil.example, https://www.example.com"],
    )
    def test_nothing_but_the_exact_origin_counts(self, site, origin):
        assert error_of(site.call("GET", "/greeting", headers={"Origin": origin}))[0] == 403

    @pytest.mark.parametrize("path", ["/messages", "/sessions", "/events", "/conversation"])
    def test_preflights_are_answered(self, site, path):
        asked = {
            "Origin": SITE,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization,content-type",
        }
        response = site.call("OPTIONS", path, token=None, headers=asked)
        assert response.status_code == 204
        assert response.headers["Access-Control-Allow-Origin"] == SITE
        assert response.headers["Access-Control-Allow-Methods"] == "GET, POST, DELETE"
        assert "Authorization" in response.headers["Access-Control-Allow-Headers"]
        assert "Access-Control-Allow-Credentials" not in response.headers
        asked["Origin"] = "https://evil.example"
        response = site.call("OPTIONS", path, token=None, headers=asked)
        assert error_of(response) == (403, "origin")
        assert "Access-Control-Allow-Origin" not in response.headers

    def test_a_stream_can_be_read_by_the_named_website(self, site):
        response = site.call("GET", "/events", headers={"Origin": SITE}, stream=True)
        assert response.headers["Access-Control-Allow-Origin"] == SITE
        assert response.headers["Vary"] == "Origin"
        response.close()

    def test_refusals_can_be_read_too(self, site):
        response = site.call("GET", "/history", token="x", headers={"Origin": SITE})
        assert response.status_code == 401
        assert response.headers["Access-Control-Allow-Origin"] == SITE

    def test_the_widget_itself_is_for_everyone(self, site):
        for origin in (SITE, "https://evil.example", "null"):
            response = site.call("GET", "/needlewise.js", token=None, headers={"Origin": origin})
            assert response.status_code in (200, 503)
            assert response.headers["Access-Control-Allow-Origin"] == "*"
            assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}


@pytest.mark.parametrize("method, path", [*PATHS, ("OPTIONS", "/messages"), ("HEAD", "/")])
def test_every_response_bears_the_headers_that_keep_browsers_safe(client, method, path):
    response = client.call(method, path, stream=True)
    assert SAFE.items() <= response.headers.items()
    assert "camera=()" in response.headers["Permissions-Policy"]
    policy = response.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert policy.startswith("default-src 'none'") or path in ("/", "/demo.css")
    assert response.headers["Cache-Control"] in ("no-store", "no-cache", "public, max-age=300")
    if path in ("/history", "/messages", "/sessions"):
        assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers and "Server" not in response.headers
    response.close()


def test_messages_of_one_conversation_are_limited(start, connect):
    running = start(messages_per_minute=6)
    client, other = connect(running), connect(running)
    for _ in range(3):
        client.say("hello")
    response = client.send("hello")
    assert error_of(response) == (429, "rate_limited")
    assert 1 <= int(response.headers["Retry-After"]) <= 10
    assert "emergency" in response.json()["error"]["message"]
    assert other.say("hello")
    assert len(client.history()) == 6


def test_who_waits_as_told_is_served(start, connect):
    client = connect(start(messages_per_minute=20))
    for _ in range(10):
        client.say("hello")
    time.sleep(int(client.send("hello").headers["Retry-After"]))
    assert client.say("hello")


def test_sessions_of_one_address_are_limited(start, connect):
    client = connect(start(sessions_per_hour=12))
    for _ in range(2):
        client.begin()
    response = client.call("POST", "/sessions", token=None, json={})
    assert error_of(response) == (429, "rate_limited")
    assert int(response.headers["Retry-After"]) > 60
    assert client.say("those who talk already are not touched")


def test_requests_of_one_address_are_limited_whatever_they_ask(start, connect):
    client = connect(start(requests_per_minute=40, origins=frozenset({SITE})))
    statuses = [client.call("GET", "/nothing", headers={"Origin": SITE}) for _ in range(15)]
    assert error_of(statuses[-1]) == (429, "rate_limited")
    assert statuses[-1].headers["Access-Control-Allow-Origin"] == SITE
    assert error_of(client.call("OPTIONS", "/messages")) == (429, "rate_limited")


def test_a_forwarded_address_counts_only_behind_trusted_proxies(start, connect):
    for proxies, refused in ((0, True), (1, False), (2, True)):
        running = start(requests_per_minute=20, proxies=proxies)
        client = connect(running, begin=False)
        last = [
            client.call("GET", "/nothing", headers={"X-Forwarded-For": f"192.0.2.{n}"})
            for n in range(12)
        ][-1]
        assert (last.status_code == 429) is refused, proxies


def test_the_own_origin_behind_a_proxy_is_the_proxy_s(start, connect):
    client = connect(start(proxies=1))
    behind = {
        "X-Forwarded-Proto": "https", "X-Forwarded-Host": "chat.example.org",
        "Origin": "https://chat.example.org",
    }
    assert client.call("GET", "/greeting", headers=behind).status_code == 200
    behind["Origin"] = "http://chat.example.org"
    assert client.call("GET", "/greeting", headers=behind).status_code == 403


def talk(client, *pieces, pause=0.0):
    """What the server answers to raw bytes, until it closes the line or is silent."""
    port = int(client.url.split(":")[2].split("/")[0])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        answer = b""
        try:
            for piece in pieces:
                line.sendall(piece)
                time.sleep(pause)
            while chunk := line.recv(65_536):
                answer += chunk
        except (TimeoutError, ConnectionError):
            answer += b" [line left open]"
    return answer.decode()


def head(client, *more):
    lines = [
        "POST /webhooks/web/messages HTTP/1.1", "Host: x", f"Authorization: Bearer {client.token}",
        "Content-Type: application/json", *more,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


def test_a_body_that_dribbles_in_is_cut(client, monkeypatch):
    monkeypatch.setattr(bodies, "BODY_SECONDS", 0.5)
    monkeypatch.setattr(bodies, "_LINGER_SECONDS", 0.2)
    answer = talk(client, head(client, "Content-Length: 500"), b"{", b'"', pause=0.1)
    assert answer.startswith("HTTP/1.1 408") and '"too_slow"' in answer
    assert "left open" not in answer and "connection: close" in answer


@pytest.mark.parametrize(
    "lines, rest, status, code",
    [
        (["Content-Length: 20000"], b"", 413, "too_large"),  # not a byte of it was read
        (["Content-Length: 99999999999999999999999999"], b"", 413, "too_large"),
        (["Content-Length: abc"], b"", 400, "bad_request"),
        (["Content-Length: -5"], b"", 400, "bad_request"),
        (["Content-Length: 5", "Content-Length: 6"], b"123456", 400, "bad_request"),
        (["Content-Length: 5", "Transfer-Encoding: chunked"], b"0\r\n\r\n", 400, "bad_request"),
        (["Transfer-Encoding: gzip"], b"", 400, "bad_request"),
        (["Transfer-Encoding: chunked"], b"zz\r\n", 400, "bad_request"),
        (["Transfer-Encoding: chunked"], b"-5\r\n", 400, "bad_request"),
        (["Transfer-Encoding: chunked"], b"8000\r\n", 413, "too_large"),
        (["Expect: miracles", "Content-Length: 2"], b"{}", 400, "bad_request"),
    ],
)
def test_odd_framing_is_refused_and_the_line_closed(client, lines, rest, status, code):
    answer = talk(client, head(client, *lines) + rest)
    assert answer.startswith(f"HTTP/1.1 {status}") and f'"{code}"' in answer
    assert "left open" not in answer


def test_a_chunked_body_is_understood(client):
    body = json.dumps({"id": "7f3c1b0e-58a1-4c39-9d8e-0d2f6c1a9b77", "text": "hello"}).encode()
    pieces = b"".join(b"%x\r\n%b\r\n" % (1, body[i : i + 1]) for i in range(len(body)))
    request = head(client, "Transfer-Encoding: chunked", "Connection: close")
    answer = talk(client, request + pieces + b"0\r\n\r\n")
    assert answer.startswith("HTTP/1.1 200") and "You said: hello" in answer


def test_what_fails_inside_is_told_politely_and_logged_without_words(client, monkeypatch, caplog):
    from needlewise.channels.conversations import Conversations

    async def broken(*arguments):
        raise KeyError("Secret Words".lower())

    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(Conversations, "history", broken)
    response = client.call("GET", "/history")
    assert error_of(response) == (500, "failed")
    assert "secret words" not in response.text + caplog.text and "KeyError" in caplog.text
