"""Red flags: what must be answered before anything else.

Two witnesses are heard: signs (patterns that a clinician can read and edit) and a model of
how people put it (the classifier of `question_model`, trained on examples of each kind and on
harmless look-alikes). A sign that is stated raises the alarm by itself; one that is denied,
imagined or long past needs a sure model; the model alone needs to be fairly sure.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Dict, List, Optional, Sequence, Tuple

from needlewise.content.yaml_files import ContentError, read_yaml
from needlewise.understanding import framing

LEVELS = ("emergency", "same_day")

#: (kind, lead of that kind over "none"), from the model.
Witness = Callable[[str], Tuple[str, float]]

# Leads of the model, chosen on the development half of tests/understanding/red_flags.yml
# and look_alikes.yml.
_ALONE = -0.1  # enough without any sign
_ALONE_IN_QUESTION = 0.2  # the same, where the message surely asks an ordinary question
_FRAMED = 0.9  # enough against a sign that is denied or imagined
#: So sure of harmlessness that a stated sign is not believed; of an emergency, hardly ever.
_AGAINST = {"emergency": -2.0, "same_day": -1.5}
_SURE_QUESTION = 0.7
_FRAMED_ALONE = 0.45  # enough without a sign where the whole message is framed


@dataclass(frozen=True)
class Kind:
    """One kind of red flag."""

    id: str
    level: str  #: emergency or same_day
    name: str
    opening: str
    signs: Tuple["re.Pattern[str]", ...]
    examples: Tuple[str, ...]


@dataclass(frozen=True)
class RedFlag:
    kind: str
    level: str


def load_kinds(path: Path) -> Dict[str, Kind]:
    """Read `data/safety/red_flags.yml`.

    Raises:
        ContentError: an entry lacks a part, has an unknown level or a sign that is no pattern.
    """
    kinds: Dict[str, Kind] = {}
    try:
        for entry in read_yaml(path)["kinds"]:
            if entry["level"] not in LEVELS:
                raise ContentError(f"{path}: {entry['id']} has no level of {LEVELS}.")
            kinds[entry["id"]] = Kind(
                entry["id"],
                entry["level"],
                entry["name"],
                entry["opening"],
                tuple(re.compile(rf"\b(?:{sign})") for sign in entry["signs"]),
                tuple(str(e) for e in entry["examples"]),
            )
    except (KeyError, TypeError) as error:
        raise ContentError(f"{path}: an entry lacks {error}.") from None
    except re.error as error:
        raise ContentError(f"{path}: a sign is no regular expression: {error}.") from None
    return kinds


def assess(
    kinds: Dict[str, Kind], witness: Witness, texts: Sequence[str], question: float = 0.0
) -> Optional[RedFlag]:
    """The gravest red flag in a message, or None.

    Args:
        texts: the message as written and as corrected; each is heard.
        question: how sure it is, 0 to 1, that the message asks an ordinary question.
    """
    alone = _ALONE_IN_QUESTION if question >= _SURE_QUESTION else _ALONE
    raised: List[Tuple[int, float, str]] = []
    # signs are sought within a clause, where it shows whether they are denied or imagined
    clauses = dict.fromkeys(c for text in texts for c in framing.clauses(text))
    wholes = {framing.plain_words(text) for text in texts}
    for clause in (*clauses, *sorted(wholes.difference(clauses))):
        model_kind, lead = witness(clause)
        kind = _by_signs(kinds, clause, lead) if clause in clauses else None
        kind = kind or _by_model(model_kind, clause, lead, alone)
        if kind:
            raised.append((LEVELS.index(kinds[kind].level), -lead, kind))
    if not raised:
        return None
    kind = min(raised)[2]
    return RedFlag(kind, kinds[kind].level)


def _by_signs(kinds: Dict[str, Kind], clause: str, lead: float) -> Optional[str]:
    for kind in kinds.values():  # emergencies stand first
        for sign in kind.signs:
            for match in sign.finditer(clause):
                start, end = match.span()
                # a sign that is a denial itself ("cannot breathe", "do not want to live") is
                # neither taken back by its own words nor by "any more"
                plain = not denial_is_the_sign(sign)
                framed = (
                    framing.is_denied(clause, start, end)
                    or (plain and (framing.denies(match.group()) or framing.is_over(clause, start)))
                    or framing.is_imagined(clause, start)
                    or framing.is_long_past(clause)
                )
                if lead >= (_FRAMED if framed else _AGAINST[kind.level]):
                    return kind.id
    return None


def denial_is_the_sign(sign: "re.Pattern[str]") -> bool:
    """Whether a sign itself is a denial, as in "cannot breathe" or "not stopping"."""
    return bool(re.search(r"\b(not|no|never|without)\b|n'\?t", sign.pattern))


def _by_model(kind: str, clause: str, lead: float, alone: float) -> Optional[str]:
    end = len(clause)
    framed = (
        framing.is_imagined(clause, end)
        or framing.is_long_past(clause)
        or framing.is_denied(clause, end, end)
        or framing.is_over(clause, 0)
    )
    return kind if lead >= (max(_FRAMED_ALONE, alone) if framed else alone) else None
