"""Where an answer cannot be worded, an apology is."""

import pytest

from ..tester import Conversation
from .broken import CannotDoAnything, CannotWord, named


@pytest.fixture(scope="session", params=[CannotWord, CannotDoAnything])
def broken(request, make_agent, action_server):
    return make_agent(action_server, nlg=named(request.param))


@pytest.mark.parametrize(
    "said",
    ["does it hurt?", "hello", "how much does it cost", "i can't breathe"],
)
def test_nobody_meets_silence(broken, loop, said):
    talk = Conversation(broken, loop).says(said)
    talk.hears("sorry", "went wrong", "emergency number").is_not_answered()


def test_the_conversation_is_not_lost(broken, assistant, loop):
    talk = Conversation(broken, loop).says("does it hurt?").hears("went wrong")
    talk.continued_with(assistant).says("does it hurt?").hears(question="treatment_day/pain")


def test_a_red_flag_is_heard_after_a_failure(broken, assistant, loop):
    talk = Conversation(broken, loop).says("does it hurt?").hears("went wrong")
    talk.continued_with(assistant).says("i can't breathe").hears(kind="red_flag", level="emergency")
