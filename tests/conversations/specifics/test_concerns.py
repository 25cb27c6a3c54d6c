"""A named concern gets an answer about that concern."""

import pytest

from ..tester import EVERYTHING, HOW, KNOW

OWN = "what_it_helps/my_concern"


@pytest.mark.parametrize(
    "said, named, question, source",
    [
        ("will it help my stretch marks", "stretch marks", OWN, EVERYTHING),
        ("can it do anything for my strecth marks", "stretch marks", OWN, EVERYTHING),
        ("does it help crow's feet", "wrinkles", OWN, EVERYTHING),
        ("I have pock marks from chickenpox", "pock marks", OWN, KNOW),
        ("pox marks, can it help", "pox marks", OWN, KNOW),
        ("i have huge pores", "pores", OWN, HOW),
        ("burn on my arm, would it help", "burns", OWN, EVERYTHING),
        ("fine lines around my mouth", "fine lines", OWN, HOW),
        ("can it help saggy skin", "loose", OWN, EVERYTHING),
        ("will it help my dark spots", "dark spots", (OWN, "what_it_helps/pigment"), HOW),
        ("does it help with acne scars", "acne scars", (OWN, "what_it_helps/acne_scars"), KNOW),
        ("i have alopecia, can this help", "alopecia", (OWN, "what_it_helps/hair_loss"), HOW),
    ],
)
def test_a_listed_concern_is_named(talk, said, named, question, source):
    talk.says(said).hears(named, question=question).hears_source(source)


@pytest.mark.parametrize(
    "said, named",
    [
        ("can it help rosacea", "rosacea"),
        ("I have rosacea", "rosacea"),
        ("does it help cellulite", "cellulite"),
        ("will it get rid of my varicose veins", "veins"),
        ("can it treat warts", "warts"),
        ("vitiligo?", "vitiligo"),
    ],
)
def test_a_concern_that_no_article_names_is_never_fine(talk, said, named):
    talk.says(said).hears(
        named, "do not name", "provider", question=(OWN, "who_should_avoid/my_condition")
    )
    talk.never_hears("you are fine", "it is safe")
    assert not talk.text.startswith(("Yes", "No,"))


def test_a_concern_and_its_place_are_both_answered(talk):
    talk.says("can it help the stretch marks on my tummy").hears("stretch marks")
