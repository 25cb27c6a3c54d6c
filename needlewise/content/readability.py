"""How hard a text is to read."""

import re

import textstat

#: Names of articles and clinics are not ours to simplify.
_QUOTED = re.compile(r"“[^”]*”")


def grade(text: str) -> float:
    """Flesch-Kincaid school grade of an answer's own words.

    The short names of articles are counted as one plain word each: they are titles.
    Source: Kincaid et al. 1975, as `textstat` computes it.
    """
    return float(textstat.flesch_kincaid_grade(_QUOTED.sub("This", text)))
