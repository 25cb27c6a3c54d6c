"""The same question about another area, concern or condition."""

import pytest


@pytest.mark.parametrize("then", ["and on my legs?", "what about my legs", "legs too?"])
def test_a_second_area_is_understood(talk, then):
    talk.says("can it help stretch marks?").hears(
        "stretch marks", question="what_it_helps/my_concern"
    )
    talk.says(then).hears("legs", question="what_it_helps/my_area")


@pytest.mark.parametrize(
    "first, then, named, question",
    [
        ("can it be done on my face?", "and my neck?", "neck", "what_it_helps/my_area"),
        (
            "can it be done on my neck?",
            "and on my scalp?",
            "do not name the scalp",
            "what_it_helps/my_area",
        ),
        ("can it help stretch marks?", "and wrinkles?", "wrinkles", "what_it_helps/my_concern"),
        (
            "can it help wrinkles?",
            "what about rosacea",
            "do not name rosacea",
            "what_it_helps/my_concern",
        ),
        ("I have psoriasis", "and eczema?", "eczema", "who_should_avoid/my_condition"),
        (
            "I have psoriasis",
            "what about lupus?",
            "do not name lupus",
            "who_should_avoid/my_condition",
        ),
        (
            "I take accutane",
            "and metformin?",
            "do not name metformin",
            "who_should_avoid/my_medicine",
        ),
    ],
)
def test_another_thing_is_understood(talk, first, then, named, question):
    talk.says(first)
    talk.says(then).hears(named, question=question)


def test_three_areas_in_a_row(talk):
    talk.says("can it be done on my neck?").hears("neck")
    talk.says("and my hands?").hears("hands").never_hears("neck")
    talk.says("and my back?").hears("the back").never_hears("hands")
