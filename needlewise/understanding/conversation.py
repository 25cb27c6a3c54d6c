"""What the conversation so far means for the next message."""

from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

TermKey = Tuple[str, str]  #: (kind, id) of a vocabulary term

#: Under this key an answer's facts travel with a bot message, for machines to read.
METADATA_KEY = "needlewise"


@dataclass(frozen=True)
class Choice:
    """Something offered to be tapped, or picked by its number."""

    title: str
    target: str  #: a question's id, or an intent such as start_self_check
    terms: Tuple[TermKey, ...] = ()

    def as_dict(self) -> Dict[str, Any]:
        return {"title": self.title, "target": self.target, "terms": [list(t) for t in self.terms]}


@dataclass(frozen=True)
class Context:
    """The state of a conversation that can change how a message is understood."""

    choices: Tuple[Choice, ...] = ()  #: offered with the last reply
    question: Optional[str] = None  #: answered last
    terms: Tuple[TermKey, ...] = ()  #: named in that question
    requested: Optional[str] = None  #: the self-check point that waits for an answer


#: How many user messages a topic stays in mind.
_MEMORY = 3


def context_from_events(
    events: Iterable[Dict[str, Any]], requested: Optional[str] = None
) -> Context:
    """Read the context out of a tracker's events, the newest last.

    Args:
        events: `event`, and for bot messages `metadata`, as Rasa serialises them.
        requested: the slot that an active self-check asks for.
    """
    choices: Optional[Tuple[Choice, ...]] = None
    user_messages = 0
    for event in reversed(list(events)):
        if event.get("event") == "user":
            user_messages += 1
            choices = choices or ()
            if user_messages >= _MEMORY:
                break
        if event.get("event") in ("restart", "session_started"):
            break
        data = (event.get("metadata") or {}).get(METADATA_KEY)
        if event.get("event") != "bot" or not isinstance(data, dict):
            continue
        if choices is None:
            choices = tuple(_choices(data.get("choices") or ()))
        if data.get("questions"):
            return Context(choices, data["questions"][-1], _terms(data.get("terms")), requested)
    return Context(choices or (), None, (), requested)


def _choices(rows: Sequence[Dict[str, Any]]) -> List[Choice]:
    return [Choice(row["title"], row["target"], _terms(row.get("terms"))) for row in rows]


def _terms(rows: Optional[Sequence[Sequence[str]]]) -> Tuple[TermKey, ...]:
    return tuple((row[0], row[1]) for row in rows or ())
