"""The files that the channel serves, and that the demo's pages keep its own policy."""

import gzip
import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest

from needlewise.channels.pages import FILES, PAGE_POLICY, Page, Pages, reply
from needlewise.channels.refusals import Refusal
from tests.channels.web_server import error_of

PAGE = Page(b"body", b"packed", "abc", "text/html")


@pytest.mark.parametrize(
    "accepted, body",
    [
        ("", b"body"), ("gzip", b"packed"), ("br, gzip;q=0.5", b"packed"), ("GZIP", b"packed"),
        ("identity", b"body"), ("gzip;q=0", b"body"), ("gzip; q=0.0", b"body"), ("br", b"body"),
    ],
)
def test_a_page_is_packed_where_that_is_understood(accepted, body):
    found = reply(PAGE, accepted, None, {"Cache-Control": "no-cache"})
    assert (found.status, found.body) == (200, body)
    assert (found.headers.get("Content-Encoding") == "gzip") is (body == b"packed")
    assert found.headers["Vary"] == "Origin, Accept-Encoding"


@pytest.mark.parametrize(
    "known, status",
    [
        (None, 200), ("", 200), ('"abc"', 304), ('W/"abc"', 304), ('"x", "abc"', 304), ("*", 304),
        ('"abc-gzip"', 200), ("abc", 200), ('"x"', 200),
    ],
)
def test_a_page_that_is_known_is_not_sent_again(known, status):
    assert reply(PAGE, "", known, {}).status == status


def test_a_file_that_changes_is_read_again(tmp_path):
    path, pages = tmp_path / "x.js", Pages()
    with pytest.raises(Refusal) as refused:
        pages.widget(path)
    assert refused.value.code == "not_built"
    path.write_text("one")
    first = pages.widget(path)
    path.write_text("another")
    second = pages.widget(path)
    assert (first.body, second.body) == (b"one", b"another") and first.etag != second.etag
    assert gzip.decompress(second.packed) == b"another"


@pytest.mark.parametrize("path", FILES)
def test_every_file_is_served(shared, client, path):
    response = client.call("GET", path, token=None)
    assert response.status_code == 200 and response.content == FILES[path].read_bytes()
    if path != "/openapi.yml":
        assert response.headers["Content-Security-Policy"] == PAGE_POLICY
    again = client.call("GET", path, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == response.headers["ETag"]
    assert client.call("HEAD", path).headers["Content-Length"] == str(len(response.content))
    packed = client.call("GET", path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip" and packed.content == response.content


def test_without_the_slash_the_way_is_shown(client):
    response = client.http.get(client.url, allow_redirects=False, timeout=20)
    assert response.status_code == 308
    assert urljoin(client.url, response.headers["Location"]) == f"{client.url}/"
    assert client.http.get(client.url, timeout=20).text.startswith("<!doctype html>")


def test_before_the_widget_is_built_the_answer_says_how(start, connect, tmp_path):
    path = tmp_path / "needlewise.js"
    client = connect(start(widget=str(path)))
    response = client.call("GET", "/needlewise.js", token=None)
    assert error_of(response) == (503, "not_built") and "make widget" in response.text
    path.write_text("console.log('built')")
    response = client.call("GET", "/needlewise.js", token=None)
    assert response.text == "console.log('built')"
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=300"
    known = {"If-None-Match": response.headers["ETag"]}
    assert client.call("GET", "/needlewise.js", headers=known).status_code == 304
    path.unlink()
    assert client.call("GET", "/needlewise.js").status_code == 503


class Reader(HTMLParser):
    """What a page loads, links to and runs."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.addresses, self.inline = [], [], [], ""
        self._inside = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.addresses += [value for name, value in attrs if name in ("href", "src", "action")]
        self._inside = tag

    def handle_endtag(self, tag):
        self._inside = ""

    def handle_data(self, data):
        if self._inside in ("script", "style"):
            self.inline += data.strip()


@pytest.mark.parametrize("path", ["/", "/demo-about"])
def test_the_demo_keeps_its_own_policy(client, path):
    page = Reader()
    page.feed(FILES[path].read_text())
    assert page.inline == "" and "style" not in page.tags
    assert not [name for name in page.attributes if name == "style" or name.startswith("on")]
    for address in page.addresses:
        parts = urlsplit(address)
        assert not parts.scheme and not parts.netloc and not address.startswith("/"), address
        status = client.http.get(urljoin(f"{client.url}/", address), timeout=20).status_code
        assert status == 200 or (status == 503 and address == "needlewise.js")
    assert "needlewise.js" in page.addresses and "h1" in page.tags and "main" in page.tags


def test_the_policy_forbids_inline_code():
    assert PAGE_POLICY.startswith("default-src 'self';") and "unsafe" not in PAGE_POLICY
    style = FILES["/demo.css"].read_text()
    assert not re.search(r"url\(|@import|http", style)
