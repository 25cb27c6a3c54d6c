"""Whole replies: their length, their sources, what they offer, and what they may never lose."""
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needlewise.answering.answer import answer
from needlewise.answering.reply import (
    MOST_CHARACTERS,
    MOST_CHARACTERS_OF_TWO,
    SELF_CHECK_TITLE,
    choice_of,
    compose,
    source_line,
)
from needlewise.content.articles import Sentence
from needlewise.content.check import _SOFTENER
from needlewise.content.library import shared_library
from needlewise.understanding.understanding import START_CHECK

LIBRARY = shared_library()
VALUES = {**LIBRARY.clinic.placeholders(), "review_note": "", "repeat": ""}
#: What a message may be about: the answers that have sources or a name for what is missing.
TOLD = [
    q for q in LIBRARY.questions.values() if q.kind in ("answer", "disagreement", "not_covered")
]
WITH_TERMS = [q for q in TOLD if "listed" in q.variants]
DISAGREEMENTS = [q for q in TOLD if q.kind == "disagreement"]


def own_terms(question, listed=(True, False)):
    return [
        (t.kind, t.id)
        for t in LIBRARY.vocabulary
        if t.asked_as == question.id and t.listed in listed
    ]


def told(question, *terms, message=""):
    return answer(LIBRARY, question, terms, message)


def reply(*answers):
    return compose(LIBRARY, answers, VALUES)


def longest_first(answers):
    return sorted(answers, key=lambda a: -sum(len(s.text) for s in a.all_sentences))


def messages(question):
    """The words that make an answer begin with what is wrong in the question."""
    yield ""
    for presupposition in question.presuppositions:
        yield presupposition.when[0]
    if question.figures:
        yield f"forty {question.figures.unit}"


@pytest.fixture(scope="module")
def all_answers():
    """Each question with each opening, and with each term that belongs to it."""
    plain = [told(q, message=m) for q in TOLD for m in messages(q)]
    return [*plain, *(told(q, term) for q in WITH_TERMS for term in own_terms(q))]


@pytest.fixture(scope="module")
def crowded():
    """The longest answers about two named things at once."""
    return longest_first(
        told(question, one, other, message=message)
        for question in WITH_TERMS
        for one, other in combinations(own_terms(question, (True,)), 2)
        for message in messages(question)
    )[:40]


def test_every_single_reply_is_short(all_answers):
    long = {
        a.question: len(reply(a).text) for a in all_answers if len(reply(a).text) >= MOST_CHARACTERS
    }
    assert long == {}


def test_every_reply_about_two_named_things_is_short(crowded):
    assert [a.terms for a in crowded if len(reply(a).text) >= MOST_CHARACTERS] == []


def test_every_pair_of_questions_makes_a_short_reply():
    answers = [told(question) for question in TOLD]
    long = {
        (a.question, b.question): len(reply(a, b).text)
        for a, b in combinations(answers, 2)
        if len(reply(a, b).text) >= MOST_CHARACTERS_OF_TWO
    }
    assert long == {}


def test_the_longest_answers_of_all_still_fit_in_pairs(all_answers):
    for a, b in combinations(longest_first(all_answers)[:60], 2):
        if a.question != b.question:
            text = reply(a, b).text
            assert len(text) < MOST_CHARACTERS_OF_TWO, (a.question, a.terms, b.question, b.terms)


def test_two_questions_about_two_named_things_each_fit(all_answers, crowded):
    for a in crowded:
        for b in (*crowded, *longest_first(all_answers)[:20]):
            if a.question != b.question:
                text = reply(a, b).text
                assert len(text) < MOST_CHARACTERS_OF_TWO, (a.terms, b.question, b.terms, len(text))


@given(st.data())
@settings(max_examples=300, deadline=None, derandomize=True)
def test_any_two_questions_with_any_two_terms_fit(data):
    answers = []
    for question in data.draw(
        st.lists(st.sampled_from(TOLD), min_size=2, max_size=2, unique_by=id)
    ):
        terms = own_terms(question)
        named = data.draw(st.lists(st.sampled_from(terms), max_size=2)) if terms else []
        message = data.draw(st.sampled_from(list(messages(question))))
        answers.append(told(question, *named, message=message))
    made = reply(*answers)
    assert len(made.text) < MOST_CHARACTERS_OF_TWO
    assert made.questions == tuple(a.question for a in answers)


def has_all(text, sentences):
    return all(s.text.format_map(VALUES)[1:] in text for s in sentences)


@pytest.mark.parametrize("question", DISAGREEMENTS, ids=lambda q: q.id)
def test_a_shortened_reply_keeps_every_side_of_a_disagreement(question, all_answers):
    sides = [s for s in question.sentences if s.cites]
    for other in longest_first(all_answers)[:60]:
        if other.question != question.id:
            for message in messages(question):
                assert has_all(reply(told(question, message=message), other).text, sides), (
                    other.question
                )


def test_a_shortened_reply_keeps_every_sentence_that_has_a_source(all_answers):
    longest = longest_first(all_answers)[:25]
    for a, b in combinations(longest, 2):
        if a.question != b.question:
            assert has_all(reply(a, b).text, [s for s in (*a.sentences, *b.sentences) if s.cites])


def test_a_shortened_reply_still_says_what_the_articles_do_not_name(crowded):
    """Otherwise what is said of the one thing would seem to hold for the other."""
    for question in WITH_TERMS:
        unnamed = LIBRARY.vocabulary.get(*own_terms(question, (False,))[0])
        for one in longest_first(told(question, t) for t in own_terms(question, (True,)))[:5]:
            both = told(question, one.terms[0], (unnamed.kind, unnamed.id))
            for other in crowded:
                if other.question != question.id:
                    assert unnamed.name in reply(both, other).text, (both.terms, other.terms)


def test_a_shortened_reply_still_says_not_to_stop_a_medicine(all_answers, crowded):
    question = LIBRARY.questions["who_should_avoid/my_medicine"]
    terms = own_terms(question, (True,))
    named = [told(question, one, other) for one, other in combinations(terms, 2)]
    for alone in [*(told(question, term) for term in terms), *longest_first(named)[:20]]:
        if "do not stop" in " ".join(s.text for s in alone.sentences):
            for other in [*longest_first(all_answers)[:10], *crowded[:10]]:
                if other.question != question.id:
                    text = reply(alone, other).text
                    assert "do not stop" in text, (alone.terms, other.question, other.terms)


def test_a_shortened_reply_still_softens_an_overclaim(all_answers, crowded):
    over = {fact.id for fact in LIBRARY.articles.facts.values() if fact.overclaim}
    for claimed in (a for a in all_answers if any(over & set(s.cites) for s in a.sentences)):
        for other in crowded[:10]:
            if other.question != claimed.question:
                text = reply(claimed, other).text.split("\n")[0]
                assert _SOFTENER.search(text), (claimed.question, other.question)


def test_a_reply_that_fits_is_left_whole():
    question = LIBRARY.questions["treatment_day/pain"]
    made = reply(told(question, message="it's painless, right?"))
    assert has_all(made.text, [*question.sentences, question.presuppositions[0].opening])


@pytest.mark.parametrize(
    "facts, line",
    [
        ([], ""),
        (["003.session_minutes"], "Source: “How Microneedling Works”"),
        (
            ["003.session_minutes", "000.session_hour", "003.proteins"],
            "Sources: “What You Should Know about Microneedling”; “How Microneedling Works”",
        ),
    ],
)
def test_the_source_line_names_each_article_once(facts, line):
    assert source_line(LIBRARY, [Sentence("x", (fact,)) for fact in facts]) == line


def test_every_answer_that_states_something_names_its_source_last(all_answers):
    for one in all_answers:
        made = reply(one)
        if any(s.cites for s in one.all_sentences):
            assert made.text.split("\n")[-1].startswith("Source"), one.question
            assert made.sources


def test_two_answers_share_one_source_line():
    pain, length = (LIBRARY.questions[f"treatment_day/{name}"] for name in ("pain", "duration"))
    lines = reply(told(pain), told(length)).text.split("\n")
    assert len(lines) == 3 and lines[2].startswith("Sources: ")


def test_what_is_offered_next_is_little_and_new(all_answers):
    for one in all_answers:
        made = reply(one)
        targets = [(choice.target, choice.terms) for choice in made.choices]
        assert 1 <= len(targets) <= 3 and len(targets) == len(set(targets))
        assert one.question not in {target for target, _ in targets}


def test_after_two_questions_neither_is_offered_again():
    for a, b in combinations([told(question) for question in TOLD][::4], 2):
        made = reply(a, b)
        assert len(made.choices) <= 3
        assert not {a.question, b.question} & {choice.target for choice in made.choices}


def test_a_boundary_may_offer_the_four_themes():
    greeting = LIBRARY.questions["smalltalk/greeting"]
    assert [c.target for c in reply(told(greeting)).choices] == list(greeting.next)


def test_choices_are_canonical_wordings():
    assert choice_of(LIBRARY, "treatment_day/pain").title == "Does microneedling hurt?"
    neck = choice_of(LIBRARY, "what_it_helps/my_area", (("area", "neck"),))
    assert (neck.title, neck.terms) == ("Can it be done on the neck?", (("area", "neck"),))
    check = choice_of(LIBRARY, "self_check")
    assert (check.title, check.target) == (SELF_CHECK_TITLE, START_CHECK)


def test_the_record_says_what_disagrees_and_what_is_missing():
    made = reply(
        told(LIBRARY.questions["treatment_day/pain"]), told(LIBRARY.questions["not_covered/cost"])
    )
    record = made.as_metadata()
    assert (record["disagreements"], record["not_covered"]) == (["pain"], ["cost"])
    assert record["questions"] == ["treatment_day/pain", "not_covered/cost"]


def test_each_sentence_begins_with_a_capital(all_answers):
    for one in all_answers:
        first = reply(one).text.lstrip("“")[0]
        assert first.isupper() or first.isdigit(), one.question
