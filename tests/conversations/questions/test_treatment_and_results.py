"""The day of the treatment and what comes of it."""

import pytest

from ..tester import EVERYTHING, HOW, KNOW, USAGE


@pytest.mark.parametrize(
    "said, question, source",
    [
        ("talk me through what happens on the day", "treatment_day/steps", HOW),
        ("how deep do they go in", "treatment_day/needle_depth", KNOW),
        ("do they inject something to put me under", "treatment_day/injection", KNOW),
        ("do they rub a serum in", "treatment_day/serum", HOW),
        ("do skin products soak in better with it", "treatment_day/serum_absorption", EVERYTHING),
        ("will i bleed while they do it", "treatment_day/bleeding_during", HOW),
        ("does a larger area take more time", "treatment_day/size_of_area", HOW),
        ("what kind of machine do they use", "treatment_day/device", USAGE),
        ("are their needles sterilised", "treatment_day/sterile_equipment", HOW),
    ],
)
def test_the_treatment(talk, said, question, source):
    talk.says(said).hears(question=question, kind="answer").hears_source(source)


@pytest.mark.parametrize(
    "said, question, source",
    [
        ("how many appointments do i need", "results/number_of_sessions", HOW),
        ("what are the upsides", "results/benefits", EVERYTHING),
        ("do i get a guarantee", "results/guaranteed", EVERYTHING),
        ("will my wrinkles be gone for good", "results/remove_completely", EVERYTHING),
        ("does it actually work or is it a scam", "results/does_it_work", USAGE),
        ("what does the number of treatments depend on", "results/what_decides_sessions", HOW),
        ("will i look younger", "results/younger_look", HOW),
        ("what can i do to get the best outcome", "results/best_results", EVERYTHING),
    ],
)
def test_the_results(talk, said, question, source):
    talk.says(said).hears(question=question, kind="answer").hears_source(source)


def test_sessions_are_at_least_four(talk):
    talk.says("how many sessions do I need?").hears("at least four").hears_source(HOW)


@pytest.mark.parametrize(
    "said", ["one session is enough, right?", "I only need two treatments, correct?"]
)
def test_a_wrong_number_of_sessions_is_put_right_first(talk, said):
    talk.says(said).hears("at least four", question="results/number_of_sessions")
    assert not talk.text.startswith("“How"), "the answer does not begin with what is wrong"
