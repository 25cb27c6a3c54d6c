"""Static files of the web channel, and the headers that keep browsers safe."""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Mapping, Optional, Tuple

from needlewise.channels.refusals import Refusal

_HERE = Path(__file__).resolve().parent
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".yml": "application/yaml",
}
#: path under the channel's -> file
FILES: Mapping[str, Path] = {
    "/": _HERE / "demo" / "index.html",
    "/demo-about": _HERE / "demo" / "about.html",
    "/demo.css": _HERE / "demo" / "demo.css",
    "/demo.svg": _HERE / "demo" / "demo.svg",
    "/openapi.yml": _HERE / "openapi.yml",
}
_FEATURES = ("camera", "geolocation", "microphone", "payment", "usb")
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
#: For pages: they may use what stands beside them and nothing else, above all no inline code.
PAGE_POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'"
)


@dataclass(frozen=True)
class Page:
    """A file that is ready to be sent."""

    body: bytes
    packed: bytes  #: the same, gzipped
    etag: str
    content_type: str


@dataclass(frozen=True)
class Reply:
    """What a browser gets for a page."""

    status: int
    body: bytes
    headers: Dict[str, str]


def safe_headers() -> Dict[str, str]:
    """The headers of every response; pages change some."""
    return dict(_ALWAYS)


class Pages:
    """Files, read again when they change."""

    def __init__(self) -> None:
        self._read: Dict[Path, Tuple[Tuple[int, int], Page]] = {}

    def page(self, path: Path) -> Page:
        """The file as it is now.

        Raises:
            OSError: there is none.
        """
        status = path.stat()
        stamp = status.st_mtime_ns, status.st_size
        known = self._read.get(path)
        if known is None or known[0] != stamp:
            body = path.read_bytes()
            digest = hashlib.sha256(body).hexdigest()[:32]
            packed = gzip.compress(body, 9, mtime=0)
            known = stamp, Page(body, packed, digest, _TYPES[path.suffix])
            self._read[path] = known
        return known[1]

    def widget(self, path: Path) -> Page:
        """The built widget.

        Raises:
            Refusal: not_built.
        """
        try:
            return self.page(path)
        except OSError:
            raise Refusal("not_built") from None


def reply(page: Page, accepted: str, known: Optional[str], headers: Dict[str, str]) -> Reply:
    """Choose between the page, the gzipped page and "not modified".

    Args:
        accepted: the request's Accept-Encoding.
        known: its If-None-Match.
        headers: of the page, beside those chosen here.
    """
    packs = _takes_gzip(accepted)
    etag = f'"{page.etag}-gzip"' if packs else f'"{page.etag}"'
    headers = {**headers, "ETag": etag, "Vary": "Origin, Accept-Encoding"}
    if known is not None and _matches(known, etag):
        return Reply(304, b"", headers)
    if packs:
        headers["Content-Encoding"] = "gzip"
    return Reply(200, page.packed if packs else page.body, headers)


def _takes_gzip(accepted: str) -> bool:
    for part in accepted.lower().split(","):
        name, _, quality = part.partition(";")
        if name.strip() == "gzip":
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _matches(known: str, etag: str) -> bool:
    tags = [tag.strip() for tag in known.split(",")]
    return "*" in tags or etag in (tag[2:] if tag.startswith("W/") else tag for tag in tags)
