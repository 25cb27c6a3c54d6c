import pytest

from needlewise.channels.origins import BadOrigin, own_origins, parse_origins


@pytest.mark.parametrize(
    "text, origin",
    [
        ("https://www.example.com", "https://www.example.com"),
        (" HTTPS://WWW.Example.COM ", "https://www.example.com"),
        ("https://www.example.com:443", "https://www.example.com"),
        ("http://www.example.com:80", "http://www.example.com"),
        ("http://www.example.com:443", "http://www.example.com:443"),
        ("https://www.example.com:8443", "https://www.example.com:8443"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://192.0.2.7", "http://192.0.2.7"),
        ("http://[2001:db8::1]:8080", "http://[2001:db8::1]:8080"),
        ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
    ],
)
def test_an_origin_is_kept_as_browsers_send_it(text, origin):
    assert parse_origins([text]) == {origin}


@pytest.mark.parametrize(
    "text",
    [
        "", "*", "null", "example.com", "//example.com", "https://", "https://*", "https:///x",
        "https://*.example.com", "https://example.com/", "https://example.com/a",
        "https://example.com?", "https://example.com?a", "https://example.com#",
        "https://example.com:", "https://example.com:x", "https://example.com:99999",
        "https://me@example.com", "https://me:you@example.com", "ftp://example.com",
        "javascript:alert(1)", "file:///tmp/x", "https://bücher.example", "https://a b.example",
        "https://example.com, https://example.org", "https://-example.com", "https://example.com.",
    ],
)
def test_what_is_no_origin_is_a_clear_error(text):
    with pytest.raises(BadOrigin, match=r"is no origin\. Write the scheme.*https://www"):
        parse_origins(["https://www.example.com", text])


@pytest.mark.parametrize(
    "scheme, host, proto, forwarded, proxies, origins",
    [
        ("http", "127.0.0.1:5005", "", "", 0, {"http://127.0.0.1:5005"}),
        ("https", "chat.example", "", "", 0, {"https://chat.example"}),
        ("http", "a.example", "https", "b.example", 0, {"http://a.example"}),
        ("http", "a.example", "https", "b.example", 1, {"https://b.example"}),
        ("http", "a.example", "https", "", 1, {"https://a.example"}),
        ("http", "a.example", "http, https", "x, b.example", 2, {"https://b.example"}),
        ("http", "a.example", "", "", 1, {"http://a.example", "https://a.example"}),
        ("http", "a.example", "gopher", "", 1, {"http://a.example", "https://a.example"}),
        ("http", "", "", "", 0, set()),
        ("http", "*", "", "", 0, set()),
        ("http", "a.example/x", "", "", 0, set()),
    ],
)
def test_the_own_origin_is_told_by_the_request(scheme, host, proto, forwarded, proxies, origins):
    assert own_origins(scheme, host, proto, forwarded, proxies) == origins
