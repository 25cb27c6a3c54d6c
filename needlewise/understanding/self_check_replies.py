"""What a reply inside the self-check says: yes, no or not sure, and to which point."""

import re
from typing import Mapping, Optional, Sequence, Tuple

from needlewise.text import normal_form
from needlewise.understanding.conversation import TermKey

YES, NO, UNSURE = "yes", "no", "unsure"

_UNSURE = re.compile(
    r"^(i am |im |i )?(not (really |too |so |100 )?(sure|certain)|unsure|maybe|perhaps|"
    r"possibly|dont know|do not know|dunno|idk|no idea|"
    r"no clue|(cant|can not|cannot|dont) remember|not that im sure|i think so|think so|might|"
    r"could be|sort of|"
    r"kind of|sometimes|skip|pass|used to|prefer not to say)\b"
)
_NO = re.compile(
    r"^(no+|nope|nah|na|never|none|not|neither|negative|i dont|i do not|dont|i havent|"
    r"i have not|i have none|i have no|i am not|im not|n|"
    r"definitely not|absolutely not|of course not|thank god no|luckily no|dont think so|"
    r"i dont think so)\b"
)
_YES = re.compile(
    r"^(yes+|yeah|yea|yep|yup|ye|y|sure|i do|i have|ive|i am|im|i take|i use|i did|i had|"
    r"of course|definitely|unfortunately|sadly|correct|right|"
    r"true|affirmative|afraid so|both|a few|a bit|a little|some|lots|loads|mild|very|on|"
    r"currently)\b"
)
_ASKS = re.compile(
    r"\?|^(what|whats|how|why|when|where|who|which|can(?!')|could|does|do you|is it|is that|"
    r"are|will|would|should|tell me|explain)\b"
)
_CHANGES = re.compile(
    r"\b(actually|change|correct|correction|mistake|wrong|meant|instead|sorry|earlier|wait|oops)\b"
)
_TAKES_BACK = re.compile(r"\b(no|not|dont|never|isnt|havent|without)\b")


def reply(
    message: str,
    requested: str,
    terms: Sequence[TermKey],
    points: Mapping[str, Sequence[TermKey]],
) -> Optional[Tuple[Optional[str], str]]:
    """Read a reply as (slot, answer); the slot is None for the point that was asked.

    Args:
        message: corrected text.
        requested: the slot that waits.
        terms: what the message names.
        points: the terms that belong to each slot.

    Returns:
        None where the message is not a reply, such as a question.
    """
    said = normal_form(message)
    if _ASKS.search(message.lower().strip()) or not said:
        return None
    named = next((slot for slot, own in points.items() if set(terms) & set(own)), None)
    if named and named != requested and (_CHANGES.search(said) or not _starts(said)):
        return named, NO if _TAKES_BACK.search(said) else YES
    for answer, pattern in ((UNSURE, _UNSURE), (NO, _NO), (YES, _YES)):
        if pattern.search(said):
            return None, answer
    if named == requested:
        return None, NO if _TAKES_BACK.search(said) else YES
    return None


def _starts(said: str) -> bool:
    return bool(re.match(r"(yes|no|yeah|nope|nah|not sure)\b", said))
