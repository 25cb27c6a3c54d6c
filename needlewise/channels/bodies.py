"""Reading the body of a request: bounded in size and in time, and nothing but JSON."""

import asyncio
import contextlib
import json
import re
from typing import Any, Dict

from sanic.exceptions import InvalidUsage, PayloadTooLarge
from sanic.request import Request

from needlewise.channels.refusals import MOST_BYTES, Refusal

#: Seconds for a whole body; a phone on a bad line sends 16 kB in less.
BODY_SECONDS = 10.0
_JSON = re.compile(r'application/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?', re.IGNORECASE)
#: After a refusal the rest of a body is read and dropped for a moment, so that the client
#: gets to read the refusal; nobody sends more than this by mistake.
_LINGER_BYTES = 1_000_000
_LINGER_SECONDS = 1.0


def check_framing(request: Request) -> None:
    """Whether the headers say clearly where the body ends.

    Raises:
        Refusal: bad_request or too_large.
    """
    lengths = request.headers.getall("content-length", [])
    coding = request.headers.get("transfer-encoding")
    if lengths and (len(set(lengths)) > 1 or coding or not re.fullmatch("[0-9]+", lengths[0])):
        raise Refusal("bad_request", closes=True)
    if coding and coding.lower() != "chunked":
        raise Refusal("bad_request", closes=True)
    if lengths and int(lengths[0][:20]) > MOST_BYTES:
        raise Refusal("too_large", closes=True)


async def read_object(request: Request) -> Dict[str, Any]:
    """The body's JSON object.

    Raises:
        Refusal: media_type, too_large, too_slow, bad_request, bad_json or invalid.
    """
    if not _JSON.fullmatch(request.headers.get("content-type", "").strip()):
        raise Refusal("media_type")
    await receive(request)
    return parse_object(request.body)


async def receive(request: Request) -> None:
    """Read the whole body, also where it is not wanted: else the connection is stuck with it.

    Raises:
        Refusal: too_large, too_slow or bad_request.
    """
    try:
        await asyncio.wait_for(request.receive_body(), BODY_SECONDS)
    except PayloadTooLarge:
        raise Refusal("too_large", closes=True) from None
    except asyncio.TimeoutError:
        raise Refusal("too_slow", closes=True) from None
    except InvalidUsage:  # chunks that are none
        raise Refusal("bad_request", closes=True) from None


def parse_object(body: bytes) -> Dict[str, Any]:
    """A JSON object in UTF-8.

    Raises:
        Refusal: bad_json, or invalid where it is JSON but no object.
    """
    try:
        data = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise Refusal("bad_json") from None
    if not isinstance(data, dict):
        raise Refusal("invalid", "Send a JSON object.")
    return data


def _refuse_constant(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are no JSON


async def linger(request: Request) -> None:
    """Drop what a refused client still sends, for a moment; then the connection is closed."""
    stream = request.stream
    stream.request_max_size = _LINGER_BYTES
    with contextlib.suppress(Exception):
        await asyncio.wait_for(_drop(stream), _LINGER_SECONDS)
    stream.request_body = None


async def _drop(stream: Any) -> None:
    async for _ in stream:
        pass
