"""The answer generator on real trackers."""
import asyncio

import pytest
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker

from needlewise.answering.generator import TECHNICAL_PROBLEM, AnswerGenerator, turn_of
from needlewise.understanding.conversation import METADATA_KEY
from needlewise.understanding.understanding import Asked, Understanding

PAIN = "treatment_day/pain"


@pytest.fixture(scope="module")
def generator():
    return AnswerGenerator()


def said(text, *questions, channel="rest", **understood):
    asked = tuple(Asked(question, 0.9) for question in questions)
    found = Understanding(questions[0] if questions else "nlu_fallback", 0.9, asked, **understood)
    return UserUttered(
        text,
        parse_data={"text": text, "intent": {}, "entities": [], "understanding": found.as_dict()},
        input_channel=channel,
    )


def tracker(*events, slots=()):
    made = DialogueStateTracker("anna", [TextSlot(name, [{"type": "custom"}]) for name in slots])
    for event in events:
        made.update(event)
    return made


def generate(generator, utterance, made):
    return asyncio.run(generator.generate(utterance, made, "collector"))


def test_what_was_understood_is_answered(generator):
    message = generate(generator, f"utter_{PAIN}", tracker(said("does it hurt", PAIN)))
    assert message["text"].startswith("The articles disagree on pain.")
    assert message[METADATA_KEY]["questions"] == [PAIN]
    assert message["buttons"] and message["custom"]["kind"] == "disagreement"


def test_the_input_channel_decides_how_it_is_shown(generator):
    message = generate(
        generator, f"utter_{PAIN}", tracker(said("does it hurt", PAIN, channel="cmdline"))
    )
    assert "\n1. " in message["text"] and "buttons" not in message


def test_an_utterance_that_the_domain_lacks_is_nothing(generator):
    assert generate(generator, "utter_no/such", tracker(said("hi"))) is None


def test_what_cannot_be_worded_is_an_apology_and_not_silence(generator):
    broken = said("hi", PAIN)
    broken.parse_data["understanding"]["red_flag"] = ["no such kind"]
    message = generate(generator, "utter_red_flag", tracker(broken))
    apology = generate(generator, TECHNICAL_PROBLEM, tracker(said("hi")))
    assert message["text"] == apology["text"]


def test_a_red_flag_of_an_unknown_kind_is_still_answered(generator):
    """A stored tracker may name a kind that was renamed since."""
    message = generate(generator, "utter_red_flag", tracker(said("help", red_flag="renamed")))
    assert message is not None and "emergency" in message["text"]


def test_a_turn_knows_the_answer_before_it_and_its_choices(generator):
    before = tracker(said("does it hurt", PAIN))
    answer = generate(generator, f"utter_{PAIN}", before)
    made = tracker(
        *before.events,
        BotUttered(answer["text"], metadata=dict(answer)),
        said("again", "smalltalk/repeat"),
    )
    turn = turn_of(made)
    assert turn.last_text == answer["text"]
    assert [choice.title for choice in turn.last_choices] == [b["title"] for b in answer["buttons"]]
    assert generate(generator, "utter_smalltalk/repeat", made)["text"].endswith(answer["text"])


def test_a_turn_holds_only_the_self_check_s_answers():
    made = tracker(
        said("no"), SlotSet("self_check_cancer", "no"), SlotSet("mood", "fine"),
        slots=("self_check_cancer", "self_check_other", "mood"),
    )
    assert turn_of(made).check == {"self_check_cancer": "no"}


def test_before_anything_is_said_there_is_a_turn():
    turn = turn_of(tracker())
    assert (turn.message, turn.asked, turn.last_text) == ("", (), "")
