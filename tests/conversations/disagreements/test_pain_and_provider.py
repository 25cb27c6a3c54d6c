"""Whether it hurts, numbing, and who may do it."""

import pytest

from ..tester import EVERYTHING, HOW, KNOW, USAGE


@pytest.mark.parametrize(
    "said",
    [
        "does it hurt?",
        "it doesn't hurt at all, right?",
        "is it painless",
        "it hurts like hell doesn't it",
        "will i be in agony",
        "how painful is that",
    ],
)
def test_all_views_on_pain_are_given(talk, said):
    talk.says(said).hears("painless", "numbing cream", "comfort", question="treatment_day/pain")
    talk.hears_source(KNOW, USAGE, HOW)


@pytest.mark.parametrize("said", ["it doesn't hurt at all, right?", "so it's painless?"])
def test_painless_is_put_right_first(talk, said):
    talk.says(said).first_hears("Only one article")


@pytest.mark.parametrize(
    "said",
    [
        "do they use numbing cream",
        "you always get numbing cream, don't you",
        "there's no numbing cream, right?",
    ],
)
def test_both_views_on_numbing_are_given(talk, said):
    talk.says(said).hears("starts with", "can be used", question="treatment_day/numbing")
    talk.hears_source(HOW, KNOW)


@pytest.mark.parametrize(
    "said",
    [
        "who does microneedling?",
        "only a dermatologist can do it, right?",
        "can an aesthetician do it?",
        "do i have to go to a dermatologist",
        "can my beautician do it for me",
        "any healthcare provider can do it, no?",
    ],
)
def test_all_views_on_who_may_do_it_are_given(talk, said):
    talk.says(said).hears(
        "dermatologist",
        "aesthetician",
        "healthcare providers",
        question=("choosing_a_provider/who_performs", "choosing_a_provider/need_dermatologist"),
    ).hears_source(EVERYTHING, USAGE, HOW)
