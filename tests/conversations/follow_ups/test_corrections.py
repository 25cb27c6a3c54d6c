"""Whoever meant something else says so, and is heard."""

import pytest


@pytest.mark.parametrize(
    "first, then, named, gone, question",
    [
        (
            "can it be done on my neck?",
            "no i meant my hands",
            "hands",
            "neck",
            "what_it_helps/my_area",
        ),
        (
            "can it help acne scars?",
            "sorry, i meant stretch marks",
            "stretch marks",
            "acne",
            "what_it_helps/my_concern",
        ),
        ("I have psoriasis", "no, eczema", "eczema", "psoriasis", "who_should_avoid/my_condition"),
        (
            "I have psoriasis",
            "i meant lupus, not psoriasis",
            "lupus",
            "psoriasis",
            "who_should_avoid/my_condition",
        ),
        (
            "i take metformin",
            "oops i meant isotretinoin",
            "acne medicine",
            "metformin",
            "who_should_avoid/my_medicine",
        ),
        (
            "can it be done on my lips",
            "not my lips, my legs",
            "legs",
            "lips",
            "what_it_helps/my_area",
        ),
    ],
)
def test_a_correction_is_heard(talk, first, then, named, gone, question):
    talk.says(first)
    talk.says(then).hears(named, question=question).never_hears(gone)


def test_a_correction_to_a_whole_question(talk):
    talk.says("does it hurt?").hears(question="treatment_day/pain")
    talk.says("no i mean how long does it take").hears(question="treatment_day/duration")


def test_not_understood_is_said_and_apologised_for(talk):
    talk.says("does it hurt?")
    talk.says("that's not what i asked").hears("sorry")
