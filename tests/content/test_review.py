from dataclasses import replace

import pytest

from needlewise.content.articles import Sentence
from needlewise.content.questions import Presupposition
from needlewise.content.review import digest, is_approved, review_problems


@pytest.fixture
def question(library):
    return library.questions["recovery/how_long_redness"]


def approved(question, **record):
    whole = {
        "state": "approved",
        "by": "a clinician",
        "on": "2026-11-01",
        "digest": digest(question),
    }
    return replace(question, review={**whole, **record})


def test_an_approval_holds_for_exactly_this_text(question):
    assert is_approved(approved(question)) and review_problems(approved(question)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"variants": {"general": (Sentence("It lasts a day.", ("000.redness_days",)),)}},
        {"presuppositions": (Presupposition(("forever",), Sentence("No.", ())),)},
    ],
    ids=["sentences", "openings"],
)
def test_an_edited_answer_falls_back_to_draft(question, change):
    edited = replace(approved(question), **change)
    assert not is_approved(edited)
    assert review_problems(edited) == [
        "the text changed after its approval; set the review back to draft"
    ]


def test_a_changed_source_is_a_changed_answer(question):
    first, *others = question.sentences
    moved = (Sentence(first.text, ("003.proteins",)), *others)
    assert digest(replace(question, variants={"general": moved})) != digest(question)


def test_examples_and_next_questions_need_no_new_approval(question):
    assert digest(replace(question, examples=("so red",), next=())) == digest(question)


@pytest.mark.parametrize(
    "record, problem",
    [
        ({}, "the review state is None; use draft or approved"),
        ({"state": "done"}, "the review state is 'done'; use draft or approved"),
        ({"state": "draft", "by": "a clinician"}, "a draft has no by"),
        ({"state": "approved"}, "an approved answer needs `on`"),
        (
            {"state": "approved", "on": "yesterday"},
            '`on` must be a quoted date such as "2026-11-21"',
        ),
    ],
)
def test_a_record_out_of_step_says_why(question, record, problem):
    assert problem in review_problems(replace(question, review=record))


