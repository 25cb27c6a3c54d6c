"""From a reply to what a channel can show."""

import re
from typing import Any, Dict

from needlewise.answering.reply import Reply
from needlewise.understanding.conversation import METADATA_KEY

#: Input channels without buttons: choices become numbered lines.
WITHOUT_BUTTONS = frozenset({"cmdline", "twilio", "whatsapp", "sms"})
#: Input channels that show the sources by themselves, so that the text need not name them.
WITH_SOURCES = frozenset({"web"})
_SOURCE_LINE = re.compile(r"\n?^Sources?: “[^\n]*\Z", re.MULTILINE)


def without_source_line(reply: Reply) -> str:
    """The text without its last line, where that names the sources."""
    return _SOURCE_LINE.sub("", reply.text) if reply.sources else reply.text


def numbered(reply: Reply) -> str:
    """The text, then one numbered line a choice."""
    lines = [f"{number}. {choice.title}" for number, choice in enumerate(reply.choices, start=1)]
    return "\n".join([reply.text, *lines])


def render(reply: Reply, channel: str) -> Dict[str, Any]:
    """A Rasa bot message.

    Args:
        channel: the name of the input channel.

    Returns:
        `text`, `buttons` that carry plain question text, and the reply's metadata; for Rasa's
        own rest clients the metadata stands under `custom` too.
    """
    metadata = reply.as_metadata()
    message: Dict[str, Any] = {METADATA_KEY: metadata}
    if channel in WITHOUT_BUTTONS:
        message["text"] = numbered(reply)
        return message
    message["text"] = without_source_line(reply) if channel in WITH_SOURCES else reply.text
    if reply.choices:
        message["buttons"] = [
            {"title": choice.title, "payload": choice.title} for choice in reply.choices
        ]
    if channel == "rest":
        message["custom"] = {k: v for k, v in metadata.items() if k != "choices"}
    return message
