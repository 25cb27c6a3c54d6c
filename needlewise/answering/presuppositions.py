"""What is wrong in the question itself, so that the answer can begin with it."""

import re
from typing import Iterator, Optional

from needlewise.content.articles import Sentence
from needlewise.content.questions import Figures, Question
from needlewise.text import clean

_NUMBERS = {
    word: float(value)
    for value, words in (
        (0.5, ("half",)),
        (1, ("one", "a", "an", "single")),
        (2, ("two", "couple", "twice")),
        (3, ("three", "few")),
        *(
            (i, (w,))
            for i, w in enumerate(
                ("four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
                start=4,
            )
        ),
        (15, ("fifteen",)),
        (20, ("twenty",)),
        (30, ("thirty",)),
        (40, ("forty",)),
        (45, ("fortyfive",)),
        (50, ("fifty",)),
        (60, ("sixty",)),
        (90, ("ninety",)),
    )
    for word in words
}
_UNITS = {
    "minute": ("minutes", 1),
    "min": ("minutes", 1),
    "hour": ("minutes", 60),
    "hr": ("minutes", 60),
    "day": ("days", 1),
    "week": ("days", 7),
    "month": ("days", 30),
    "year": ("days", 365),
    "session": ("sessions", 1),
    "treatment": ("sessions", 1),
    "appointment": ("sessions", 1),
    "visit": ("sessions", 1),
    "time": ("sessions", 1),
    "go": ("sessions", 1),
}
_HOURS_AS_DAYS = 1 / 24
_NUMBER = rf"(?P<number>\d+(?:[.,]\d+)?|{'|'.join(_NUMBERS)})(?P<half> and a half)?"
_FILLER = r"(?:[ -](?:a|an|of|full|whole|more|short))*[ -]?"
_UNIT = rf"(?P<unit>{'|'.join(_UNITS)})s?(?P<more> and a half)?"
# a time that has passed, or a date, is no claim
_NOT_AFTER = "".join(
    f"(?<!{word} )"
    for word in ("last", "past", "next", "been", "every", "after", "since", "in", "each", "per")
)
_NOT_BEFORE = r"(?! (?:ago|later|old|after|post|since|before|now|from|into|back))"
_CLAIM = re.compile(rf"{_NOT_AFTER}(?<!\d[.,])\b{_NUMBER}{_FILLER}{_UNIT}\b{_NOT_BEFORE}")
#: Two figures this close are the same to a patient.
_TOLERANCE = 0.15


def opening(question: Question, message: str) -> Optional[Sentence]:
    """A sentence that says what the question takes for granted wrongly, or None.

    Args:
        message: the patient's words, as written or corrected.
    """
    words = re.sub(r"[^\w\s.,-]", "", clean(message).lower())
    for presupposition in question.presuppositions:
        if any(re.search(rf"\b{re.escape(when)}\b", words) for when in presupposition.when):
            return presupposition.opening
    return figure_opening(question, words) if question.figures else None


def figure_opening(question: Question, words: str) -> Optional[Sentence]:
    """The same for a number that no article, or not every article, gives."""
    figures = question.figures
    assert figures is not None
    cites = tuple(dict.fromkeys(c for s in question.sentences for c in s.cites))
    for claimed, said in claims(words, figures):
        near = [
            low * (1 - _TOLERANCE) <= claimed <= high * (1 + _TOLERANCE)
            for low, high in figures.values
        ]
        if not any(near):
            return Sentence(f"No article says {said}.", cites)
        if not all(near):
            return Sentence("That is what one article says, but not all of them do.", cites)
    return None


def claims(words: str, figures: Figures) -> Iterator[tuple]:
    """Each number in the message in the unit of `figures`, with its words."""
    for match in _CLAIM.finditer(words):
        number = match["number"]
        value = _NUMBERS.get(number) or float(number.replace(",", "."))
        value += 0.5 if match["half"] or match["more"] else 0
        unit, factor = _UNITS[match["unit"]]
        value *= factor
        if unit == "minutes" and figures.unit == "days" and match["unit"] in ("hour", "hr"):
            unit, value = "days", value / 60 * _HOURS_AS_DAYS
        if unit == figures.unit:
            yield value, match.group()
