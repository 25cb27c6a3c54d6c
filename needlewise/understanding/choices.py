"""A reply that picks one of the choices offered: "2", "two.", "the first one", its words."""

import re
from typing import Optional, Sequence

from needlewise.text import normal_form

_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            ("one", "first", "1st"),
            ("two", "second", "2nd"),
            ("three", "third", "3rd"),
            ("four", "fourth", "4th"),
            ("five", "fifth", "5th"),
        ),
        start=1,
    )
    for word in words
}
_PICK = re.compile(
    r"^(?:the |option |number |no |choice |answer |question |please )*"
    r"(?P<number>\d{1,2}|one|two|three|four|five|first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th)"
    r"(?: one| option| question| please| pls)*$"
)


def picked(message: str, titles: Sequence[str]) -> Optional[int]:
    """The index of the choice that a message picks, or None.

    Args:
        titles: the choices as they were offered, in order.
    """
    said = normal_form(message)
    for index, title in enumerate(titles):
        if said and said == normal_form(title):
            return index
    match = _PICK.match(said)
    if match is None:
        return None
    number = _ORDINALS.get(match["number"]) or int(match["number"])
    return number - 1 if 1 <= number <= len(titles) else None
