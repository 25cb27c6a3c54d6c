"""From a reading and its context to one decision: the question, or the two, that are asked."""

import re
from dataclasses import dataclass, field, replace
from typing import Dict, List, Mapping, Optional, Sequence, Tuple

from needlewise.text import normal_form
from needlewise.understanding.choices import picked
from needlewise.understanding.continuations import (
    MOST_WORDS,
    Candidates,
    ContinuationModel,
    Setting,
)
from needlewise.understanding.continuations import candidates as continuations
from needlewise.understanding.conversation import Context, TermKey
from needlewise.understanding.follow_ups import FollowUp
from needlewise.understanding.pairs import Candidate, PairModel, candidates
from needlewise.understanding.question_model import Prediction, QuestionModel
from needlewise.understanding.reader import Reading, TextReader
from needlewise.understanding.self_check_replies import NO, UNSURE, YES, reply
from needlewise.understanding.understanding import (
    ANSWER_TO_CHECK,
    FALLBACK,
    Asked,
    Understanding,
)

#: Under this chance of being right a question is asked back instead of answered; chosen by
#: counts over both halves of tests/understanding/questions.yml and out_of_scope.yml.
ANSWER_FROM = 0.33
#: So sure of a question or of small talk, nothing that came before is considered; chosen on
#: `data/conversations.yml` and the development half of tests/understanding/follow_ups.yml.
ALONE_FROM, TALK_FROM = 0.9, 0.6
#: So sure of "why?" or "how long?", the table of follow-ups says what is meant.
TABLE_FROM = 0.8
_TALK = ("smalltalk", "out_of_scope")
#: Under this likeness to any training example there is nothing near enough to offer.
OFFER_FROM = 0.5
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
    canonical: Mapping[str, str] = field(default_factory=dict)  #: question -> its wording
    related: Mapping[str, Sequence[str]] = field(
        default_factory=dict
    )  #: what a question offers next


class Resolver:
    """Decides; pure but for the model's arithmetic."""

    def __init__(
        self,
        model: QuestionModel,
        reader: TextReader,
        knowledge: Knowledge,
        pairs: Optional[PairModel] = None,
        continuing: Optional[ContinuationModel] = None,
    ) -> None:
        """
        Args:
            pairs, continuing: may be missing only while they are being trained.
        """
        self._model = model
        self._reader = reader
        self._know = knowledge
        self._general = {*knowledge.asked_as.values()}.union(*knowledge.refines.values())
        if pairs and continuing:
            self._pairs, self._continuations = pairs, continuing

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
        whole = self._refined(prediction.label, prediction.confidence, reading)
        found = self.pair_candidates(reading, whole)
        pair = self._pairs.best(found, len(reading.corrected.split()))
        if pair:
            sure = min(pair.first.confidence, pair.second.confidence)
            both = (pair.first, pair.second)
            return Understanding(pair.first.question, sure, both, prediction.ranking)
        corrected = self._correction(prediction, reading)
        if corrected:
            return corrected
        continued = self._continued(prediction, reading, context)
        if continued:
            return continued
        if prediction.confidence < ANSWER_FROM:
            return self._unsure(prediction, reading)
        asked = self._refined(prediction.label, prediction.confidence, reading)
        return replace(_asking(asked), ranking=prediction.ranking)

    def pair_candidates(self, reading: Reading, whole: Optional[Asked] = None) -> List[Candidate]:
        """The pairs of questions that the pieces of a message may ask.

        Args:
            whole: what the message asks as one, where that is known already.
        """
        known: Dict[str, Asked] = {reading.corrected: whole} if whole else {}

        def ask(text: str) -> Asked:
            if text not in known:
                part = self._reader.part(text)
                prediction = self._model.predict(part.text)
                known[text] = self._refined(prediction.label, prediction.confidence, part)
            return known[text]

        return candidates(reading.corrected, ask, self._general)

    def continuations(self, reading: Reading, question: str) -> Candidates:
        """What a message may mean after a question was answered."""
        named = {self._know.asked_as[kind] for kind, _ in _terms(reading)}
        setting = Setting(
            question,
            self._know.canonical.get(question, ""),
            set(self._know.related.get(question, ())),
            named,
        )
        return continuations(
            reading.corrected,
            setting,
            self._model.labels,
            lambda text: self._model.opinion(self._reader.part(text).text),
            self._know.follow_ups,
        )

    def _correction(self, prediction: Prediction, reading: Reading) -> Optional[Understanding]:
        """ "No, I meant my neck"."""
        terms = _terms(reading)
        if prediction.label != "follow_up/correction" or not terms:
            return None
        if prediction.confidence < ANSWER_FROM:
            return None
        question = self._know.asked_as[terms[-1][0]]
        return _asking(Asked(question, prediction.confidence, terms[-1:]))

    def _continued(
        self, prediction: Prediction, reading: Reading, context: Context
    ) -> Optional[Understanding]:
        """A short message with the last question in mind; None where that does not help."""
        words = len(reading.corrected.split())
        if context.question is None or words > MOST_WORDS or self._stands_alone(prediction):
            return None
        kind = self._know.follow_ups.get(prediction.label)
        if kind and prediction.confidence >= TABLE_FROM:
            target = kind.after(context.question)
            if target:
                terms = _terms(reading) or context.terms
                asked = Asked(target, prediction.confidence, terms)
                return replace(_asking(asked), ranking=prediction.ranking)
        best = self._continuations.best(self.continuations(reading, context.question))
        if best is None:
            return None
        label, chance = best
        if label == prediction.label:
            chance = max(chance, prediction.confidence)
        asked = self._refined(label, chance, reading)
        if not asked.terms:
            asked = replace(asked, terms=self._kept(asked.question, context))
        ranking = ((label, chance), *(r for r in prediction.ranking if r[0] != label))
        return replace(_asking(asked), ranking=ranking)

    def _kept(self, question: str, context: Context) -> Tuple[TermKey, ...]:
        """The terms of the last question that this one is about too."""
        if question == context.question:
            return context.terms
        asked_as = self._know.asked_as
        return tuple(term for term in context.terms if asked_as.get(term[0]) == question)

    def _stands_alone(self, prediction: Prediction) -> bool:
        """Whether a message surely says by itself what it means."""
        theme = prediction.label.split("/")[0]
        enough = TALK_FROM if theme in _TALK else ALONE_FROM
        return theme != "follow_up" and prediction.confidence >= enough

    def _unsure(self, prediction: Prediction, reading: Reading) -> Understanding:
        """Little more than the name of a thing asks about it, and so does more where the
        classifier says so too; else ask back."""
        terms = _terms(reading)
        about = self._know.asked_as[terms[-1][0]] if terms else ""
        if terms and (prediction.label == about or len(reading.corrected.split()) <= 4):
            return _asking(Asked(about, ANSWER_FROM, terms))
        near = prediction.likeness >= OFFER_FROM and not prediction.label.startswith("out_of_scope")
        offered = prediction.ranking if near else ()
        return Understanding(FALLBACK, 1.0 - prediction.confidence, ranking=offered)

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
