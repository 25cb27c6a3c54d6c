"""The content contract: `python -m needlewise.content.check` lists what breaks it."""

import os
import re
import sys
from pathlib import Path
from statistics import median
from typing import Callable, Dict, Iterator, List, Sequence, Set, Tuple

from needlewise import ROOT
from needlewise.content.articles import Sentence
from needlewise.content.copying import article_runs, runs
from needlewise.content.library import Library, load_library
from needlewise.content.readability import grade
from needlewise.content.review import review_problems
from needlewise.content.yaml_files import ContentError
from needlewise.text import normal_form

MOST_CHARACTERS = 355  # two such answers and the sources stay under 900
MOST_WORDING_BYTES = 64  # Telegram's callback data, the smallest of the channels' limits
FEWEST_EXAMPLES = 15
HARDEST_GRADE = 8.0
MEDIAN_GRADE = 6.0
PLACEHOLDERS = {
    *("clinic", "provider", "emergency", "booking", "contact", "call_clinic"),
    *("name", "says", "review_note", "repeat", "opening", "said"),
}
#: Words that promise more than an educational text may say in its own voice.
OVERCLAIM = re.compile(
    r"\b(no risks?|risk[- ]free|painless|ideal|amazing(ly)?|immensely|proven|guarantee[sd]?|"
    r"miracle|perfect(ly)?|always works|never hurts|removes?|cures?|safe for you|"
    r"you are fine|you'll be fine)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"“[^”]+”|\b(no article|not|never|cannot|none|claims?|called?|calls|articles?)\b", re.IGNORECASE
)
_SOFTENER = re.compile(
    r"\b(claim|claims|promise|promises|not proof|no proof|own view|one article|one view|opinion|"
    r"does not say|do not say|may differ|mild|strong words?|strong claim|only one|yet|but)\b",
    re.IGNORECASE,
)


def articles_folder() -> Path:
    """Where the articles' texts may lie; they are not part of the project."""
    return Path(os.environ.get("NEEDLEWISE_ARTICLES", ROOT.parent / "shared" / "articles"))


def all_sentences(library: Library) -> Iterator[Tuple[str, Sentence]]:
    """Every sentence that can be said, with the id of what it belongs to."""
    for question in library.questions.values():
        for variant in question.variants.values():
            for sentence in variant:
                yield question.id, sentence
        for presupposition in question.presuppositions:
            yield question.id, presupposition.opening
    for term in library.vocabulary:
        for sentence in term.says:
            yield f"{term.kind}:{term.id}", sentence


def facts_are_used(library: Library) -> Iterator[str]:
    used = {fact for _, sentence in all_sentences(library) for fact in sentence.cites}
    for fact in library.articles.facts:
        if fact not in used:
            yield f"fact {fact}: no answer tells it"


def sources_resolve(library: Library) -> Iterator[str]:
    for owner, sentence in all_sentences(library):
        for fact in sentence.cites:
            if fact not in library.articles.facts:
                yield f"{owner}: there is no fact {fact}"


def sections_are_cited(library: Library) -> Iterator[str]:
    used = {fact for _, sentence in all_sentences(library) for fact in sentence.cites}
    for article in library.articles.articles.values():
        for section in article.sections:
            if not used.intersection(section.facts):
                yield f"article {article.id}: no answer cites the section {section.id}"


def names_are_right(library: Library) -> Iterator[str]:
    short = {a.short: a.id for a in library.articles.articles.values()}
    known = {*short, *(a.title for a in library.articles.articles.values())}
    for owner, sentence in all_sentences(library):
        for name in re.findall(r"“([^”]+)”", sentence.text):
            if name not in known:
                yield f"{owner}: no article is called “{name}”"
            elif (
                name in short
                and sentence.cites
                and not any(fact.startswith(short[name]) for fact in sentence.cites)
            ):
                yield f"{owner}: names “{name}” but cites no fact of {short[name]}"
        for name in re.findall(r"\{(\w+)\}", sentence.text):
            if name not in PLACEHOLDERS:
                yield f"{owner}: unknown placeholder {{{name}}}"


def disagreements_are_whole(library: Library) -> Iterator[str]:
    for entry in library.disagreements.values():
        for question_id in entry.questions:
            question = library.questions.get(question_id)
            if question is None:
                yield f"disagreement {entry.id}: there is no question {question_id}"
                continue
            cited = {fact for sentence in question.sentences for fact in sentence.cites}
            for side in entry.sides:
                if not cited.intersection(side.facts):
                    yield f"{question_id}: the side {side.says!r} of {entry.id} is missing"
            if question.kind != "disagreement" or question.disagreement != entry.id:
                yield f"{question_id}: mark it `kind: disagreement`, `disagreement: {entry.id}`"
    for question in library.questions.values():
        register = library.disagreements.get(question.disagreement or "")
        if question.kind == "disagreement" and (
            register is None or question.id not in register.questions
        ):
            yield f"{question.id}: not in the register of disagreements"


def _in_passages(library: Library) -> Iterator[Tuple[str, Sentence, str]]:
    """Every sentence with the text that it is always said in."""
    for question in library.questions.values():
        for variant in question.variants.values():
            text = " ".join(sentence.text for sentence in variant)
            yield from ((question.id, sentence, text) for sentence in variant)
        said = " ".join(sentence.text for sentence in question.sentences)
        for presupposition in question.presuppositions:
            opening = presupposition.opening
            yield question.id, opening, f"{opening.text} {said}"
    for term in library.vocabulary:
        text = " ".join(sentence.text for sentence in term.says)
        yield from ((f"{term.kind}:{term.id}", sentence, text) for sentence in term.says)


def overclaims_are_hedged(library: Library) -> Iterator[str]:
    names = {a.short for a in library.articles.articles.values()}
    for owner, sentence, passage in _in_passages(library):
        facts = filter(None, map(library.articles.facts.get, sentence.cites))
        over = [fact.id for fact in facts if fact.overclaim]
        named = "article" in sentence.text or any(f"“{name}”" in sentence.text for name in names)
        if over and not named:
            yield f"{owner}: {over[0]} is an overclaim, name its article in the sentence"
        if over and not _SOFTENER.search(passage):
            yield f"{owner}: {over[0]} is an overclaim, say that it is a claim or no promise"
        if OVERCLAIM.search(sentence.text) and not _HEDGE.search(sentence.text):
            yield f"{owner}: unhedged: {sentence.text!r}"


def answers_are_short_and_plain(library: Library) -> Iterator[str]:
    grades: List[float] = []
    for question in library.questions.values():
        for when, sentences in question.variants.items():
            yield from _short_and_plain(f"{question.id} ({when})", sentences, grades)
    for term in library.vocabulary:
        if term.says:
            yield from _short_and_plain(f"{term.kind}:{term.id}", term.says, grades)
    if grades and median(grades) > MEDIAN_GRADE:
        yield f"the median grade is {median(grades):.1f}, over {MEDIAN_GRADE}"


def _short_and_plain(
    owner: str, sentences: Sequence[Sentence], grades: List[float]
) -> Iterator[str]:
    text = " ".join(sentence.text for sentence in sentences)
    if len(text) > MOST_CHARACTERS:
        yield f"{owner}: {len(text)} characters, over {MOST_CHARACTERS}"
    plain = re.sub(r"\{\w+\}", "your provider", text)
    if len(plain.split()) > 8:
        grades.append(grade(plain))
        if grades[-1] > HARDEST_GRADE:
            yield f"{owner}: school grade {grades[-1]:.1f}, over {HARDEST_GRADE}"


def nothing_is_copied(library: Library) -> Iterator[str]:
    theirs: Set[Tuple[str, ...]] = article_runs(articles_folder())
    ours = [*all_sentences(library)]
    ours += [(fact.id, Sentence(fact.gist, ())) for fact in library.articles.facts.values()]
    for owner, sentence in ours:
        for run in runs(sentence.text) & theirs:
            yield f"{owner}: shares eight words with an article: {' '.join(run)!r}"


def examples_are_apart(library: Library) -> Iterator[str]:
    seen: Dict[str, str] = {}
    for question in library.questions.values():
        if "/" in question.id and len(question.examples) < FEWEST_EXAMPLES:
            yield f"{question.id}: {len(question.examples)} examples, under {FEWEST_EXAMPLES}"
    owned = {question.id: question.examples for question in library.questions.values()}
    for owner, examples in {**owned, **library.dialogue_examples}.items():
        for example in examples:
            form = normal_form(example)
            if form in seen and seen[form] != owner:
                yield f"{owner}: {example!r} stands under {seen[form]} too"
            elif form in seen:
                yield f"{owner}: {example!r} stands there twice"
            seen[form] = owner


def next_questions_exist(library: Library) -> Iterator[str]:
    free = ("boundary", "red_flag")  # they may offer none, or the four themes
    owners = [
        (q.id, q.next, (0, 4) if q.kind in free else (2, 3)) for q in library.questions.values()
    ]
    owners += [(f"{t.kind}:{t.id}", t.next, (2, 3)) for t in library.vocabulary if t.listed]
    for owner, following, (least, most) in owners:
        if not least <= len(following) <= most:
            yield f"{owner}: {len(following)} next questions, {least} to {most} are wanted"
        for next_id in following:
            if next_id not in library.questions and next_id != "self_check":
                yield f"{owner}: there is no question {next_id} to go on with"
            if next_id == owner:
                yield f"{owner}: goes on with itself"


def questions_are_whole(library: Library) -> Iterator[str]:
    wordings: Dict[str, str] = {}
    named = [(q.id, q.wording) for q in library.questions.values()]
    named += [(f"{t.kind}:{t.id}", t.question) for t in library.vocabulary if t.listed]
    for owner, wording in named:
        if len(wording.encode()) > MOST_WORDING_BYTES:
            yield f"{owner}: the wording is over {MOST_WORDING_BYTES} bytes: {wording!r}"
        if not wording:
            yield f"{owner}: it has no canonical wording"
        if normal_form(wording) in wordings:
            yield f"{owner}: {wording!r} is the wording of {wordings[normal_form(wording)]} too"
        wordings[normal_form(wording)] = owner
    for question in library.topics:
        if not question.key_points:
            yield f"{question.id}: it has no key points"
        if not any(s.cites for s in question.sentences):
            yield f"{question.id}: nothing in it rests on an article"


def reviews_are_in_step(library: Library) -> Iterator[str]:
    for question in library.questions.values():
        for problem in review_problems(question):
            yield f"{question.id}: {problem}"


CHECKS: Tuple[Callable[[Library], Iterator[str]], ...] = (
    facts_are_used,
    sources_resolve,
    sections_are_cited,
    names_are_right,
    disagreements_are_whole,
    overclaims_are_hedged,
    answers_are_short_and_plain,
    nothing_is_copied,
    examples_are_apart,
    next_questions_exist,
    questions_are_whole,
    reviews_are_in_step,
)


def problems(library: Library) -> Iterator[str]:
    """Everything that breaks the contract, a line each."""
    for check in CHECKS:
        yield from check(library)


def main() -> int:
    try:
        found = list(problems(load_library()))
    except ContentError as error:
        found = [str(error)]
    for problem in found:
        print(problem)
    print(f"{len(found)} problems in the content." if found else "The content keeps its contract.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
