import pytest

from needlewise.understanding.choices import picked

TITLES = ["Does it hurt?", "How long does it take?", "What is it?"]


@pytest.mark.parametrize(
    "message",
    [
        "2", "2.", " 2 ", "2)", "#2", "２", "two", "Two.", "second", "the second", "the second one",
        "option 2", "Option two please", "number 2", "no. 2", "2 please", "2nd", "the 2nd one",
        "how long does it take", "HOW LONG DOES IT TAKE?!",
    ],
)
def test_a_choice_is_picked_by_number_or_by_its_words(message):
    assert picked(message, TITLES) == 1


def test_the_last_choice_can_be_picked():
    assert picked("option 3", TITLES) == picked("3", TITLES) == 2


@pytest.mark.parametrize(
    "message",
    [
        "2 sessions", "two weeks", "is 2 enough", "second thoughts", "0", "4", "99", "five",
        "2 or 3", "does it", "", "?", "one more thing", "how long", "20",
    ],
)
def test_anything_else_picks_nothing(message):
    assert picked(message, TITLES) is None


@pytest.mark.parametrize("message", ["1", "one", "first", ""])
def test_without_choices_nothing_is_picked(message):
    assert picked(message, []) is None


def test_words_go_before_numbers():
    assert picked("2", ["1", "2", "2 sessions"]) == 1
    assert picked("1", ["2", "1"]) == 1
