"""From a reading and its context to one decision: the question, or the two, that are asked."""

import re
from dataclasses import dataclass, field, replace
from typing import Dict, List, Mapping, Optional, Sequence, Set, Tuple

from needlewise.text import normal_form
from needlewise.understanding.choices import picked
from needlewise.understanding.conversation import Context, TermKey
from needlewise.understanding.follow_ups import FollowUp
from needlewise.understanding.question_model import Prediction, QuestionModel
from needlewise.understanding.reader import Reading, TextReader
from needlewise.understanding.self_check_replies import NO, UNSURE, YES, reply
from needlewise.understanding.splitting import asks, split, states
from needlewise.understanding.understanding import (
    ANSWER_TO_CHECK,
    FALLBACK,
    Asked,
    Understanding,
)

#: Under this chance of being right a question is asked back instead of answered; chosen on the
#: development half of tests/understanding/questions.yml.
ANSWER_FROM = 0.4
#: Under this likeness to any training example there is nothing near enough to offer.
OFFER_FROM = 0.5
#: A part of a message needs more, since a wrong split answers what nobody asked.
PART_FROM = 0.55
#: A part that is put as no question counts only where it is this clear, in a message this short:
#: the tales that people tell around their one question must not be answered too.
UNASKED_FROM = 0.85
_SHORT = 20
#: A short message after an answer may well mean one of its neighbours: this much is enough then.
RELATED_FROM = 0.12
#: Labels that ask nothing of the articles: never one of two questions.
_NOT_ASKING = ("smalltalk", "out_of_scope", "follow_up")
#: A follow-up is short; what is longer says itself what it means.
_FOLLOW_UP_WORDS = 9
_CHECK_ANSWERS = {"yes": YES, "no": NO, "not sure": UNSURE}


@dataclass(frozen=True)
class Knowledge:
    """What the resolver must know of the content."""

    asked_as: Mapping[str, str]  #: kind of term -> question, such as area -> what_it_helps/my_area
    refines: Mapping[
        str, Sequence[str]
    ]  #: kind of term -> general questions that it makes specific
    follow_ups: Mapping[str, FollowUp]
    points: Mapping[str, Sequence[TermKey]]  #: self-check slot -> its terms
    wordings: Mapping[str, Tuple[str, Tuple[TermKey, ...]]]  #: canonical wording -> question, terms
    related: Mapping[str, Sequence[str]] = field(
        default_factory=dict
    )  #: what a question offers next


class Resolver:
    """Decides; pure but for the model's arithmetic."""

    def __init__(self, model: QuestionModel, reader: TextReader, knowledge: Knowledge) -> None:
        self._model = model
        self._reader = reader
        self._know = knowledge

    def resolve(self, reading: Reading, context: Context) -> Understanding:
        """What this message means here."""
        if not normal_form(reading.raw):
            return Understanding(FALLBACK, 1.0, corrected=reading.corrected)
        found = (
            self._choice(reading, context)
            or self._check_reply(reading, context)
            or self._wording(reading)
            or self._question(reading, context)
        )
        return replace(found, corrected=reading.corrected)

    def _choice(self, reading: Reading, context: Context) -> Optional[Understanding]:
        titles = [choice.title for choice in context.choices]
        index = picked(reading.raw, titles)
        if index is None:
            return None
        choice = context.choices[index]
        if choice.target == ANSWER_TO_CHECK:
            return _check((None, _CHECK_ANSWERS[choice.title.lower()]))
        return _asking(Asked(choice.target, 1.0, choice.terms))

    def _check_reply(self, reading: Reading, context: Context) -> Optional[Understanding]:
        if context.requested is None:
            return None
        for said in (reading.raw, reading.corrected):  # "y" is yes here, and no "why"
            found = reply(said, context.requested, _terms(reading), self._know.points)
            if found:
                return _check(found)
        return None

    def _wording(self, reading: Reading) -> Optional[Understanding]:
        known = self._know.wordings.get(normal_form(reading.raw))
        return _asking(Asked(known[0], 1.0, known[1])) if known else None

    def _question(self, reading: Reading, context: Context) -> Understanding:
        prediction = self._model.predict(reading.text)
        if prediction.label.startswith("follow_up/") and prediction.confidence >= ANSWER_FROM:
            followed = self._follow(prediction, reading, context)
            if followed:
                return followed
        parts = self._parts(reading)
        if len(parts) > 1:
            first, second = sorted(
                sorted(parts, key=lambda part: -part.confidence)[:2], key=parts.index
            )
            sure = min(first.confidence, second.confidence)
            return Understanding(first.question, sure, (first, second), prediction.ranking)
        if prediction.confidence < ANSWER_FROM:
            return self._unsure(prediction, reading, context, parts)
        asked = self._refined(prediction.label, prediction.confidence, reading)
        return replace(_asking(asked), ranking=prediction.ranking)

    def _follow(
        self, prediction: Prediction, reading: Reading, context: Context
    ) -> Optional[Understanding]:
        """A follow-up by what came before; None where nothing did."""
        terms = _terms(reading)
        if prediction.label == "follow_up/correction" and terms:
            return _asking(
                Asked(self._know.asked_as[terms[-1][0]], prediction.confidence, terms[-1:])
            )
        if context.question is None or len(reading.corrected.split()) > _FOLLOW_UP_WORDS:
            return None
        target = self._know.follow_ups[prediction.label].after(context.question)
        if target is None:
            return None
        return _asking(Asked(target, prediction.confidence, terms or context.terms))

    def _unsure(
        self, prediction: Prediction, reading: Reading, context: Context, parts: Sequence[Asked]
    ) -> Understanding:
        """A second look at what surely asks, or with the last question in mind; else ask back."""
        if parts and parts[0].confidence >= PART_FROM:
            return replace(_asking(parts[0]), ranking=prediction.ranking)
        words = reading.corrected.split()
        terms = _terms(reading)
        if terms:
            question = self._know.asked_as[terms[-1][0]]
            again = question == context.question and len(words) <= _FOLLOW_UP_WORDS
            if again or len(words) <= 4:  # little more than the name of a thing
                return _asking(Asked(question, ANSWER_FROM, terms))
        if context.question and len(words) <= _FOLLOW_UP_WORDS:
            near = {*self._know.related.get(context.question, ()), context.question}
            theme = context.question.split("/")[0]
            for label, chance in prediction.ranking:
                if chance >= RELATED_FROM and (label in near or label.split("/")[0] == theme):
                    asked = self._refined(label, chance, reading)
                    return replace(_asking(asked), ranking=prediction.ranking)
        near = prediction.likeness >= OFFER_FROM and not prediction.label.startswith("out_of_scope")
        offered = prediction.ranking if near else ()
        return Understanding(FALLBACK, 1.0 - prediction.confidence, ranking=offered)

    def _parts(self, reading: Reading) -> List[Asked]:
        """What the pieces of a message ask, where they ask clearly; each question once."""
        pieces = split(reading.corrected)
        asking = sum(map(asks, pieces))
        short = len(reading.corrected.split()) <= _SHORT
        found: Dict[str, Asked] = {}
        stated: Set[str] = set()
        for piece in pieces:
            enough = ANSWER_FROM if asking == 2 else PART_FROM
            part = self._reader.part(piece)
            if not asks(piece) or (states(piece) and not part.mentions):
                enough = UNASKED_FROM if short else 1.1
            prediction = self._model.predict(part.text)
            theme = prediction.label.split("/")[0]
            if (
                prediction.confidence < enough
                or theme in _NOT_ASKING
                or "/" not in prediction.label
            ):
                continue
            asked = self._refined(prediction.label, prediction.confidence, part)
            found.setdefault(asked.question, asked)
            if states(piece) or _SPEAKS.match(piece):
                stated.add(asked.question)
        return self._without_echoes(list(found.values()), stated)

    def _without_echoes(self, parts: List[Asked], stated: Set[str]) -> List[Asked]:
        """Without general questions that only ask about what another part says or names.

        "I have alopecia, can this help" is one question.
        """
        general = {*self._know.asked_as.values()}.union(*self._know.refines.values())
        named = any(part.terms and part.question in stated for part in parts)
        if not named and not stated.difference(general):
            return parts
        return [part for part in parts if part.terms or part.question not in general] or parts

    def _refined(self, label: str, confidence: float, reading: Reading) -> Asked:
        """A general question about a named thing is the specific question about it."""
        terms = _terms(reading)
        for kind, general in self._know.refines.items():
            if _ONLY.search(reading.corrected):  # "only the face?" asks for the list
                break
            if label in general and any(term[0] == kind for term in terms):
                return Asked(self._know.asked_as[kind], confidence, terms)
        return Asked(label, confidence, terms)


_ONLY = re.compile(r"\b(only|just (for )?(the|my)|nowhere else|nothing else)\b")
_SPEAKS = re.compile(r"^(?:i|my|we|he|she|his|her)\b")  # "i sweat far too much"
_NOT_IT = re.compile(r"\b(not|isn't)( (my|the|on my|on the|for))? $")


def _terms(reading: Reading) -> Tuple[TermKey, ...]:
    """What a message names, but for what it sets aside ("lupus, not psoriasis")."""
    meant = [m for m in reading.mentions if not _NOT_IT.search(reading.corrected[: m.start])]
    return tuple(dict.fromkeys((m.kind, m.id) for m in meant or reading.mentions))


def _asking(asked: Asked) -> Understanding:
    return Understanding(
        asked.question,
        asked.confidence,
        (asked,) if "/" in asked.question else (),
        ((asked.question, asked.confidence),),
    )


def _check(found: Tuple[Optional[str], str]) -> Understanding:
    return Understanding(ANSWER_TO_CHECK, 1.0, check=found)


def wordings_of(
    questions: Mapping[str, str], terms: Mapping[TermKey, Tuple[str, str]]
) -> Dict[str, Tuple[str, Tuple[TermKey, ...]]]:
    """The table of canonical wordings.

    Args:
        questions: question id -> wording.
        terms: term -> (its own wording, the question whose answer it completes).
    """
    table: Dict[str, Tuple[str, Tuple[TermKey, ...]]] = {
        normal_form(wording): (question, ()) for question, wording in questions.items()
    }
    for term, (wording, question) in terms.items():
        if wording:
            table[normal_form(wording)] = (question, (term,))
    return table
