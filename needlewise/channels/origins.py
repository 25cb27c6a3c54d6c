"""Which websites may use the channel from a browser."""

import re
from typing import Dict, FrozenSet, Iterable
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]")
_ALLOWED_METHODS = "GET, POST, DELETE"
_ALLOWED_HEADERS = "Authorization, Content-Type, Last-Event-ID"


class BadOrigin(ValueError):
    """It is no origin; the message says what one looks like."""


def parse_origins(listed: Iterable[str]) -> FrozenSet[str]:
    """The origins as browsers send them: lower case, no default port.

    Raises:
        BadOrigin: one is none, or is a wildcard.
    """
    return frozenset(_origin(text) for text in listed)


def _origin(text: str) -> str:
    text = text.strip()
    try:
        parts = urlsplit(text.lower())
        port = parts.port
    except ValueError:
        raise BadOrigin(_complaint(text)) from None
    bare = parts.scheme in _DEFAULT_PORTS and not (parts.path or parts.query or parts.fragment)
    host = parts.netloc.rpartition(":")[0] if port is not None else parts.netloc
    if not bare or not _HOST.fullmatch(host) or text[-1:] in "?#:":
        raise BadOrigin(_complaint(text))
    return _joined(parts.scheme, host, port)


def _complaint(text: str) -> str:
    return (
        f"{text!r} is no origin. Write the scheme and the host of each website, and nothing "
        "else: https://www.example.com (no wildcard, no slash at the end; a host with other "
        "letters in its xn-- form)."
    )


def _joined(scheme: str, host: str, port: object) -> str:
    return f"{scheme}://{host}" + (f":{port}" if port not in (None, _DEFAULT_PORTS[scheme]) else "")


def own_origins(
    scheme: str, host: str, forwarded_proto: str, forwarded_host: str, proxies: int
) -> FrozenSet[str]:
    """The server's own origin, by what the request says of it.

    Args:
        scheme: of the connection.
        host: the Host header.
        forwarded_proto: X-Forwarded-Proto; believed only behind trusted proxies.
        forwarded_host: X-Forwarded-Host; the same.
        proxies: how many proxies are trusted.
    """
    schemes = {scheme}
    if proxies:
        host = forwarded_host.rpartition(",")[2].strip() or host
        said = forwarded_proto.rpartition(",")[2].strip().lower()
        schemes = {said} if said in _DEFAULT_PORTS else set(_DEFAULT_PORTS)
    try:
        return parse_origins(f"{one}://{host}" for one in schemes)
    except BadOrigin:
        return frozenset()


def cors_headers(origin: str, preflight: bool) -> Dict[str, str]:
    """What lets this origin's pages read the response; without credentials, as there are none."""
    headers = {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": "Retry-After",
    }
    if preflight:
        headers["Access-Control-Allow-Methods"] = _ALLOWED_METHODS
        headers["Access-Control-Allow-Headers"] = _ALLOWED_HEADERS
        headers["Access-Control-Max-Age"] = "600"
    return headers
