"""The content keeps its contract, and each check catches what it is there for."""
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from needlewise.content import check
from needlewise.content.articles import Fact, Section, Sentence
from needlewise.content.copying import RUN, article_runs
from needlewise.content.questions import Presupposition
from needlewise.content.review import digest

REDNESS, DURATION = "recovery/redness", "treatment_day/duration"
HARDLY = Sentence(
    "“Treatment and Its Usage” says it hardly hurts.", ("002.virtually_painless",)
)
HARD = (
    "Practitioners occasionally recommend individualised rejuvenation procedures "
    "notwithstanding considerable dermatological contraindications."
)


@pytest.mark.parametrize("run", check.CHECKS, ids=lambda c: c.__name__)
def test_the_content_keeps_its_contract(library, run):
    if run is check.nothing_is_copied and not article_runs(check.articles_folder()):
        pytest.skip(f"the articles are not in {check.articles_folder()}")
    assert list(run(library)) == []


def changed(library, question=REDNESS, **changes):
    """The library with one question altered."""
    altered = replace(library.questions[question], **changes)
    return replace(library, questions={**library.questions, question: altered})


def saying(library, *sentences, question=REDNESS):
    return changed(library, question, variants={"general": tuple(sentences)})


def with_fact(library, fact):
    facts = {**library.articles.facts, fact.id: fact}
    return replace(library, articles=replace(library.articles, facts=facts))


def with_section(library):
    article = library.articles.articles["003"]
    section = Section("unread", "Unread", ("003.unread",))
    altered = replace(article, sections=(*article.sections, section))
    articles = {**library.articles.articles, "003": altered}
    return replace(library, articles=replace(library.articles, articles=articles))


def without_side(library):
    sentences = library.questions[DURATION].sentences
    kept = tuple(s for s in sentences if "000.session_hour" not in s.cites)
    return saying(library, *kept, question=DURATION)


def reviewed(library, **record):
    whole = {
        "state": "approved",
        "by": "a clinician",
        "on": "2026-11-01",
        "digest": digest(library.questions[REDNESS]),
    }
    return changed(library, review={**whole, **record})


BREAKS = {
    "a fact without a question": (
        check.facts_are_used,
        lambda lib: with_fact(lib, Fact("003.unread", "Unread.", "003", "what_is")),
        "fact 003.unread: no answer",
    ),
    "a source that does not resolve": (
        check.sources_resolve,
        lambda lib: saying(lib, Sentence("It turns red.", ("003.nowhere",))),
        "recovery/redness: there is no fact 003.nowhere",
    ),
    "a section nobody cites": (check.sections_are_cited, with_section, "the section unread"),
    "an article with an invented name": (
        check.names_are_right,
        lambda lib: saying(lib, Sentence("“Skin Weekly” says so.", ())),
        "no article is called “Skin Weekly”",
    ),
    "an article named for another's fact": (
        check.names_are_right,
        lambda lib: saying(
            lib, Sentence("“How Microneedling Works” says so.", ("000.session_hour",))
        ),
        "cites no fact of 003",
    ),
    "a placeholder nobody fills": (
        check.names_are_right,
        lambda lib: saying(lib, Sentence("Ask {surgeon}.", ())),
        "unknown placeholder {surgeon}",
    ),
    "a disagreement with a side missing": (
        check.disagreements_are_whole,
        without_side,
        "the side 'about one hour' of duration is missing",
    ),
    "a disagreement not marked as one": (
        check.disagreements_are_whole,
        lambda lib: changed(lib, DURATION, kind="answer"),
        "mark it `kind: disagreement`",
    ),
    "a disagreement outside the register": (
        check.disagreements_are_whole,
        lambda lib: changed(lib, kind="disagreement"),
        "recovery/redness: not in the register",
    ),
    "an overclaim without its article": (
        check.overclaims_are_hedged,
        lambda lib: saying(lib, Sentence("It hardly hurts.", ("002.virtually_painless",))),
        "name its article in the sentence",
    ),
    "an overclaim that is not softened": (
        check.overclaims_are_hedged,
        lambda lib: saying(lib, HARDLY),
        "claim or no promise",
    ),
    "an overclaim that only an opening softens": (
        check.overclaims_are_hedged,
        lambda lib: changed(
            lib,
            variants={"general": (HARDLY,)},
            presuppositions=(Presupposition(("never",), Sentence("Only one claims it.", ())),),
        ),
        "claim or no promise",
    ),
    "a promise in our own voice": (
        check.overclaims_are_hedged,
        lambda lib: saying(lib, Sentence("It is painless.", ("000.redness_days",))),
        "unhedged: 'It is painless.'",
    ),
    "an answer too long": (
        check.answers_are_short_and_plain,
        lambda lib: saying(lib, *[Sentence("The skin may turn red for a day or so.", ())] * 10),
        "characters, over 355",
    ),
    "an answer too hard": (
        check.answers_are_short_and_plain,
        lambda lib: saying(lib, Sentence(HARD, ())),
        "school grade",
    ),
    "an example under two questions": (
        check.examples_are_apart,
        lambda lib: changed(lib, examples=lib.questions[DURATION].examples),
        "stands under",
    ),
    "an example of the dialogue under a question": (
        check.examples_are_apart,
        lambda lib: replace(lib, dialogue_examples={"stop": lib.questions[REDNESS].examples[:1]}),
        "stop: ",
    ),
    "an example twice under one question": (
        check.examples_are_apart,
        lambda lib: changed(lib, examples=(*lib.questions[REDNESS].examples, "So red?!", "so red")),
        "stands there twice",
    ),
    "too few examples": (
        check.examples_are_apart,
        lambda lib: changed(lib, examples=lib.questions[REDNESS].examples[:14]),
        "14 examples, under 15",
    ),
    "a next question that does not exist": (
        check.next_questions_exist,
        lambda lib: changed(lib, next=("recovery/nowhere", DURATION)),
        "there is no question recovery/nowhere",
    ),
    "a question that goes on with itself": (
        check.next_questions_exist,
        lambda lib: changed(lib, next=(REDNESS, DURATION)),
        "goes on with itself",
    ),
    "nothing to go on with": (
        check.next_questions_exist,
        lambda lib: changed(lib, next=()),
        "0 next questions",
    ),
    "a wording too long for a button": (
        check.questions_are_whole,
        lambda lib: changed(lib, wording="é" * 33),
        "the wording is over 64 bytes",
    ),
    "a wording used twice": (
        check.questions_are_whole,
        lambda lib: changed(lib, wording=lib.questions[DURATION].wording.upper()),
        "is the wording of",
    ),
    "an answer without key points": (
        check.questions_are_whole,
        lambda lib: changed(lib, key_points=()),
        "recovery/redness: it has no key points",
    ),
    "an answer that rests on nothing": (
        check.questions_are_whole,
        lambda lib: saying(lib, Sentence("Skin is skin.", ())),
        "nothing in it rests on an article",
    ),
    "an approval of another text": (
        check.reviews_are_in_step,
        lambda lib: reviewed(lib, digest="0" * 16),
        "the text changed after its approval",
    ),
    "an approval on a day to come": (
        check.reviews_are_in_step,
        lambda lib: reviewed(lib, on=(date.today() + timedelta(days=2)).isoformat()),
        "on a day to come",
    ),
    "an approval without a quoted date": (
        check.reviews_are_in_step,
        lambda lib: reviewed(lib, on=date(2026, 11, 1)),
        "must be a quoted date",
    ),
    "an approval by nobody": (
        check.reviews_are_in_step,
        lambda lib: reviewed(lib, by=""),
        "an approved answer needs `by`",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_library_is_caught(library, name):
    run, damage, expected = BREAKS[name]
    assert any(expected in problem for problem in run(damage(library)))


def test_a_complete_approval_is_in_step(library):
    assert list(check.reviews_are_in_step(reviewed(library))) == []


@pytest.mark.parametrize("length, caught", [(RUN - 1, False), (RUN, True)])
def test_eight_words_of_an_article_are_caught(library, tmp_path, monkeypatch, length, caught):
    borrowed = ["purple", "needles", "sing", "about", "clouds", "over", "quiet", "harbours"]
    (tmp_path / "article.txt").write_text(f"It says that {' '.join(borrowed)} often.")
    monkeypatch.setenv("NEEDLEWISE_ARTICLES", str(tmp_path))
    ours = Sentence(f"Here {' '.join(borrowed[:length])}.".capitalize(), ())
    assert any(check.nothing_is_copied(saying(library, ours))) is caught


def test_every_check_is_part_of_the_whole(library):
    broken = changed(library, next=("recovery/nowhere", DURATION), key_points=())
    found = "\n".join(check.problems(broken))
    assert "recovery/nowhere" in found and "no key points" in found


def test_the_command_says_that_all_is_well(capsys):
    assert check.main() == 0
    assert capsys.readouterr().out == "The content keeps its contract.\n"


def test_thirty_topics_that_no_article_covers_are_known_by_name(library):
    topics = {q.topic for q in library.questions.values() if q.kind == "not_covered"}
    assert None not in topics and len(topics) >= 30


def test_an_answer_to_what_is_not_covered_invents_no_figure(library):
    for question in library.questions.values():
        if question.kind != "not_covered":
            continue
        for sentence in question.sentences:
            assert sentence.cites or not re.search(r"\d", sentence.text), question.id


@pytest.mark.parametrize("theme", ["what_it_is", "how_it_works", "who_should_avoid", "recovery"])
def test_each_of_the_four_themes_is_a_room(library, theme):
    assert sum(question.theme == theme for question in library.topics) >= 5


def test_the_greeting_offers_the_four_themes(library):
    offered = [question.split("/")[0] for question in library.questions["smalltalk/greeting"].next]
    assert offered == ["what_it_is", "how_it_works", "who_should_avoid", "recovery"]
