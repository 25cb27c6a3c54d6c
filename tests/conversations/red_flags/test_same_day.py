"""What cannot wait until tomorrow: contact someone today."""

import pytest


@pytest.mark.parametrize(
    "said",
    [
        "I have a fever since yesterday",
        "there is pus coming out",
        "the redness is spreading down my neck",
        "my skin is hot and getting hotter",
        "the pain is getting worse every day",
        "i have blisters where they needled me",
        "they used the same needle on me and another client",
        "the needle was dirty",
        "yellow stuff is oozing from my cheek",
        "i shared my dermaroller with my sister and now worry",
    ],
)
def test_it_says_to_contact_someone_today(talk, said):
    talk.says(said).hears("today", "doctor", kind="red_flag", level="same_day")
    talk.hears("your local emergency number")
    assert len(talk.messages) == 1


@pytest.mark.parametrize(
    "said",
    ["i hav a feaver", "thers puss comming out", "the rednes is spredding", "blistres all over"],
)
def test_misspelt(talk, said):
    talk.says(said).hears(kind="red_flag", level="same_day")


@pytest.mark.parametrize(
    "said",
    ["my son has a fever after his treatment", "my wife's cheek is oozing pus"],
)
def test_about_somebody_else(talk, said):
    talk.says(said).hears(kind="red_flag", level="same_day")


def test_a_question_beside_it_is_offered_not_answered(talk):
    talk.says("there is pus on my cheek, and how long does redness last?")
    talk.hears("today", kind="red_flag", level="same_day")
    assert len(talk.messages) == 1
    talk.offers("How long do redness and bleeding last?")
    talk.taps("How long do redness and bleeding last?").hears(question="recovery/how_long_redness")


def test_the_graver_of_two_counts(talk):
    talk.says("i have a fever and i can't breathe").hears(kind="red_flag", level="emergency")


@pytest.mark.parametrize(
    "said", ["is a fever normal? i've got 39", "pus is normal, right? there's loads of it"]
)
def test_asked_whether_it_is_normal(talk, said):
    talk.says(said).hears(kind="red_flag", level="same_day")


@pytest.mark.parametrize(
    "lead_in",
    [
        "does it hurt and",
        "how much does it cost and",
        "can i wear makeup, because",
        "yes and",
        "no but",
    ],
)
@pytest.mark.parametrize("sign", ["i have a fever", "there is pus coming out", "i have blisters"])
def test_whatever_stands_before_it(talk, lead_in, sign):
    talk.says(f"{lead_in} {sign}").hears("today", kind="red_flag", level="same_day")
