"""Recovery, and choosing who does it."""

import pytest

from ..tester import EVERYTHING, HOW, KNOW, USAGE


@pytest.mark.parametrize(
    "said, question, source",
    [
        ("how many days will my face stay red", "recovery/how_long_redness", KNOW),
        ("is it normal that skin goes red after", "recovery/redness", EVERYTHING),
        ("how do i care for my skin after", "recovery/aftercare", EVERYTHING),
        ("do i have to stay out of the sun after", "recovery/sun_protection", EVERYTHING),
        ("how soon do the little holes shut", "recovery/holes_close", USAGE),
        ("when does the skin begin to heal", "recovery/healing_start", KNOW),
        ("when should i ring the doctor after treatment", "recovery/when_to_call", EVERYTHING),
        ("what side effects are there", "recovery/side_effects", EVERYTHING),
        ("how does the skin feel after", "recovery/skin_feel", KNOW),
        ("why is moisture important after", "recovery/hydration", EVERYTHING),
        ("what is the downtime like", ("recovery/overview", "not_covered/time_off_work"), KNOW),
        ("how long till i'm completely healed", "recovery/healing_time", USAGE),
    ],
)
def test_recovery(talk, said, question, source):
    talk.says(said).hears(question=question).hears_source(source)


def test_redness_lasts_a_day_or_a_day_and_a_half(talk):
    talk.says("how long does the redness last?").hears("1 to 1.5 days").hears_source(KNOW)


@pytest.mark.parametrize(
    "said, question, source",
    [
        ("can i buy a roller and do it in my bathroom", "choosing_a_provider/home_devices", USAGE),
        ("why is it a bad idea to do it at home", "choosing_a_provider/why_not_home", USAGE),
        ("how do i pick somebody good", "choosing_a_provider/what_to_check", HOW),
        ("why does experience matter", "choosing_a_provider/skill_matters", HOW),
    ],
)
def test_choosing_a_provider(talk, said, question, source):
    talk.says(said).hears(question=question, kind="answer").hears_source(source)
