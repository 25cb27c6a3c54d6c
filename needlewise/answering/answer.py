"""The answer to one question, in sentences with their sources."""

import re
from dataclasses import dataclass, field
from typing import Dict, List, Mapping, Sequence, Tuple

from needlewise.answering.presuppositions import opening
from needlewise.content.articles import Sentence
from needlewise.content.library import Library
from needlewise.content.questions import Question
from needlewise.content.vocabulary import Term
from needlewise.understanding.conversation import TermKey

#: More named things than this are not answered one by one.
MOST_TERMS = 2
#: Kinds that make one question together ("stretch marks on my legs").
_TOGETHER = ("concern", "area")
_THE_OTHERS = Sentence("Please ask about the others one at a time.", ())


@dataclass(frozen=True)
class Answer:
    """What is said to one question."""

    question: str
    kind: str
    sentences: Tuple[Sentence, ...]
    next: Tuple[str, ...] = ()
    terms: Tuple[TermKey, ...] = ()
    opening: Tuple[Sentence, ...] = field(default=())
    disagreement: str = ""
    topic: str = ""

    @property
    def all_sentences(self) -> Tuple[Sentence, ...]:
        return (*self.opening, *self.sentences)


def answer(
    library: Library, question: Question, terms: Sequence[TermKey] = (), message: str = ""
) -> Answer:
    """Choose and fill the sentences that fit what the patient named and took for granted.

    Args:
        terms: the vocabulary's terms that the message names, as (kind, id).
        message: the patient's own words.
    """
    found = opening(question, message) if message else None
    sentences: Tuple[Sentence, ...] = question.sentences
    following = question.next
    if len(question.variants) > 1:
        relevant = _relevant(library, question, terms)
        sentences, following = _specific(library, question, relevant[:MOST_TERMS])
        if len(relevant) > MOST_TERMS:
            sentences = (*sentences, _THE_OTHERS)
    return Answer(
        question=question.id,
        kind=question.kind,
        sentences=sentences,
        next=following,
        terms=tuple(terms),
        opening=(found,) if found else (),
        disagreement=question.disagreement or "",
        topic=question.topic or "",
    )


def _relevant(library: Library, question: Question, terms: Sequence[TermKey]) -> List[Term]:
    """The named terms that this question is about; others only where there are none.

    A concern that no article names may be a condition that one does, as psoriasis is: what
    an article says of it counts.
    """
    named = [library.vocabulary.terms[term] for term in terms if term in library.vocabulary.terms]
    listed = [term for term in named if term.listed]
    own = [term for term in named if term.asked_as == question.id]
    own_listed = [term for term in own if term.listed]
    if own and own[0].kind not in _TOGETHER:  # where the eczema is does not ask for that area
        named = [term for term in named if term.kind not in _TOGETHER]
        listed = [term for term in named if term.listed]
    seen = {name for term in listed for name in (term.id, term.name)}
    unlisted = [t for t in (own or named) if not t.listed and t.id not in seen]
    # a name of two kinds, such as rosacea, counts once
    unlisted = list({term.id: term for term in unlisted}.values())
    return [*own_listed, *(t for t in listed if t not in own_listed), *unlisted]


def _specific(
    library: Library, question: Question, terms: Sequence[Term]
) -> Tuple[Tuple[Sentence, ...], Tuple[str, ...]]:
    """The sentences for named things, and what to go on with."""
    listed = [term for term in terms if term.listed]
    unlisted = [term for term in terms if not term.listed]
    if not terms:
        return question.sentences, question.next
    sentences: Dict[str, Sentence] = {}
    if unlisted:  # first, as the first sentence is never cut
        name = " or ".join(term.name for term in unlisted)
        said = _variant(question, "unlisted", {"name": name})
        sentences = {sentence.text: sentence for sentence in (said[:1] if listed else said)}
    for term in listed:
        for variant in _variant(question, "listed", {}):
            for sentence in term.says if variant.text == "{says}" else (variant,):
                sentences.setdefault(sentence.text, sentence)
    following = listed[0].next if listed else question.next
    return tuple(sentences.values()), tuple(n for n in following if n != question.id)


def _variant(question: Question, when: str, values: Mapping[str, str]) -> List[Sentence]:
    return [
        Sentence(fill(s.text, values), s.cites)
        for s in question.variants.get(when, question.sentences)
    ]


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values in for `{name}`; whatever else stands in braces stays as it is.

    One pass, so that a value is never searched for placeholders itself.
    """
    return re.sub(r"\{(\w+)\}", lambda m: values.get(m[1], m[0]), text)
