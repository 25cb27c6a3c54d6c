"""A few words are understood by what was talked about."""

import pytest


@pytest.mark.parametrize(
    "first, then, question",
    [
        ("who should avoid it?", "why", "who_should_avoid/why_refused"),
        ("I have psoriasis", "why?", "who_should_avoid/why_refused"),
        ("can i do it at home", "why not?", "choosing_a_provider/why_not_home"),
        ("is redness normal?", "for how long", "recovery/how_long_redness"),
        ("what happens in a session?", "how long does that take", "treatment_day/duration"),
        ("can it help stretch marks?", "how many would I need?", "results/number_of_sessions"),
        ("can it help stretch marks?", "does that hurt?", "treatment_day/pain"),
        ("can it be done on my neck?", "is that painful", "treatment_day/pain"),
        (
            "how many sessions do i need?",
            "what does that depend on",
            "results/what_decides_sessions",
        ),
        ("can it help wrinkles", "when would i see something", "results/when_results_show"),
    ],
)
def test_it_is_understood(talk, first, then, question):
    talk.says(first)
    talk.says(then).hears(question=question)


def test_says_who(talk):
    talk.says("does it hurt?")
    talk.says("says who?").hears("articles")


def test_more_is_something_new_on_the_theme(talk):
    first = talk.says("what is recovery like?").text
    talk.says("tell me more")
    assert talk.answered and talk.answered[0].startswith("recovery/"), talk.text
    assert talk.text != first


@pytest.mark.parametrize(
    "said", ["why?", "how long?", "tell me more", "says who", "no i meant my hands"]
)
def test_with_nothing_before_it_gets_a_polite_reply(talk, said):
    talk.says(said).hears_no_alarm()


def test_why_with_nothing_before_is_asked_back(talk):
    talk.says("why?").is_not_answered().offers_something()
