"""What it helps and who should avoid it."""

import pytest

from ..tester import EVERYTHING, HOW, KNOW, USAGE


@pytest.mark.parametrize(
    "said, question, source",
    [
        ("what skin problems is it good for", "what_it_helps/concerns_list", HOW),
        ("is it suitable for dark skin", "what_it_helps/darker_skin", HOW),
        ("how is it different from laser", "what_it_helps/laser_comparison", HOW),
        ("could it leave dark patches on my skin", "what_it_helps/discoloration_risk", EVERYTHING),
        (
            "will it make my hair grow back",
            ("what_it_helps/hair_loss", "what_it_helps/my_concern"),
            KNOW,
        ),
        (
            "i sweat far too much, could it help with that",
            ("what_it_helps/sweating", "what_it_helps/my_concern"),
            EVERYTHING,
        ),
        (
            "do doctors use it for any illnesses",
            ("what_it_helps/medical_uses", "what_it_is/cosmetic_or_medical"),
            EVERYTHING,
        ),
    ],
)
def test_what_it_helps(talk, said, question, source):
    talk.says(said).hears(question=question, kind="answer").hears_source(source)


@pytest.mark.parametrize(
    "said, question, source",
    [
        ("who isn't allowed to have it", "who_should_avoid/avoid_list", EVERYTHING),
        ("what can go wrong", "who_should_avoid/risks", USAGE),
        ("could my skin get infected from it", "who_should_avoid/infection_risk", USAGE),
        ("how safe is it", "who_should_avoid/is_it_safe", USAGE),
        ("could the needles leave me with new scars", "who_should_avoid/scarring_risk", USAGE),
        (
            "my illness isn't on the list so i'm ok, right?",
            ("who_should_avoid/not_on_list", "who_should_avoid/list_complete"),
            EVERYTHING,
        ),
        ("for what reason would they turn me away", "who_should_avoid/why_refused", EVERYTHING),
        ("should i talk to a doctor beforehand", "who_should_avoid/consult_before", EVERYTHING),
        ("would i be a good candidate for this", "who_should_avoid/am_i_suitable", EVERYTHING),
    ],
)
def test_who_should_avoid_it(talk, said, question, source):
    talk.says(said).hears(question=question, kind="answer").hears_source(source)


def test_the_list_is_said_whole_and_to_be_open(talk):
    talk.says("who should avoid microneedling?").hears(
        "acne",
        "blood disorders",
        "cancer",
        "rashes",
        "keloids",
        "moles",
        "skin tags",
        "freckles",
        "psoriasis",
        "eczema",
        "other such conditions",
    )


def test_an_overclaim_is_softened(talk):
    talk.says("is there a risk of skin discoloration?").hears("claim").hears_source(EVERYTHING)


def test_suitability_is_no_verdict_but_leads_to_the_self_check(talk):
    talk.says("am i a good candidate?").offers("Go through the self-check list")
    talk.never_hears("you are suitable", "you can have it", "yes")
