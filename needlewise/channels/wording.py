"""What the web channel itself says: the greeting, and that something went wrong."""

from dataclasses import dataclass
from typing import Any, Dict, Mapping

from needlewise.answering.rendering import render
from needlewise.answering.responder import Responder, Turn
from needlewise.channels.rows import iso, utc_now
from needlewise.channels.web_events import GREETING, PROBLEM, Titles, bot_event, titles_of
from needlewise.content.library import DATA_DIR, Library
from needlewise.understanding.red_flags import load_kinds


@dataclass(frozen=True)
class Wording:
    """Read once, from the content."""

    titles: Titles
    greeting: Dict[str, Any]  #: the event with number 0
    failures: Mapping[str, str]  #: what is said when a turn `failed` and when it was `slow`


def wording_of(library: Library) -> Wording:
    """Take the words out of the content."""
    responder = Responder(library, load_kinds(DATA_DIR / "safety" / "red_flags.yml"))
    apology = render(responder.reply(PROBLEM, Turn()), "web")["text"]
    titles = titles_of(library, frozenset({apology}))
    message = {**render(responder.reply(GREETING, Turn()), "web"), "utter_action": GREETING}
    greeting = {"seq": 0, "at": iso(utc_now()), **(bot_event(message, titles, None) or {})}
    call = f"If this is an emergency, call {library.clinic.emergency_number} now."
    failures = {
        "failed": "Sorry, something went wrong here and your message was not answered. "
        f"Please send it again. {call}",
        "slow": "Sorry, this takes too long and I have no answer for you. "
        f"Please send your message again in a moment. {call}",
    }
    return Wording(titles, greeting, failures)
