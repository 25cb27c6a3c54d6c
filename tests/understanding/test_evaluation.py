"""Floors under what `make evaluate` measures, some way below the figures in the README."""

import pytest

from tests.understanding import evaluate
from tests.understanding.evaluate import REJECTED, RIGHT, WRONG, Understander


@pytest.fixture(scope="module")
def model():
    return Understander()


@pytest.fixture(scope="module")
def results(model):
    return evaluate.questions(model)


def share(verdicts):
    verdicts = list(verdicts)
    return sum(verdicts) / len(verdicts)


def test_most_questions_are_answered_right(results):
    assert share(result.verdict == RIGHT for result in results if result.case.held_out) >= 0.92


def test_few_questions_are_answered_wrong(results):
    assert share(result.verdict == WRONG for result in results if result.case.held_out) <= 0.04


def test_asking_back_is_the_exception(results):
    assert share(result.verdict == REJECTED for result in results) <= 0.06


@pytest.mark.parametrize("kind, floor", [("far", 0.94), ("near", 0.88)])
def test_what_is_out_of_scope_is_not_answered(model, kind, floor):
    rows = [row for row in evaluate.out_of_scope(model) if row[0].style == kind]
    assert share(honest for *_, honest in rows) >= floor


def test_two_questions_are_both_found(model):
    assert share(found for *_, found in evaluate.pairs(model)) >= 0.82


def test_dialogues_hold_to_the_end(model):
    assert share(held for *_, held in evaluate.dialogues(model)) >= 0.70


def test_red_flags_are_raised(model):
    assert share(raised for *_, raised in evaluate.guarded(model, "red_flags")) >= 0.96


def test_look_alikes_are_let_pass(model):
    assert share(raised for *_, raised in evaluate.guarded(model, "look_alikes")) <= 0.05
