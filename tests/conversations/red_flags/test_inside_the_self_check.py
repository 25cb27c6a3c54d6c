"""A red flag leaves the self-check, which can be taken up again."""

import pytest


@pytest.mark.parametrize(
    "said, level",
    [
        ("i can't breathe", "emergency"),
        ("i have pus and fever", "same_day"),
        ("i want to die", "emergency"),
    ],
)
def test_it_comes_first_and_no_point_is_put(talk, said, level):
    talk.says("start the self-check").is_asked("acne")
    talk.says(said).hears(kind="red_flag", level=level).is_not_asked()
    assert len(talk.messages) == 1


@pytest.mark.parametrize(
    "said",
    [
        "yes and i can't breathe",
        "no, but my throat is closing",
        "not sure, my lips are swelling up",
    ],
)
def test_it_is_heard_inside_an_answer(talk, said):
    talk.says("start the self-check").is_asked("acne")
    talk.says(said).hears(kind="red_flag", level="emergency").is_not_asked()


def test_the_check_goes_on_where_it_was_left(talk):
    talk.says("start the self-check").is_asked("acne")
    talk.says("no").is_asked("blood disorder")
    talk.says("i can't breathe").hears(kind="red_flag")
    talk.says("continue the check").is_asked("blood disorder")


def test_nothing_is_taken_from_the_alarm_as_an_answer(talk):
    talk.says("start the self-check").is_asked("acne")
    talk.says("yes my face is swelling up right now").hears(kind="red_flag")
    talk.says("continue the check").is_asked("acne")
