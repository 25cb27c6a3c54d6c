"""How long a session takes and when results show: every side, whichever is asked about."""

import pytest

from ..tester import HOW, KNOW, USAGE


@pytest.mark.parametrize(
    "said",
    [
        "how long does a session take?",
        "is it an hour?",
        "it takes ten minutes, right?",
        "half an hour isn't it",
        "so i'm in and out in 20 minutes?",
        "does one treatment really take one hour",
        "a session is 30 mins, correct?",
        "treatment time?",
    ],
)
def test_all_three_lengths_of_a_session_are_given(talk, said):
    talk.says(said).hears(
        "10 to 20 minutes", "half an hour", "one hour", question="treatment_day/duration"
    ).hears_source(KNOW, USAGE, HOW)


@pytest.mark.parametrize(
    "said",
    [
        "so it takes five hours, right?",
        "is a session 5 hours?",
        "I was told one treatment lasts five hours",
        "does it take 4 hours",
    ],
)
def test_a_length_that_no_article_gives_is_put_right_first(talk, said):
    talk.says(said).first_hears("No article says")
    talk.hears("10 to 20 minutes", "half an hour", "one hour", question="treatment_day/duration")


@pytest.mark.parametrize(
    "said",
    [
        "when will I see results?",
        "do i see results right away?",
        "it shows immediately doesn't it",
        "i'll look better the same day, right?",
        "it takes a long time before anything shows, right?",
        "how soon is there a difference",
    ],
)
def test_both_views_on_when_results_show_are_given(talk, said):
    talk.says(said).hears("at once", "several treatments", question="results/when_results_show")
    talk.hears_source(KNOW, HOW)
