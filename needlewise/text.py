"""Cleaning and comparing text."""

import re
import unicodedata

_QUOTES = str.maketrans(
    {"‘": "'", "’": "'", "´": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-"}
)


def clean(text: str) -> str:
    """What can be worked with and stored: no control, surrogate or invisible characters.

    Compatibility forms (full width, ligatures) become plain; quotes and dashes become ASCII.
    """
    text = unicodedata.normalize("NFKC", text.encode("utf-8", "ignore").decode("utf-8"))
    kept = (
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Zs") else c
        for c in text.translate(_QUOTES)
        if unicodedata.category(c) not in ("Cf", "Cs", "Co", "Cn")
    )
    return re.sub(r"\s+", " ", "".join(kept)).strip()


def normal_form(text: str) -> str:
    """For comparing two texts: case, punctuation and spacing do not count."""
    letters = re.sub(r"[^\w\s]", "", clean(text).lower())
    return re.sub(r"[\s_]+", " ", letters).strip()
