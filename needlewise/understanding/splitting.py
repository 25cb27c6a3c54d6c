"""Taking a message apart where a second question may begin."""

import re
from typing import List, Tuple

_SEAM = re.compile(
    r"\s*(?:[?!;]+|\.(?=\s|$)|,?\s+\b(?:and also|and then|oh and|also|plus|and|or|but|then)\b|,|"
    r"\s&\s|\s\+\s|\s[-–]\s)\s*"
)
_ASKS = re.compile(
    r"^(?:(?:and|also|so|ok|okay|well|but|then|please|oh|hi|hello)\s+)*"
    r"(?:how|what|what's|when|where|who|who's|why|which|is|isn't|are|do|does|don't|"
    r"doesn't|did|can|can't|could|"
    r"will|won't|would|should|shall|may|am|has|have|was|if|tell|explain|any|i want to know|"
    r"i have|i've|i get|i got|i'm|i am|i take|i use)\b"
)
_STATES = re.compile(
    r"^(?:(?:and|also|so|ok|well|but)\s+)*(?:i have|i've|i get|i got|i'm|i am|i take|i use)\b"
)
#: More pieces than this are a tale; its end is taken as one piece.
_MOST_PIECES = 6
#: One question spans at most so many pieces.
_WIDEST = 3


def pieces(text: str) -> List[str]:
    """The stretches of a corrected, lower-case message between its seams, in order."""
    found = [piece.strip() for piece in _SEAM.split(text) if piece.strip()]
    if len(found) > _MOST_PIECES:
        found[_MOST_PIECES - 1 :] = [" ".join(found[_MOST_PIECES - 1 :])]
    return found


def splits(text: str) -> List[Tuple[str, str]]:
    """Every two stretches of neighbouring pieces, one after the other, that may be questions."""
    parts = pieces(text)
    spans = [
        (start, end)
        for start in range(len(parts))
        for end in range(start + 1, min(len(parts), start + _WIDEST) + 1)
    ]
    said = {(start, end): " ".join(parts[start:end]) for start, end in spans}
    return [(said[one], said[other]) for one in spans for other in spans if one[1] <= other[0]]


def states(piece: str) -> bool:
    """Whether a piece says what someone has, is or takes, rather than asks."""
    return bool(_STATES.match(piece))


def asks(piece: str) -> bool:
    """Whether a piece is put as a question or states what someone has or takes."""
    return bool(_ASKS.match(piece))
