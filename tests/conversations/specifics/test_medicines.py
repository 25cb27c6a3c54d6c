"""A named medicine gets an answer about that medicine, and nobody is told to stop one."""

import pytest

from ..tester import EVERYTHING


@pytest.mark.parametrize(
    "said",
    [
        "I'm on Accutane",
        "i take roaccutane",
        "can i have it while taking isotretinoin?",
        "im on doxycycline for acne",
        "i'm using tretinoin for my spots",
        "i finished accutaine last month",
    ],
)
def test_acne_medicine_is_a_listed_reason(talk, said):
    talk.says(said).hears("acne medicine", "refuse", question="who_should_avoid/my_medicine")
    talk.hears("your provider", "not stop").hears_source(EVERYTHING)


@pytest.mark.parametrize(
    "said, named",
    [
        ("i take metformin", "metformin"),
        ("im on sertraline, can i have it", "sertraline"),
        ("is it a problem with methotrexate?", "methotrexate"),
        ("i use a steroid cream", "steroid cream"),
    ],
)
def test_a_medicine_that_no_article_names_is_never_fine(talk, said, named):
    talk.says(said).hears(named, "do not name", question="who_should_avoid/my_medicine")
    talk.hears("not a go-ahead", "your provider", "not stop").never_hears(
        "you are fine", "it is safe"
    )


@pytest.mark.parametrize(
    "said", ["should i stop accutane before it?", "do i need to come off my tablets first"]
)
def test_nobody_is_told_to_stop_a_medicine(talk, said):
    talk.says(said).hears_one_of("do not stop", "not start, stop or change", "not stop it")
    talk.never_hears("stop taking", "months before", "weeks before")
