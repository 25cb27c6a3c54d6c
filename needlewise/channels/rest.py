"""Rasa's rest protocol, hardened: bad input gets a clear answer and never a 5xx."""

import logging
import uuid
from typing import Any, Awaitable, Callable, Dict, List, Optional, Tuple

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from needlewise.text import clean

logger = logging.getLogger(__name__)

#: Nobody types more; what is longer is pasted.
MOST_CHARACTERS = 1_000
MOST_SENDER_CHARACTERS = 200
MOST_BYTES = 64_000

TOO_LONG = (
    f"That message is too long for me: please ask in under {MOST_CHARACTERS:,} characters. "
    "If this is an emergency, call your local emergency number now."
)
NO_COMMANDS = (
    "Messages that begin with a slash are commands, and I take none. Please ask in plain words."
)
EMPTY = "I got an empty message. Please type your question about microneedling."
FAILED = (
    "Sorry, something went wrong here and your message was not answered. Please send it again. "
    "If this is an emergency, call your local emergency number now."
)


class BadRequest(ValueError):
    """The request is not of the protocol; the message says what to do."""


class Collected(CollectingOutputChannel):
    """Keeps each reply whole: Rasa splits text at blank lines and custom data off it."""

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        keys = ("text", "buttons", "custom", "image", "attachment")
        found = {key: message[key] for key in keys if message.get(key)}
        if found:
            await self._persist_message({"recipient_id": recipient_id, **found})


class RestInput(InputChannel):
    """`POST /webhooks/rest/webhook` with `{"sender": ..., "message": ...}`.

    For local use and for judging the project from outside: it trusts the sender's name.
    """

    @classmethod
    def name(cls) -> str:
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        rest = Blueprint("needlewise_rest")

        @rest.get("/")
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @rest.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            try:
                sender, text = parse_request(request)
            except BadRequest as error:
                return response.json({"error": str(error)}, status=400)
            return response.json(await replies(on_new_message, sender, text))

        return rest


def parse_request(request: Request) -> Tuple[str, str]:
    """The sender and the message as sent.

    Raises:
        BadRequest: anything is not as the protocol says.
    """
    if len(request.body) > MOST_BYTES:
        raise BadRequest(f"The body is over {MOST_BYTES:,} bytes; send less.")
    try:
        data = request.json
    except SanicException:
        raise BadRequest("The body is no JSON.") from None
    if not isinstance(data, dict):
        raise BadRequest('Send a JSON object: {"sender": "someone", "message": "text"}.')
    text, sender = data.get("message"), data.get("sender")
    if not isinstance(text, str):
        raise BadRequest('"message" must be text.')
    if sender is None:
        return f"anonymous-{uuid.uuid4()}", text  # never one shared conversation
    if not isinstance(sender, (str, int)) or isinstance(sender, bool):
        raise BadRequest('"sender" must be text.')
    name = clean(str(sender))
    if not name or len(name) > MOST_SENDER_CHARACTERS:
        raise BadRequest(f'"sender" must have 1 to {MOST_SENDER_CHARACTERS} visible characters.')
    return name, text


async def replies(
    on_new_message: Callable[[UserMessage], Awaitable[Any]], sender: str, text: str
) -> List[Dict[str, Any]]:
    """The assistant's messages to one message; never none."""
    refusal = refused(text)
    if refusal:
        return [{"recipient_id": sender, "text": refusal}]
    collected = Collected()
    try:
        await on_new_message(UserMessage(clean(text), collected, sender, input_channel="rest"))
    except Exception:  # a patient must not meet a 500 or silence
        logger.exception("A message could not be handled.")
    return collected.messages or [{"recipient_id": sender, "text": FAILED}]


def refused(text: str) -> Optional[str]:
    """What to say to a message that is not handed on, or None."""
    cleaned = clean(text)
    if not cleaned:
        return EMPTY
    if cleaned.startswith("/"):
        return NO_COMMANDS
    return TOO_LONG if len(text) > MOST_CHARACTERS else None
