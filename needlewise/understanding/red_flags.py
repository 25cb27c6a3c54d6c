"""Red flags: what must be answered before anything else.

Signs (patterns that a clinician can read and edit) and how they are framed are heard together
with the words by one model (`red_flag_model`), trained on examples of each kind and on harmless
look-alikes. How far it leans to danger decides: far enough, and the alarm is raised; a little
less, and the answer is given with a word of caution before it.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Dict, Iterator, List, Optional, Sequence, Tuple

from needlewise.content.yaml_files import ContentError, read_yaml
from needlewise.understanding import framing

LEVELS = ("emergency", "same_day")

# How far the model must lean to danger. That its lean decides, and not votes of signs, was chosen
# on 1,950 red flags and 1,795 look-alikes by three authors, each unheard by the model that was
# asked; where the thresholds lie, by counts over all of tests/understanding/.
_ALARM, _ALARM_STATED = -0.1, -0.2  # without a stated sign, with one
_CAUTION = -0.6
#: Where no sign is stated and the message surely asks an ordinary question, it must lean further.
_SURE_QUESTION, _FURTHER = 0.8, 0.2
#: A part of a message that states a sign is heard alone, with so much less weight.
_IN_PART = 0.8
#: To be asked about it out of the blue would hurt.
_NO_CAUTION = ("self_harm",)


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


@dataclass(frozen=True)
class Heard:
    """A message as the guard hears it."""

    text: str  #: lower case
    scoped: str  #: its words, each with how it is framed
    signs: str  #: tags for the signs that match and for how they are framed
    stated: Tuple[str, ...] = ()  #: kinds of which a sign is stated, emergencies first


@dataclass(frozen=True)
class Alarm:
    """What the guard makes of a message."""

    flag: Optional[RedFlag] = None  #: answered before everything
    caution: Optional[RedFlag] = None  #: worth a word before the answer


#: The likeliest kind, and how far a message leans to danger.
Witness = Callable[[Heard], Tuple[str, float]]


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


def hear(kinds: Dict[str, Kind], text: str) -> Heard:
    """Take in a message: signs are sought within a clause, where it shows how they are framed."""
    scoped: List[str] = []
    tags: Dict[str, None] = {}
    stated: Dict[str, None] = {}
    for clause in framing.clauses(text):
        scoped += framing.scoped_words(clause)
        tags.update(dict.fromkeys(_frames(clause)))
        for kind, frames in _signs(kinds, clause):
            tags.update(dict.fromkeys(frames or ("stated", f"stated_{kind}")))
            if frames:
                tags[f"framed_{kind}"] = None
            else:
                stated[kind] = None
    in_order = tuple(kind for kind in kinds if kind in stated)
    return Heard(text.lower(), " ".join(scoped), " ".join(sorted(tags)), in_order)


def assess(
    kinds: Dict[str, Kind], witness: Witness, texts: Sequence[str], question: float = 0.0
) -> Alarm:
    """Whether a message raises the alarm, calls for caution, or neither.

    Args:
        texts: the message as written and as corrected; each is heard.
        question: how sure it is, 0 to 1, that the message asks an ordinary question.
    """
    unstated = _ALARM + (_FURTHER if question > _SURE_QUESTION else 0.0)
    alarms: List[str] = []
    cautions: List[str] = []
    for text in dict.fromkeys(texts):
        whole = hear(kinds, text)
        for heard, less in [(whole, 0.0), *((part, _IN_PART) for part in _parts(kinds, text))]:
            likely, lean = witness(heard)
            if lean - less >= (_ALARM_STATED if heard.stated else unstated):
                alarms += [likely, *heard.stated]
            elif lean - less >= _CAUTION and likely not in _NO_CAUTION:
                cautions.append(likely)
    if alarms:
        return Alarm(flag=_gravest(kinds, alarms))
    return Alarm(caution=_gravest(kinds, cautions)) if cautions else Alarm()


def _parts(kinds: Dict[str, Kind], text: str) -> List[Heard]:
    """The clauses of a message that state a sign, where it has others too."""
    parts = framing.stretches(text)
    heard = [hear(kinds, part) for part in parts] if len(parts) > 1 else []
    return [part for part in heard if part.stated]


def _gravest(kinds: Dict[str, Kind], found: Sequence[str]) -> RedFlag:
    """Emergencies first; within a level what was found most often, then the content's order."""
    order = list(kinds)
    kind = min(found, key=lambda k: (LEVELS.index(kinds[k].level), -found.count(k), order.index(k)))
    return RedFlag(kind, kinds[kind].level)


def _signs(kinds: Dict[str, Kind], clause: str) -> Iterator[Tuple[str, List[str]]]:
    """Each match of a sign: its kind, and how it is framed (nothing: it is stated)."""
    for kind in kinds.values():  # emergencies stand first
        for sign in kind.signs:
            for match in sign.finditer(clause):
                yield kind.id, _framing(clause, sign, match)


def _framing(clause: str, sign: "re.Pattern[str]", match: "re.Match[str]") -> List[str]:
    start, end = match.span()
    # a sign that is a denial itself ("cannot breathe", "do not want to live") is neither taken
    # back by its own words nor by "any more"
    plain = not denial_is_the_sign(sign)
    frames = {
        "denied": framing.is_denied(clause, start, end)
        or (plain and framing.denies(match.group())),
        "over": plain and framing.is_over(clause, end),
        "imagined": framing.is_imagined(clause, start),
        "past": framing.is_long_past(clause),
    }
    return [name for name, holds in frames.items() if holds]


def _frames(clause: str) -> List[str]:
    """How a clause as a whole is framed, whether it holds a sign or not."""
    frames = {
        "clause_imagined": framing.is_imagined(clause, len(clause)),
        "clause_past": framing.is_long_past(clause),
        "clause_over": framing.is_over(clause, 0),
        "clause_present": framing.is_present(clause),
    }
    return [name for name, holds in frames.items() if holds]


def denial_is_the_sign(sign: "re.Pattern[str]") -> bool:
    """Whether a sign itself is a denial, as in "cannot breathe" or "not stopping"."""
    return bool(re.search(r"\b(not|no|never|without)\b|n'\?t", sign.pattern))
