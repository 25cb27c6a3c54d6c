"""A choice is taken by tapping it, by its number or by its words."""

import pytest


@pytest.mark.parametrize(
    "said", ["2", "2.", "two", "the second one", "option 2", "number two please", "2nd"]
)
def test_the_second_choice(talk, said):
    talk.says("hello").offers("How does microneedling work?")
    talk.says(said).hears(question="how_it_works/mechanism")


@pytest.mark.parametrize(
    "said",
    [
        "how does microneedling work",
        "HOW DOES MICRONEEDLING WORK?",
        "How does microneedling work ?",
    ],
)
def test_its_words(talk, said):
    talk.says("hello").says(said).hears(question="how_it_works/mechanism")


def test_a_number_means_the_latest_choices(talk):
    talk.says("hello")
    second = talk.picks(4).hears(question="recovery/overview").offered[1]
    by_number = talk.picks(2).text
    assert talk.says(second).text == by_number


def test_every_choice_of_an_answer_leads_to_an_answer(talk):
    for title in list(talk.says("who should avoid it?").offered):
        talk.says("who should avoid it?").taps(title)
        assert talk.answered or "Point 1" in talk.text


def test_a_choice_about_a_named_thing_keeps_it(talk):
    talk.says("I have psoriasis").offers_something().picks(1).hears_no_alarm()
    assert talk.answered


@pytest.mark.parametrize("said", ["9", "0", "the tenth one", "1000000"])
def test_a_number_that_was_not_offered(talk, said):
    talk.says("hello").says(said).is_not_answered()


def test_a_number_with_nothing_to_choose_from(talk):
    talk.says("2").is_not_answered().offers_something()


def test_a_number_after_another_message_is_not_a_stale_choice(talk):
    talk.says("hello")
    talk.says("does it hurt?").hears(question="treatment_day/pain")
    offered = talk.offered[0]
    picked = talk.picks(1).answered
    assert talk.says(offered).answered == picked


def test_yes_to_several_choices_asks_which(talk):
    talk.says("does it hurt?").offers_something()
    offered = talk.offered
    talk.says("yes").is_not_answered()
    assert talk.offered == offered


def test_yes_does_not_change_the_topic(talk):
    talk.says("is redness normal?").hears(question="recovery/redness")
    talk.says("yes").offers_something()
    talk.says("for how long?").hears(question="recovery/how_long_redness")
