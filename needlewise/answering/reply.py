"""A whole reply: one or two answers, their sources, and what to ask next."""

import re
from dataclasses import dataclass, replace
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from needlewise.answering.answer import Answer, fill
from needlewise.content.articles import Sentence
from needlewise.content.library import Library
from needlewise.understanding.conversation import Choice, TermKey
from needlewise.understanding.understanding import START_CHECK

MOST_CHARACTERS = 700  # sources included
MOST_CHARACTERS_OF_TWO = 900
SELF_CHECK_TITLE = "Go through the self-check list"
_SELF_CHECK = "self_check"  # how `next` names it


@dataclass(frozen=True)
class Reply:
    """What is sent, before a channel renders it."""

    text: str
    choices: Tuple[Choice, ...] = ()
    sources: Tuple[Mapping[str, str], ...] = ()
    kind: str = "boundary"
    questions: Tuple[str, ...] = ()
    terms: Tuple[TermKey, ...] = ()
    disagreements: Tuple[str, ...] = ()
    not_covered: Tuple[str, ...] = ()
    level: Optional[str] = None  #: of a red flag
    caution: Optional[str] = None  #: kind of red flag that a word was said about
    review: str = "draft"

    def as_metadata(self) -> Dict[str, Any]:
        """For the conversation's record and for clients that can show more than text."""
        return {
            "kind": self.kind,
            "questions": list(self.questions),
            "terms": [list(term) for term in self.terms],
            "sources": [dict(source) for source in self.sources],
            "disagreements": list(self.disagreements),
            "not_covered": list(self.not_covered),
            "choices": [choice.as_dict() for choice in self.choices],
            "level": self.level,
            "caution": self.caution,
            "review": self.review,
        }


def source_line(library: Library, sentences: Sequence[Sentence], short: bool = False) -> str:
    """The line that names the articles behind these sentences; empty where there are none.

    Args:
        short: by their short names, where the full titles would make the reply too long.
    """
    articles = library.articles.cited([fact for s in sentences for fact in s.cites])
    if not articles:
        return ""
    titles = "; ".join(f"“{article.short if short else article.title}”" for article in articles)
    return f"{'Source' if len(articles) == 1 else 'Sources'}: {titles}"


def body(sentences: Sequence[Sentence], values: Mapping[str, str]) -> str:
    """The sentences as one paragraph, placeholders filled, each beginning with a capital."""
    said = (fill(sentence.text, values) for sentence in sentences)
    return " ".join(text[:1].upper() + text[1:] for text in said if text)


def compose(
    library: Library, answers: Sequence[Answer], values: Mapping[str, str], review: str = "draft"
) -> Reply:
    """One reply from one or two answers, within the limit on its length."""
    answers = _fitted(library, answers, values)
    sentences = [s for answer in answers for s in answer.all_sentences]
    kinds = [answer.kind for answer in answers]
    return Reply(
        text=_joined(library, answers, values),
        choices=choices(library, answers),
        sources=tuple(library.articles.sources([f for s in sentences for f in s.cites])),
        kind=kinds[0] if len(set(kinds)) == 1 else "answer",
        questions=tuple(answer.question for answer in answers),
        terms=tuple(dict.fromkeys(term for answer in answers for term in answer.terms)),
        disagreements=tuple(a.disagreement for a in answers if a.disagreement),
        not_covered=tuple(a.topic or a.question for a in answers if a.kind == "not_covered"),
        review=review,
    )


def _joined(library: Library, answers: Sequence[Answer], values: Mapping[str, str]) -> str:
    lines = [body(answer.all_sentences, values) for answer in answers]
    sentences = [s for answer in answers for s in answer.all_sentences]
    text = "\n".join(filter(None, [*lines, source_line(library, sentences)]))
    if len(text) < _most(answers):
        return text
    return "\n".join(filter(None, [*lines, source_line(library, sentences, short=True)]))


def _most(answers: Sequence[Answer]) -> int:
    return MOST_CHARACTERS if len(answers) == 1 else MOST_CHARACTERS_OF_TWO


def _fitted(library: Library, answers: Sequence[Answer], values: Mapping[str, str]) -> List[Answer]:
    """Shorten until the reply fits: first openings, then closing sentences without a source."""
    fitted = list(answers)
    while len(_joined(library, fitted, values)) >= _most(fitted):
        longest = max(
            range(len(fitted)), key=lambda i: sum(len(s.text) for s in fitted[i].all_sentences)
        )
        shorter = _shortened(fitted[longest]) or next(filter(None, map(_shortened, fitted)), None)
        if shorter is None:
            break
        index = next(i for i, a in enumerate(fitted) if a.question == shorter.question)
        fitted[index] = shorter
    return fitted


def _shortened(answer: Answer) -> Optional[Answer]:
    uncited = [
        i
        for i, s in enumerate(answer.sentences)
        if i > 0 and not s.cites and not _KEPT.search(s.text)
    ]
    if uncited:
        kept = [s for i, s in enumerate(answer.sentences) if i != uncited[-1]]
        return replace(answer, sentences=tuple(kept))
    if answer.opening and len(answer.sentences) > 1:
        return replace(answer, opening=())
    if answer.kind != "disagreement" and len(answer.sentences) > 3:
        last = max(i for i, s in enumerate(answer.sentences) if not _KEPT.search(s.text))
        kept = [s for i, s in enumerate(answer.sentences) if i != last]
        return replace(answer, sentences=tuple(kept))
    return None


#: What must not be cut: who left it out would sound more sure than the articles are.
_KEPT = re.compile(r"\b(do not stop|go-ahead|do not name|does not name|no promise|claim)\b")


def choices(library: Library, answers: Sequence[Answer]) -> Tuple[Choice, ...]:
    """Next questions: of each answer in turn, none that was just answered, three at most."""
    asked = {answer.question for answer in answers}
    offered: Dict[str, Choice] = {}
    most = 4 if answers and answers[0].kind in ("boundary", "red_flag") else 3
    for place in range(4):
        for answer in answers:
            if place < len(answer.next) and answer.next[place] not in asked:
                choice = choice_of(library, answer.next[place])
                offered.setdefault(choice.title, choice)
    return tuple(offered.values())[:most]


def choice_of(library: Library, target: str, terms: Tuple[TermKey, ...] = ()) -> Choice:
    """A question as something to tap; with a term, the question about that very thing."""
    if target == _SELF_CHECK:
        return Choice(SELF_CHECK_TITLE, START_CHECK)
    for term in terms:
        named = library.vocabulary.terms.get(term)
        if named and named.question and named.asked_as == target:
            return Choice(named.question, target, (term,))
    return Choice(library.questions[target].wording, target, terms)
