"""Whether a symptom in a clause is stated, denied, imagined or long past."""

import re
from typing import List

_APOSTROPHES = re.compile(r"['’]")
_NOT_WORDS = re.compile(r"[^\w.,]+|(?<!\d)[.,]|[.,](?!\d)")
#: "and" parts only what has a subject of its own: "no fever and pus" is one clause.
_SUBJECT = (
    r"i|im|ive|i'm|i've|my|it|its|it's|there|theres|there's|now|he|she|his|her|why is|why are"
)
_SEAMS = re.compile(
    r"[;!?]+|[.,](?=\s|$)|\s[-–]+\s|"
    r"\b(?:but|however|although|though|except|also|and also|because|so)\b|"
    rf"\band\b(?=\s(?:{_SUBJECT})\b)",
    re.IGNORECASE,
)

#: A denial before a sign, at most six words away, takes it back ...
_DENIAL = re.compile(
    r"\b(no|not|without|never|nor|none|zero|nothing|nobody|dont|doesnt|didnt|havent|hasnt|isnt|"
    r"wasnt|arent|werent|cant see any|free of|free from|neither|absence of|negative for|aint)\b"
    r"(?P<between>(?: \w+){0,6}) ?$"
)
#: ... unless the denial is of something else.
_NO_DENIAL = re.compile(
    r"\b(not (only|just|sure|normal|right|good|well|ok|okay|fine|getting better|better)|"
    r"no (idea|longer|matter|joke|clue|its|im|i)|"
    r"dont know|doesnt know|dont understand|dont feel (well|good|right)|cant tell|"
    r"not feeling (well|good|right)|nothing (helps|works))\b"
)
_OVER = re.compile(
    r"\b(all gone|is gone|are gone|has gone|went away|gone now|gone down|cleared up|"
    r"has cleared|settled|better now|"
    r"stopped (within|after|quickly|by|on|in|straight|right|almost|now|already|very|"
    r"pretty|fast|itself)|(has|have|had|it|bleeding|already) stopped|any ?more|no longer|"
    r"dried up|healed|recovered|normal now|all good|all fine)\b"
)
_STILL = re.compile(
    r"\b((not|hasnt|wont|isnt|cant|doesnt|never|havent|dont) (\w+ ){0,2}(stop|stopped|stopping|"
    r"gone|settled|cleared|better|going down)|"
    r"still (there|here|going|bleeding|have|got|has|oozing|spreading)|(again|back) (now|today))\b"
)

_IMAGINED = re.compile(
    r"\b(if|in case|in the event of|what if|suppose|supposing|imagine|imagining|lets say|"
    r"let us say|say i|hypothetically|theoretically|were i to|should i get|"
    r"difference between|(which|what) (temperature|temp|number|colou?r|amount|kind|sort)|"
    r"counts as|(form|paper|sheet|letter|page|booklet) (says|said|mentions|lists)|"
    r"when should|when do|when would|can it|can this|can the|can you get|can i get|"
    r"can microneedling|can numbing|can needling|"
    r"could it|could this|could the|could i|could microneedling|could needling|"
    r"does it|does this|does the|does microneedling|does numbing|does needling|"
    r"does anyone|"
    r"do people|do patients|do you|do they|do i get|do some|will it|will i|will my|"
    r"will the|will there|would|might|may cause|may get|risk|risks|chance|chances|likely|"
    r"possible|possibility|ever|how common|how often|how likely|signs? of|symptoms? of|"
    r"what (is|does|are|causes|counts|do)|"
    r"watch(ing)? (out )?for|look(ing)? out for|told me (to|about|that)|told to|says? (to|"
    r"that|you|i)|leaflet|brochure|website|article|heard|"
    r"read (that|about|online|somewhere)|online|video|tiktok|reddit|youtube|saw (that|a|on)|"
    r"(afraid|scared|worried|frightened|terrified|nervous|anxious) (of|that (i|it|they|"
    r"my)( might| will| could|ll)?|about|i might|i will|it will|to)|worry (that|about)|"
    r"fear of|"
    r"should i (worry|expect|be worried|watch)|happens? (if|when)|supposed to|"
    r"is it (common|usual|possible|likely|normal) to|"
    r"why (do|does|did the|would|did they|might)|ask(ed|s|ing)? (me )?(about|if)|"
    r"before i book|question about|define|mean(s|ing)?|explain)\b"
)
_LONG_PAST = re.compile(
    r"\b(years? ago|months? ago|as a (kid|child|teen\w*|baby)|when i was|last (year|"
    r"winter|summer|spring|autumn|month|christmas)|in (19|20)\d\d|"
    r"once (fainted|had|got|passed|a long)|a long time ago|history of|in the past|used to|"
    r"childhood|previously|"
    r"back in|long ago|at school|as a student|in my (teens|twenties|thirties))\b"
)
#: Whoever writes so speaks of here and now.
_PRESENT = re.compile(
    r"\b(now|right now|help|since (the|my|i|yesterday|this|last|it|having|getting)|today|"
    r"tonight|this (morning|evening|afternoon)|yesterday|last night|just (had|now|"
    r"started)|suddenly|"
    r"started|wont stop|keeps|day (two|three|four|five|six|one|\d)|after my|(hours?|days?|"
    r"minutes?) (after|later|ago|since)|there is|theres|coming out)\b"
)


def plain_words(text: str) -> str:
    """Lower case, no apostrophes, one space between words; decimals keep their point."""
    without = _APOSTROPHES.sub("", text.lower()).replace("-", " ")
    return " ".join(_NOT_WORDS.sub(" ", without).split())


def stretches(text: str) -> List[str]:
    """The clauses of a message as they are written."""
    parts = [part.strip() for part in _SEAMS.split(text)]
    return [part for part in parts if plain_words(part)] or [text]


def clauses(text: str) -> List[str]:
    """The clauses of a message, each in plain words."""
    return [plain_words(part) for part in stretches(text)]


_DENIAL_INSIDE = re.compile(r"\b(not|no|never|isnt|arent|wasnt|werent|hasnt|havent|without)\b")


def denies(words: str) -> bool:
    """Whether a stretch of words holds a denial."""
    return bool(_DENIAL_INSIDE.search(words))


def is_denied(clause: str, start: int, end: int) -> bool:
    """Whether the words before the sign at `clause[start:end]` say that it is not there."""
    if _STILL.search(clause):
        return False
    denial = _DENIAL.search(clause[:start].strip())
    return denial is not None and not _NO_DENIAL.search(clause[denial.start() : end])


def is_over(clause: str, start: int) -> bool:
    """Whether the words from `start` on say that it has passed."""
    return bool(_OVER.search(clause[start:])) and not _STILL.search(clause)


def is_imagined(clause: str, start: int) -> bool:
    """Whether the sign at `start` is asked about, feared or told of, not had."""
    frame = _IMAGINED.search(clause[:start])
    return frame is not None and not _PRESENT.search(clause[frame.end() :])


def is_long_past(clause: str) -> bool:
    return bool(_LONG_PAST.search(clause)) and not _PRESENT.search(clause)


def is_present(clause: str) -> bool:
    """Whether it speaks of here and now."""
    return bool(_PRESENT.search(clause))


def scoped_words(clause: str) -> List[str]:
    """Each word and pair of neighbours, marked with how it is framed, as in "fever|denied"."""
    still = bool(_STILL.search(clause))
    over = None if still else _OVER.search(clause)
    frame = _IMAGINED.search(clause)
    if frame is not None and _PRESENT.search(clause[frame.end() :]):
        frame = None
    past = "past" if is_long_past(clause) else ""
    found: List[str] = []
    previous = ""
    for word in re.finditer(r"\S+", clause):
        scope = past
        if frame is not None and word.start() >= frame.end():
            scope += "imagined"
        if not still and is_denied(clause, *word.span()):
            scope += "denied"
        if over is not None and word.start() < over.start():
            scope += "over"
        found.append(f"{word.group()}|{scope}")
        if previous:
            found.append(f"{previous}_{word.group()}|{scope}")
        previous = word.group()
    return found
