"""Small talk is met warmly, and does not make it forget the topic."""

import pytest


@pytest.mark.parametrize(
    "said, fragment",
    [
        ("thanks a lot", "welcome"),
        ("thx!", "welcome"),
        ("ok bye", "goodbye"),
        ("are you a real person?", "computer program"),
        ("am i talking to a robot", "computer program"),
        ("who wrote this", "articles"),
        ("what can you do", "what microneedling is"),
        ("help", "microneedling"),
        ("how are you today?", "thank you"),
        ("tell me a joke", "needle"),
        ("do you speak spanish", "English"),
        ("you are useless", "sorry"),
        ("great bot, love it", "thank you"),
    ],
)
def test_it_is_answered_in_kind(talk, said, fragment):
    talk.says(said).hears(fragment).is_not_answered()


def test_it_says_what_it_can_do(talk):
    talk.says("what can you help me with?")
    talk.hears("how it works", "who should avoid it", "recovery", "self-check")


@pytest.mark.parametrize(
    "said, fragments",
    [
        ("is this medical advice?", ["not medical advice"]),
        ("where do you get your information", ["four articles"]),
        ("has a doctor checked this?", ["draft"]),
        ("do the articles contradict each other?", ["how long", "pain"]),
    ],
)
def test_it_tells_about_itself(talk, said, fragments):
    talk.says(said).hears(*fragments)


@pytest.mark.parametrize("said", ["how do i book", "i want to make an appointment"])
def test_booking_without_settings_points_to_the_provider(talk, said):
    talk.says(said).hears("provider").never_hears("http", "None")


def test_it_repeats_its_last_answer(talk):
    first = talk.says("does it hurt?").text
    talk.says("can you repeat that?").hears(first)


def test_thanks_does_not_change_the_topic(talk):
    talk.says("can it help stretch marks?")
    talk.says("thanks").hears("welcome")
    talk.says("and on my legs?").hears("legs", question="what_it_helps/my_area")
