"""Without its action server the assistant still answers, and says when it cannot."""

import pytest

from ..conftest import free_port
from ..tester import Conversation


@pytest.fixture(scope="session")
def without_actions(make_agent):
    """An assistant whose action server is not there."""
    return make_agent(f"http://127.0.0.1:{free_port()}/webhook")


@pytest.fixture
def talk(without_actions, loop):
    return Conversation(without_actions, loop)


def test_questions_are_answered(talk):
    talk.says("what is recovery like?").hears(question="recovery/overview", kind="answer")


def test_red_flags_are_answered(talk):
    talk.says("i can't breathe").hears(kind="red_flag", level="emergency")


def test_going_back_apologises_and_the_check_goes_on(talk):
    talk.says("start the self-check").says("no").is_asked("blood disorder")
    talk.says("go back").hears("sorry", "your local emergency number")
    talk.says("no").is_asked("cancer")


def test_the_summary_is_given(talk):
    talk.says("start the self-check")
    for _ in range(9):
        talk.says("no")
    talk.hears("no to all", "not a go-ahead")


def test_it_stops_in_the_middle_of_a_conversation(without_actions, assistant, new_conversation):
    before = new_conversation()
    before.says("start the self-check").says("no").is_asked("blood disorder")
    before.says("go back").is_asked("acne")
    after = before.continued_with(without_actions)
    after.says("no").is_asked("blood disorder")
    after.says("go back").hears("sorry")
    after.says("does it hurt?").hears(question="treatment_day/pain")
    again = after.continued_with(assistant)
    again.says("no").is_asked("cancer")
    again.says("go back").is_asked("blood disorder")


def test_the_check_can_be_left(talk):
    talk.says("start the self-check").says("go back").hears("sorry")
    talk.says("stop the check").hears("stopped").is_not_asked()
    talk.says("does it hurt?").hears(question="treatment_day/pain")
