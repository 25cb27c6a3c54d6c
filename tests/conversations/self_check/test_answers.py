"""However an answer is put."""

import pytest


@pytest.mark.parametrize(
    "said, heard",
    [
        ("1", "yes to medicine for acne"),
        ("2", "no to all"),
        ("3", "not sure to medicine for acne"),
        ("Yes", "yes to medicine for acne"),
        ("yeah unfortunately", "yes to medicine for acne"),
        ("i take roaccutane", "yes to medicine for acne"),
        ("y", "yes to medicine for acne"),
        ("yess", "yes to medicine for acne"),
        ("nope", "no to all"),
        ("no i don't", "no to all"),
        ("not that i know of", "no to all"),
        ("i don't think so", "no to all"),
        ("never", "no to all"),
        ("idk", "not sure to medicine for acne"),
        ("I'm not sure", "not sure to medicine for acne"),
        ("maybe", "not sure to medicine for acne"),
    ],
)
def test_the_first_point(talk, said, heard):
    talk.says("start the self-check").is_asked("acne")
    talk.says(said).is_asked("blood disorder")
    for _ in range(8):
        talk.says("no")
    talk.hears(heard)


@pytest.mark.parametrize("title", ["Yes", "No", "Not sure"])
def test_an_answer_can_be_tapped(talk, title):
    talk.says("start the self-check").taps(title).is_asked("blood disorder")


@pytest.mark.parametrize("said", ["blorp fnord", "😀", "4", "17"])
def test_what_is_no_answer_is_asked_again(talk, said):
    talk.says("start the self-check").is_asked("acne")
    talk.says(said).is_asked("acne")


def test_both_no_and_a_reason(talk):
    talk.says("start the self-check").is_asked("acne")
    talk.says("no, I stopped taking tablets years ago").is_asked("blood disorder")
