"""A named condition gets an answer about that condition."""

import pytest

from ..tester import EVERYTHING

COMFORTING = (
    "you are fine",
    "you're fine",
    "that is fine",
    "should be fine",
    "it is safe",
    "no problem",
    "you can have it",
    "go ahead",
)


@pytest.mark.parametrize(
    "said, named",
    [
        ("I have psoriasis", "psoriasis"),
        ("i have psoraisis, can i do it", "psoriasis"),
        ("is eczema a problem?", "eczema"),
        ("my mum has eczema, can she have it", "eczema"),
        ("i've got haemophilia", "blood disorders"),
        ("I am anaemic, is that an issue", "blood disorders"),
        ("can i have it during chemo", "cancer"),
        ("i had breast cancer two years ago", "cancer"),
        ("I get keloids", "keloids"),
        ("i have a few moles on my cheek", "moles"),
        ("lots of freckles here, can i get it done", "freckles"),
        ("i have skin tags on my neck", "skin tags"),
        ("i keep getting rashes", "rashes"),
    ],
)
def test_a_listed_condition_is_named(talk, said, named):
    talk.says(said).hears(named, "refuse", question="who_should_avoid/my_condition", kind="answer")
    talk.hears("your provider").hears_source(EVERYTHING).never_hears(*COMFORTING)


@pytest.mark.parametrize(
    "said, named",
    [
        ("I have lupus", "lupus"),
        ("im diabetic can i have it", "diabetes"),
        ("i've got epilepsy", "epilepsy"),
        ("can people with hiv have it", "HIV"),
        ("i have a thyroid problem", "thyroid"),
        ("is it ok with asthma?", "asthma"),
    ],
)
def test_a_condition_that_no_article_names_is_never_fine(talk, said, named):
    talk.says(said).hears(named, "do not name", question="who_should_avoid/my_condition")
    talk.hears("not a go-ahead", "your provider", "other such conditions")
    talk.never_hears(
        "you are fine", "you're fine", "should be fine", "it is safe", "no problem", "refuse"
    )


def test_two_conditions_are_both_named(talk):
    talk.says("i have psoriasis and eczema").hears("psoriasis", "eczema")


def test_a_listed_and_an_unlisted_condition_are_told_apart(talk):
    talk.says("i have psoriasis and lupus").hears("psoriasis", "do not name lupus")
