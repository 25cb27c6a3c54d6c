import pytest

from needlewise.self_check import last_answered, slots_of

SLOTS = {"mood": "fine", "self_check_a": "yes", "self_check_b": None, "self_check_c": "no"}


def test_the_self_check_s_slots_keep_their_order():
    assert slots_of(SLOTS) == ["self_check_a", "self_check_b", "self_check_c"]


@pytest.mark.parametrize(
    "requested, answered",
    [
        ("self_check_a", None),
        ("self_check_b", "self_check_a"),
        ("self_check_c", "self_check_a"),
        (None, "self_check_c"),
        ("mood", "self_check_c"),
    ],
)
def test_the_answer_nearest_before_the_point_that_is_asked(requested, answered):
    assert last_answered(SLOTS, requested) == answered


def test_without_answers_there_is_none():
    assert last_answered({}, None) is None
