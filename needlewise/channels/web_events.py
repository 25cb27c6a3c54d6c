"""From the assistant's messages to the events that the widget shows; no Rasa in here."""

import re
from dataclasses import dataclass, field
from typing import Any, Dict, FrozenSet, List, Mapping, Optional

from needlewise.content.clinic import Clinic
from needlewise.content.library import Library
from needlewise.understanding.conversation import METADATA_KEY

KINDS = frozenset(
    {
        *("answer", "disagreement", "not_covered", "boundary"),
        *("red_flag", "self_check", "greeting", "problem"),
    }
)
GREETING = "utter_smalltalk/greeting"
PROBLEM = "utter_technical_problem"
_BY_UTTERANCE = {GREETING: "greeting", PROBLEM: "problem"}
_NUMBER = re.compile(r"\+?[\d (][\d ()./-]{0,30}\d")


@dataclass(frozen=True)
class Titles:
    """What the content calls the things that a reply's metadata names by id."""

    disagreements: Mapping[str, str] = field(default_factory=dict)  #: id -> title
    questions: Mapping[str, str] = field(default_factory=dict)  #: id -> wording
    topics: Mapping[str, str] = field(default_factory=dict)  #: a topic's name -> question id
    calls: Mapping[str, Dict[str, str]] = field(default_factory=dict)  #: level -> call
    problems: FrozenSet[str] = frozenset()  #: texts that say that something went wrong


def titles_of(library: Library, problems: FrozenSet[str] = frozenset()) -> Titles:
    """Read the titles out of the content."""
    return Titles(
        {d.id: _capital(d.about) for d in library.disagreements.values()},
        {q.id: q.wording for q in library.questions.values()},
        {q.topic: q.id for q in library.questions.values() if q.topic},
        calls_of(library.clinic),
        problems,
    )


def calls_of(clinic: Clinic) -> Dict[str, Dict[str, str]]:
    """Whom to call at each level of a red flag, where the clinic has told a number."""
    found = {}
    said = {"emergency": clinic.emergency_number, "same_day": clinic.phone}
    for level, number in said.items():
        if _NUMBER.fullmatch(number.strip()):
            dialled = number.replace("(0)", "") if number.strip().startswith("+") else number
            digits = re.sub(r"[^\d+]", "", dialled)
            found[level] = {"label": f"Call {number.strip()}", "number": digits}
    return found


def bot_event(
    message: Mapping[str, Any], titles: Titles, reply_to: Optional[str]
) -> Optional[Dict[str, Any]]:
    """The event for one message of the assistant, without its number and time.

    Args:
        message: as Rasa hands it to an output channel: `text`, `buttons`, `utter_action`, and
            the reply's metadata under our key.
        reply_to: the patient's message that it answers.

    Returns:
        None where the message has no text.
    """
    text = re.sub(r"\s*\n\s*", "\n", str(message.get("text") or "")).strip()
    if not text:
        return None
    data: Mapping[str, Any] = message.get(METADATA_KEY) or {}
    kind = _BY_UTTERANCE.get(str(message.get("utter_action")), data.get("kind"))
    if text in titles.problems:
        kind = "problem"
    level = data.get("level") if kind == "red_flag" else None
    return {
        "type": "bot",
        "reply_to": reply_to,
        "kind": kind if kind in KINDS else "boundary",
        "text": text,
        "sources": [
            {key: str(source[key]) for key in ("article", "title", "section")}
            for source in data.get("sources") or ()
        ],
        "disagreements": [
            {"id": one, "title": titles.disagreements.get(one) or _capital(one)}
            for one in data.get("disagreements") or ()
        ],
        "not_covered": [_not_covered(one, titles) for one in data.get("not_covered") or ()],
        "choices": [{"title": title} for title in _choices(message, data)],
        "level": level,
        "caution": data.get("caution"),
        "call": titles.calls.get(str(level)),
        "review": "approved" if data.get("review") == "approved" else "draft",
        "questions": [str(question) for question in data.get("questions") or ()],
    }


def problem_event(text: str, reply_to: Optional[str]) -> Dict[str, Any]:
    """The event that says that a message was not answered."""
    event = bot_event({"text": text, "utter_action": PROBLEM}, Titles(), reply_to)
    assert event is not None
    return event


def _choices(message: Mapping[str, Any], data: Mapping[str, Any]) -> List[str]:
    rows = message.get("buttons") or data.get("choices") or ()
    return [str(row["title"]) for row in rows if row.get("title")]


def _not_covered(named: str, titles: Titles) -> Dict[str, str]:
    question = titles.topics.get(named, named)
    return {"id": question, "title": titles.questions.get(question) or _capital(named)}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
