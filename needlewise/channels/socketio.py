"""Rasa's socket.io channel, mended: a way over for websites that run an older chat widget.

It trusts its clients: with `session_persistence`, whoever knows a session's id has that
conversation. The `web` channel does not, and is what to use.
"""

import json
import logging
import re
import uuid
from typing import Any, Awaitable, Callable, Dict, FrozenSet, Optional

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.socketio import SocketIOInput, SocketIOOutput
from rasa.shared.exceptions import RasaException
from sanic import Blueprint
from socketio import AsyncServer

from needlewise.channels.origins import BadOrigin, parse_origins
from needlewise.channels.rest import FAILED, refused
from needlewise.channels.turns import log_failure
from needlewise.text import clean

logger = logging.getLogger(__name__)

#: Of one packet; messages are far shorter.
MOST_BYTES = 20_000
RELOAD = "I have lost the thread of our conversation. Please reload the page and ask again."
#: A session's id that nobody guesses; ours have 32 letters.
_SESSION = re.compile(r"[\w-]{20,100}", re.ASCII)


class SocketOutput(SocketIOOutput):
    """Sends to the namespace in which it was asked; Rasa's own sends to the default one."""

    def __init__(self, sio: AsyncServer, event: str, namespace: Optional[str]) -> None:
        super().__init__(sio, event)
        self._namespace = namespace

    async def _send_message(self, socket_id: str, response: Any) -> None:
        await self.sio.emit(
            self.bot_message_evt, response, room=socket_id, namespace=self._namespace
        )


class SocketInput(SocketIOInput):
    """Rasa's protocol, with replies that arrive and messages that are checked.

    Differs in that a session's room is really entered (python-socketio from 5.10 on wants that
    awaited, and Rasa does not, so every reply is lost), that messages come from sessions of the
    same connection only, that commands and long texts are refused, and that origins may be named.
    """

    origins: FrozenSet[str] = frozenset()

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> "SocketInput":
        """Rasa's settings, and `origins`.

        Raises:
            RasaException: an origin is none.
        """
        given = dict(credentials or {})
        try:
            origins = parse_origins(given.pop("origins", None) or [])
        except BadOrigin as error:
            raise RasaException(f"{cls.__module__}: origins: {error}") from None
        channel: SocketInput = super().from_credentials(given)
        channel.origins = origins
        return channel

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        blueprint = super().blueprint(on_new_message)
        sio = self.sio
        assert sio is not None
        sio.eio.max_http_buffer_size = MOST_BYTES
        if self.origins:
            sio.eio.cors_allowed_origins = sorted(self.origins)

        @sio.on("session_request", namespace=self.namespace)
        async def session_request(sid: str, data: Any = None) -> None:
            session = session_of(data) or uuid.uuid4().hex
            if self.session_persistence:
                await sio.enter_room(sid, session, namespace=self.namespace)
            await sio.emit("session_confirm", session, room=sid, namespace=self.namespace)

        @sio.on(self.user_message_evt, namespace=self.namespace)
        async def handle_message(sid: str, data: Any = None) -> None:
            output = SocketOutput(sio, self.bot_message_evt, self.namespace)
            text = data.get("message") if isinstance(data, dict) else None
            text = text if isinstance(text, str) else ""
            sender, refusal = sid, refused(text)
            if self.session_persistence:
                sender = session_of(data) or ""
                if sender not in sio.rooms(sid, namespace=self.namespace):
                    refusal = RELOAD
            if refusal:
                await output.send_text_message(sid, refusal)
                return
            metadata = self._metadata(data)
            message = UserMessage(
                clean(text), output, sender, input_channel=self.name(), metadata=metadata
            )
            try:
                await on_new_message(message)
            except Exception as error:
                log_failure("A message of socket.io could not be handled", error)
                await output.send_text_message(sid, FAILED)

        return blueprint

    def _metadata(self, data: Dict[str, Any]) -> Dict[str, Any]:
        found = data.get(self.metadata_key) or {}
        if isinstance(found, str):
            try:
                found = json.loads(found)
            except (ValueError, RecursionError):
                found = {}
        return found if isinstance(found, dict) else {}


def session_of(data: Any) -> Optional[str]:
    """The session's id that a client names, where it is one that nobody guesses."""
    session = data.get("session_id") if isinstance(data, dict) else None
    return session if isinstance(session, str) and _SESSION.fullmatch(session) else None
