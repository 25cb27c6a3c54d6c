"""From the first point to the summary for the provider."""

import pytest

POINTS = (
    "medicine for acne",
    "blood disorder",
    "cancer",
    "rashes",
    "keloids",
    "moles",
    "psoriasis",
    "eczema",
    "any other",
)
VERDICTS = (
    "you are suitable",
    "you're suitable",
    "suitable for you",
    "safe for you",
    "you can have",
    "you cannot have",
    "you can't have",
    "eligible",
    "you passed",
    "you failed",
    "low risk",
    "high risk",
    "you should not have",
    "good candidate",
    "bad candidate",
    "approved",
)


def run(talk, **answers):
    """Go through the whole check; every point that is not named is answered no."""
    talk.says("start the self-check")
    for point in POINTS:
        talk.is_asked(point)
        talk.says(answers.get(point.split()[-1], "no"))
    return talk


def test_it_begins_with_what_it_is(talk):
    talk.says("start the self-check").hears("provider", "not with a verdict", "go back", "stop")
    talk.is_asked("acne").hears("Point 1 of 9")


def test_it_is_offered_and_started_with_a_tap(talk):
    talk.says("am i suitable for it?").taps("Go through the self-check list").is_asked("acne")


@pytest.mark.parametrize(
    "said",
    ["self check", "can you check if it suits me?", "let's do the slef check", "checklist please"],
)
def test_it_is_started_with_words(talk, said):
    talk.says(said).is_asked("acne")


def test_it_goes_through_the_whole_list(talk):
    run(talk).is_not_asked().hears("provider")


def test_the_summary_says_what_was_said_yes_to(talk):
    run(talk, psoriasis="yes", keloids="yes").hears("psoriasis", "keloids", "yes").never_hears(
        *VERDICTS
    )
    talk.never_hears("cancer", "eczema")


def test_the_summary_says_what_is_not_sure(talk):
    run(talk, cancer="not sure", eczema="yes").hears("eczema", "not sure", "cancer").never_hears(
        *VERDICTS
    )


def test_only_not_sure_is_no_go_ahead(talk):
    run(talk, moles="not sure").hears("moles", "not a go-ahead").never_hears(*VERDICTS)


def test_all_no_is_no_go_ahead(talk):
    run(talk).hears("not a go-ahead", "list is not complete").never_hears(*VERDICTS)


def test_all_yes_fits_and_is_no_verdict(talk):
    talk.says("start the self-check")
    for point in POINTS:
        talk.is_asked(point).says("yes")
    talk.hears("acne", "psoriasis", "your provider").never_hears(*VERDICTS)


def test_nobody_is_told_to_stop_a_medicine(talk):
    run(talk, acne="yes").hears("do not stop")


def test_the_answers_are_forgotten_after_the_summary(talk):
    run(talk, psoriasis="yes", cancer="not sure")
    assert talk.slots == {} or not [name for name in talk.slots if name.startswith("self_check")]
    talk.says("start the self-check").is_asked("acne")
    assert not [name for name in talk.slots if name.startswith("self_check")]


def test_questions_go_on_afterwards(talk):
    run(talk)
    talk.says("does it hurt?").hears(question="treatment_day/pain").is_not_asked()
