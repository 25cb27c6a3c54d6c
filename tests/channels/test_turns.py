"""One message's way through Rasa, without a server."""

import asyncio

import pytest
from rasa.core.channels.channel import UserMessage

from needlewise.channels.turns import Replies, Turns
from needlewise.channels.web_events import Titles, bot_event, problem_event

WORDS = {"failed": "It failed.", "slow": "It took too long."}


def event(text):
    return bot_event({"text": text}, Titles(), "m")


class Kept:
    """Where replies are stored."""

    def __init__(self):
        self.events = []

    async def append(self, found):
        self.events.append(found)
        return True

    @property
    def texts(self):
        return [found["text"] for found in self.events]


def run(work):
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.close()


def taken(answer, said=(), seconds=5.0, after=0.0):
    """The texts that are stored of a turn."""
    kept = Kept()

    async def take():
        turns = Turns(answer, Titles(), seconds, WORDS)
        await turns.take("web-s-0", "m", "hello", kept.append, [event(text) for text in said])
        await asyncio.sleep(after)

    run(take())
    return kept.texts


def saying(*texts):
    async def answer(message):
        assert isinstance(message, UserMessage) and message.sender_id == "web-s-0"
        for text in texts:
            await message.output_channel.send_response(message.sender_id, {"text": text})

    return answer


@pytest.mark.parametrize(
    "said, now, stored",
    [
        ((), ("A", "B"), ["A", "B"]),
        (("A",), ("A", "B"), ["B"]),
        (("A", "B"), ("A", "B"), []),
        (("A",), ("B",), ["B"]),  # what holds now is shown, even if that is more than once
        (("A", "B"), ("A", "C", "B"), ["C", "B"]),
        ((), ("A", "A"), ["A", "A"]),
        (("A",), ("A", "A"), ["A"]),
    ],
)
def test_replies_of_a_turn_that_broke_off_are_not_stored_twice(said, now, stored):
    assert taken(saying(*now), said) == stored


def test_a_turn_that_fails_hangs_or_is_silent_ends_in_words():
    async def fails(message):
        raise RuntimeError("no")

    async def hangs(message):
        await asyncio.sleep(60)

    async def cancels(message):
        raise asyncio.CancelledError

    assert taken(fails) == taken(cancels) == taken(saying()) == ["It failed."]
    assert taken(hangs, seconds=0.05) == ["It took too long."]


def test_what_is_said_after_the_turn_is_over_is_dropped():
    async def late(message):
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            await message.output_channel.send_response("x", {"text": "Here I am!"})

    assert taken(late, seconds=0.05, after=0.1) == ["It took too long."]


def test_rasa_s_other_ways_to_speak_are_heard_too():
    kept = Kept()
    replies = Replies("m", Titles(), kept.append, [])
    run(replies.send_text_message("web-s-0", "Plain."))
    run(replies.send_response("web-s-0", {"image": "x.png"}))
    assert kept.texts == ["Plain."] and Replies.name() == "web"


def test_a_problem_is_an_event_like_others():
    assert set(problem_event("No.", "m")) == set(event("Yes."))
    assert problem_event("No.", "m")["kind"] == "problem"
