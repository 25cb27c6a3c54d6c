import pytest

from needlewise.answering.answer import answer, fill
from needlewise.content.questions import KINDS

MY_CONDITION, MY_CONCERN, MY_AREA = (
    "who_should_avoid/my_condition", "what_it_helps/my_concern", "what_it_helps/my_area",
)
PSORIASIS, ECZEMA, LUPUS = (
    ("condition", "psoriasis"),
    ("condition", "eczema"),
    ("condition", "lupus"),
)
NECK, SCALP = ("area", "neck"), ("area", "scalp")


def answered(library, question, *terms, message=""):
    return answer(library, library.questions[question], terms, message)


def text(found):
    return " ".join(sentence.text for sentence in found.all_sentences)


def test_without_a_name_the_general_answer_is_given(library):
    found = answered(library, MY_CONDITION)
    assert found.sentences == library.questions[MY_CONDITION].sentences


def test_what_an_article_says_of_a_named_thing_is_told(library):
    found = answered(library, MY_CONDITION, PSORIASIS)
    term = library.vocabulary.get(*PSORIASIS)
    assert found.sentences == term.says
    assert found.next == tuple(n for n in term.next if n != MY_CONDITION)


def test_what_no_article_names_is_said_not_to_be_named(library):
    said = text(answered(library, MY_CONDITION, LUPUS))
    assert "do not name lupus" in said
    assert "not a go-ahead" in said and "{provider}" in said


@pytest.mark.parametrize("kind", ["condition", "medicine", "area", "concern"])
def test_each_unlisted_thing_is_named_and_never_called_fine(library, kind):
    for term in library.vocabulary:
        if term.kind == kind and not term.listed:
            said = text(answered(library, term.asked_as, (term.kind, term.id)))
            assert term.name in said, term.id
            assert "{provider}" in said, term.id


def test_of_two_named_things_both_are_answered(library):
    said = text(answered(library, MY_CONDITION, PSORIASIS, ECZEMA))
    for term in (PSORIASIS, ECZEMA):
        assert library.vocabulary.get(*term).says[0].text in said


def test_a_listed_and_an_unlisted_thing_are_both_named(library):
    said = text(answered(library, MY_CONDITION, LUPUS, PSORIASIS))
    assert "do not name lupus" in said
    assert library.vocabulary.get(*PSORIASIS).says[0].text in said


def test_no_sentence_is_said_twice(library):
    for question in library.questions.values():
        if "listed" not in question.variants:
            continue
        own = [(t.kind, t.id) for t in library.vocabulary if t.asked_as == question.id]
        for one, other in zip(own, own[1:], strict=False):
            said = [
                sentence.text for sentence in answered(library, question.id, one, other).sentences
            ]
            assert len(said) == len(set(said)), (one, other)


def test_two_unlisted_things_share_one_sentence(library):
    unlisted = [t for t in library.vocabulary if t.kind == "condition" and not t.listed][:2]
    said = text(answered(library, MY_CONDITION, *((t.kind, t.id) for t in unlisted)))
    assert f"{unlisted[0].name} or {unlisted[1].name}" in said


def test_a_condition_asked_as_a_concern_is_told_as_a_condition(library):
    said = text(answered(library, MY_CONCERN, PSORIASIS))
    assert library.vocabulary.get(*PSORIASIS).says[0].text in said


def test_a_thing_of_another_kind_does_not_displace_the_one_asked_about(library):
    said = text(answered(library, MY_AREA, ("concern", "stretch_marks"), NECK))
    assert said.startswith(library.vocabulary.get(*NECK).says[0].text)


def test_a_name_of_two_kinds_counts_once(library):
    said = text(answered(library, MY_CONDITION, ("condition", "rosacea"), ("concern", "rosacea")))
    assert said.count("rosacea") == 1


def test_an_unknown_term_is_passed_over(library):
    found = answered(library, MY_CONDITION, ("condition", "no_such"))
    assert found.sentences == library.questions[MY_CONDITION].sentences


def test_a_term_does_not_change_an_answer_without_variants(library):
    found = answered(library, "treatment_day/pain", NECK)
    assert found.sentences == library.questions["treatment_day/pain"].sentences
    assert found.terms == (NECK,)


def test_what_is_wrong_in_the_question_is_said_first(library):
    found = answered(library, "treatment_day/pain", message="it's painless, right?")
    assert found.all_sentences[0] == found.opening[0] != found.sentences[0]


def test_a_disagreement_and_a_gap_are_marked(library):
    assert answered(library, "treatment_day/pain").disagreement == "pain"
    assert answered(library, "not_covered/cost").topic == "cost"
    assert answered(library, "treatment_day/pain").kind in KINDS


@pytest.mark.parametrize(
    "text, values, filled",
    [
        ("Ask {provider}.", {"provider": "your nurse"}, "Ask your nurse."),
        ("{slot} 0[", {}, "{slot} 0["),
        ("{a}", {"a": "{b}", "b": "never"}, "{b}"),
        ("{a.b} {a!r} {}", {"a": "x"}, "{a.b} {a!r} {}"),
    ],
)
def test_filling_is_one_pass_and_leaves_the_rest(text, values, filled):
    assert fill(text, values) == filled
