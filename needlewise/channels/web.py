"""The website widget's channel: public, so nothing that comes in is trusted.

`openapi.yml` beside this file describes every call. Who someone is, is told by a signed token;
messages may be sent again without harm; replies come as JSON and as server-sent events.
"""

import asyncio
import contextlib
import os
import re
from datetime import datetime, timezone
from typing import Any, Awaitable, Callable, Dict, FrozenSet, Mapping, Optional, Tuple

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from needlewise.channels import pages
from needlewise.channels.bodies import read_object, receive
from needlewise.channels.conversations import Conversations
from needlewise.channels.erasure import CannotErase, check_erasable, erase, tidy
from needlewise.channels.gate import WIDGET, Gate, json_response
from needlewise.channels.options import BadOptions, Options, read_options
from needlewise.channels.rates import Buckets
from needlewise.channels.refusals import MOST_CHARACTERS, MOST_COMMENT_CHARACTERS, Refusal
from needlewise.channels.rows import iso, utc_now
from needlewise.channels.schema import BadDatabase, open_database
from needlewise.channels.sessions import Tokens, bearer
from needlewise.channels.turns import Turns, logger
from needlewise.channels.wording import Wording, wording_of
from needlewise.content.library import shared_library
from needlewise.text import clean

HEARTBEAT_SECONDS = 15.0
#: A reader who takes nothing for so long is gone.
SEND_SECONDS = 30.0
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_MOST_SEQ = 2**31 - 1
_READ = frozenset({"GET", "HEAD"})
_GET, _POST, _DELETE = frozenset({"GET"}), frozenset({"POST"}), frozenset({"DELETE"})


class BadSettings(RasaException):
    """The channel cannot start; Rasa prints the message."""


class WebInput(InputChannel):
    """`/webhooks/web/`; see openapi.yml."""

    def __init__(self, options: Options) -> None:
        self._options = options

    @classmethod
    def name(cls) -> str:
        return "web"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> "WebInput":
        """Read the settings, and see that the database is there before anybody asks.

        Raises:
            BadSettings: something is wrong with them.
        """
        try:
            options = read_options(credentials, os.environ)
            open_database(options.database).dispose()
        except (BadOptions, BadDatabase) as error:
            raise BadSettings(f"{cls.__module__}: {error}") from None
        return cls(options)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        web = Blueprint("needlewise_web", strict_slashes=True)
        calls = Calls(self._options, wording_of(shared_library()))
        routes = calls.routes
        gate = Gate(self._options, {path: methods for path, (methods, _) in routes.items()})
        calls.address = gate.address
        for number, (path, (methods, handler)) in enumerate(routes.items()):
            web.add_route(gate.guarded(handler), path, methods, name=f"call_{number}", stream=True)

        @web.listener("before_server_start")
        async def begin(app: Sanic, loop: Any) -> None:
            first = next(route for route in app.router.routes if route.name.endswith("web.call_0"))
            gate.stand_before(app, "/" + first.path.rstrip("/"))
            calls.begin(on_new_message, app)

        @web.listener("after_server_start")
        async def chores(app: Sanic, loop: Any) -> None:
            calls.check_store(app)
            calls.conversations.start()

        @web.listener("before_server_stop")
        async def stop(app: Sanic, loop: Any) -> None:
            await calls.conversations.stop()

        @web.listener("after_server_stop")
        async def close(app: Sanic, loop: Any) -> None:
            calls.conversations.close()

        return web


class Calls:
    """The handlers: from a request to what is asked of the conversations, and back."""

    conversations: Conversations
    address: Callable[[Request], str]

    def __init__(self, options: Options, wording: Wording) -> None:
        self._options = options
        self._wording = wording
        self._tokens = Tokens(options.secret, options.lifetime)
        self._pages = pages.Pages()
        a_minute, an_hour = options.messages_per_minute, options.sessions_per_hour
        self._messages = Buckets(a_minute / 2, a_minute / 60)
        self._sessions = Buckets(an_hour / 4, an_hour / 3_600)

    @property
    def routes(self) -> Mapping[str, Tuple[FrozenSet[str], Any]]:
        """Address under the channel's own -> methods and handler."""
        return {
            "/": (_READ, self.file),
            "/demo-about": (_READ, self.file),
            "/demo.css": (_READ, self.file),
            "/demo.svg": (_READ, self.file),
            "/openapi.yml": (_READ, self.file),
            WIDGET: (_READ, self.widget),
            "/greeting": (_READ, self.greeting),
            "/sessions": (_POST, self.new_session),
            "/messages": (_POST, self.message),
            "/events": (_GET, self.events),
            "/history": (_GET, self.history),
            "/feedback": (_POST, self.feedback),
            "/restart": (_POST, self.restart),
            "/conversation": (_DELETE, self.delete),
        }

    def begin(self, on_new_message: Callable[[UserMessage], Awaitable[Any]], app: Sanic) -> None:
        """Connect, in the process and the loop that serve."""

        async def erase_in_rasa(senders: Any) -> None:
            await erase(app.ctx.agent.tracker_store, senders)

        async def tidy_in_rasa() -> None:
            await tidy(app.ctx.agent.tracker_store)

        engine = open_database(self._options.database)
        words = self._wording
        turns = Turns(on_new_message, words.titles, self._options.turn_seconds, words.failures)
        self.conversations = Conversations(
            engine, self._options, turns, erase_in_rasa, tidy_in_rasa
        )

    def check_store(self, app: Sanic) -> None:
        """Say now what would only show when a patient deletes a conversation."""
        with contextlib.suppress(AttributeError):  # no model, no agent
            try:
                check_erasable(app.ctx.agent.tracker_store)
            except CannotErase as error:
                logger.error("%s", error)

    async def file(self, request: Request) -> HTTPResponse:
        """A page of the demo, its style, or the description of the calls."""
        path = request.path[request.path.rfind("/") :]
        policy = {} if path == "/openapi.yml" else {"Content-Security-Policy": pages.PAGE_POLICY}
        return self._page(request, self._pages.page(pages.FILES[path]), policy)

    async def widget(self, request: Request) -> HTTPResponse:
        """The built widget."""
        page = self._pages.widget(self._options.widget_path)
        return self._page(request, page, {"Cache-Control": "public, max-age=300"})

    def _page(self, request: Request, page: pages.Page, headers: Dict[str, str]) -> HTTPResponse:
        headers = {"Cache-Control": "no-cache", **headers}
        accepted = request.headers.get("accept-encoding", "")
        found = pages.reply(page, accepted, request.headers.get("if-none-match"), headers)
        content_type = page.content_type
        return HTTPResponse(found.body, found.status, found.headers, content_type)

    async def greeting(self, request: Request) -> HTTPResponse:
        """What is shown before anything is asked."""
        return json_response(self._wording.greeting, **{"Cache-Control": "public, max-age=300"})

    async def new_session(self, request: Request) -> HTTPResponse:
        """A token for a new conversation."""
        await read_object(request)
        wait = self._sessions.take(self.address(request))
        if wait:
            raise Refusal("rate_limited", retry_after=wait)
        token, expires = await self.conversations.begin(
            lambda session: self._tokens.issue(session, utc_now())
        )
        limits = {"characters": MOST_CHARACTERS}
        return json_response({"token": token, "expires_at": iso(expires), "limits": limits}, 201)

    async def message(self, request: Request) -> HTTPResponse:
        """Answer a message."""
        session, _ = await self._session(request)
        message, text = parse_message(await read_object(request))
        wait = self._messages.take(session)
        if wait:
            raise Refusal("rate_limited", retry_after=wait)
        patience = self._patience(request)
        return json_response(
            {"events": await self.conversations.send(session, message, text, patience)}
        )

    async def events(self, request: Request) -> None:
        """The stream of events."""
        session, expires = await self._session(request)
        seq = parse_seq(request, request.headers.get("last-event-id"))
        await receive(request)
        heartbeat = min(HEARTBEAT_SECONDS, request.app.config.RESPONSE_TIMEOUT / 2)
        left = (expires - datetime.now(timezone.utc)).total_seconds()
        until = asyncio.get_running_loop().time() + min(left, self._options.stream_minutes * 60)
        conversations = self.conversations
        stream = conversations.readers.follow(session, seq, conversations.page, heartbeat, until)
        async with contextlib.aclosing(stream):
            text = await stream.__anext__()  # a refusal comes here, while it can still be sent
            headers = {**request.ctx.web_headers, "X-Accel-Buffering": "no"}
            response = await request.respond(
                headers=headers, content_type="text/event-stream; charset=utf-8"
            )
            try:
                await asyncio.wait_for(response.send(text), SEND_SECONDS)
                async for text in stream:
                    await asyncio.wait_for(response.send(text), SEND_SECONDS)
            except asyncio.TimeoutError:
                request.transport.abort()

    async def history(self, request: Request) -> HTTPResponse:
        """The events so far."""
        session, _ = await self._session(request)
        found, last = await self.conversations.history(session, parse_seq(request))
        return json_response({"events": found, "last": last})

    async def feedback(self, request: Request) -> HTTPResponse:
        """What the patient thinks of a reply."""
        session, _ = await self._session(request)
        seq, rating, comment = parse_feedback(await read_object(request))
        await self.conversations.rate(session, seq, rating, comment)
        return HTTPResponse(status=204)

    async def restart(self, request: Request) -> HTTPResponse:
        """Start over."""
        session, _ = await self._session(request)
        await receive(request)
        event = await self.conversations.restart(session, self._patience(request))
        return json_response({"events": [event]})

    async def delete(self, request: Request) -> HTTPResponse:
        """Erase the conversation."""
        session, _ = await self._session(request)
        await receive(request)
        await self.conversations.delete(session)
        return HTTPResponse(status=204)

    async def _session(self, request: Request) -> Tuple[str, datetime]:
        """Whose call it is, and when the token expires.

        Raises:
            Refusal: no_token, bad_token, expired or ended.
        """
        session, expires = self._tokens.read(bearer(request.headers.get("authorization", "")))
        await self.conversations.check(session)
        return session, expires

    def _patience(self, request: Request) -> float:
        """Seconds until an answer must be given, before Sanic gives one of its own."""
        return max(1.0, float(request.app.config.RESPONSE_TIMEOUT) - 5)


def parse_message(data: Mapping[str, Any]) -> Tuple[str, str]:
    """The id and the cleaned text of a message.

    Raises:
        Refusal: invalid, empty, command or too_long.
    """
    message, raw = data.get("id"), data.get("text")
    if not isinstance(message, str) or not _UUID.fullmatch(message):
        raise Refusal("invalid", '"id" must be a UUID that you make for each message.')
    if not isinstance(raw, str):
        raise Refusal("invalid", '"text" must be text.')
    text = clean(raw)
    if not text:
        raise Refusal("empty")
    if text.startswith("/"):
        raise Refusal("command")
    if len(raw) > MOST_CHARACTERS or len(text) > MOST_CHARACTERS:  # cleaning can lengthen
        raise Refusal("too_long")
    return message, text


def parse_seq(request: Request, header: Optional[str] = None) -> int:
    """After which event to go on: the header's number, else `after`, else 0.

    Raises:
        Refusal: invalid.
    """
    given = request.get_args(keep_blank_values=True).getlist("after") or ["0"]
    numbers = [text for text in [*given, *([] if header is None else [header])] if _is_seq(text)]
    if len(given) != 1 or len(numbers) != (1 if header is None else 2):
        raise Refusal("invalid", '"after" must be the number of an event.')
    return int(numbers[-1])


def _is_seq(text: str) -> bool:
    return bool(re.fullmatch("[0-9]{1,10}", text)) and int(text) <= _MOST_SEQ


def parse_feedback(data: Mapping[str, Any]) -> Tuple[int, Optional[str], Optional[str]]:
    """An event's number, a rating or None to take it back, and a comment or None.

    Raises:
        Refusal: invalid or too_long.
    """
    seq, comment = data.get("event"), data.get("comment")
    is_number = isinstance(seq, (int, float)) and not isinstance(seq, bool)
    if not is_number or not 1 <= seq <= _MOST_SEQ or seq != int(seq):  # JSON's 2.0 is 2
        raise Refusal("invalid", '"event" must be the number of a reply.')
    if "rating" not in data or data["rating"] not in ("up", "down", None):
        raise Refusal("invalid", '"rating" must be "up", "down" or null.')
    if comment is not None and not isinstance(comment, str):
        raise Refusal("invalid", '"comment" must be text.')
    words = clean(comment or "")
    if max(len(words), len(comment or "")) > MOST_COMMENT_CHARACTERS:
        most = MOST_COMMENT_CHARACTERS
        raise Refusal("too_long", f"Please comment in under {most} characters.")
    return int(seq), data["rating"], words or None
