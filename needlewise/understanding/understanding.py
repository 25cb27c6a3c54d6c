"""What a message was understood to mean."""

from dataclasses import dataclass
from typing import Any, Dict, Optional, Sequence, Tuple

from needlewise.understanding.conversation import TermKey

#: Under this key it travels with a parsed message.
KEY = "understanding"

FALLBACK = "nlu_fallback"
RED_FLAG = "red_flag"
ANSWER_TO_CHECK = "self_check_answer"
START_CHECK = "start_self_check"


@dataclass(frozen=True)
class Asked:
    """One question found in a message."""

    question: str
    confidence: float
    terms: Tuple[TermKey, ...] = ()


@dataclass(frozen=True)
class Understanding:
    """The decision on one message; plain data, so that a tracker can keep it."""

    intent: str  #: a question's id, or an intent of the dialogue
    confidence: float
    asked: Tuple[Asked, ...] = ()  #: one or two; empty for intents that ask nothing
    ranking: Tuple[Tuple[str, float], ...] = ()
    corrected: str = ""
    check: Optional[Tuple[Optional[str], str]] = None  #: (slot, or None for the one asked; answer)
    red_flag: Optional[str] = None  #: kind

    def as_dict(self) -> Dict[str, Any]:
        return {
            "intent": self.intent,
            "corrected": self.corrected,
            "asked": [
                {
                    "question": a.question,
                    "confidence": a.confidence,
                    "terms": [list(t) for t in a.terms],
                }
                for a in self.asked
            ],
            "suggestions": [label for label, _ in self.ranking[:5]],
            "red_flag": self.red_flag,
        }


def asked_from(rows: Sequence[Dict[str, Any]]) -> Tuple[Asked, ...]:
    """Read `asked` back from `as_dict`."""
    return tuple(
        Asked(row["question"], row["confidence"], tuple((t[0], t[1]) for t in row["terms"]))
        for row in rows
    )
