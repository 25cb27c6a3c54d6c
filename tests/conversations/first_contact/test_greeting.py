"""The first words say what this is and what it is not."""

import pytest

THEMES = {
    "What is microneedling?": "what_it_is/definition",
    "How does microneedling work?": "how_it_works/mechanism",
    "Who should avoid microneedling?": "who_should_avoid/avoid_list",
    "What is recovery like?": "recovery/overview",
}


@pytest.mark.parametrize("greeting", ["hi", "Hello!", "good evening", "helo", "hey there :)"])
def test_a_greeting_says_what_this_is(talk, greeting):
    talk.says(greeting).hears("computer program", "four articles", "not medical advice")


def test_a_greeting_says_that_answers_are_drafts(talk):
    talk.says("hello").hears("draft")


def test_a_greeting_says_whom_to_call_in_an_emergency(talk):
    talk.says("hello").hears("emergency", "your local emergency number")


@pytest.mark.parametrize("title, question", THEMES.items())
def test_each_theme_is_one_tap_away(talk, title, question):
    talk.says("hi").offers(*THEMES).taps(title).hears(question=question, kind="answer")


@pytest.mark.parametrize(
    "word, question",
    [
        ("what", "what_it_is/definition"),
        ("how", "how_it_works/mechanism"),
        ("avoid", "who_should_avoid/avoid_list"),
        ("recovery", "recovery/overview"),
        ("What?", "what_it_is/definition"),
        ("RECOVERY", "recovery/overview"),
        ("healing", "recovery/overview"),
    ],
)
def test_each_theme_is_one_word_away(talk, word, question):
    talk.says("hi").says(word).hears(question=question, kind="answer")


@pytest.mark.parametrize(
    "word, question",
    [
        ("what", "what_it_is/definition"),
        ("how", "how_it_works/mechanism"),
        ("avoid", "who_should_avoid/avoid_list"),
        ("recovery", "recovery/overview"),
    ],
)
def test_a_word_needs_no_greeting(talk, word, question):
    talk.says(word).hears(question=question)
