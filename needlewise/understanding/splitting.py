"""Finding two questions in one message."""

import re
from typing import List

#: Where a second question may begin.
_SEAM = re.compile(
    r"\s*(?:[?!;]+|\.(?=\s)|,?\s+\b(?:and also|and then|oh and|also|plus|and)\b|,|"
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


def split(text: str) -> List[str]:
    """The pieces of a corrected, lower-case message between its seams, in order.

    Pieces of one word are joined to what follows: they ask nothing alone.
    """
    pieces: List[str] = []
    carried = ""
    for piece in _SEAM.split(text):
        piece = f"{carried} {piece}".strip() if carried else piece.strip()
        carried = ""
        if not piece:
            continue
        if len(piece.split()) < 2:
            carried = piece
            continue
        pieces.append(piece)
    if carried:
        if pieces:
            pieces[-1] = f"{pieces[-1]} {carried}"
        else:
            pieces.append(carried)
    return pieces


def states(piece: str) -> bool:
    """Whether a piece says what someone has, is or takes, rather than asks."""
    return bool(_STATES.match(piece))


def asks(piece: str) -> bool:
    """Whether a piece is put as a question or states what someone has or takes."""
    return bool(_ASKS.match(piece))
