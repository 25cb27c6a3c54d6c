import pytest
from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.self_check_back import ActionSelfCheckBack

SLOTS = {
    "self_check_acne_medication": "no",
    "self_check_blood_disorder": "unsure",
    "self_check_cancer": None,
    "self_check_other": None,
    "mood": "fine",
}


def run(requested, **slots):
    values = {**SLOTS, "requested_slot": requested, **slots}
    tracker = Tracker("anna", values, {}, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    events = ActionSelfCheckBack().run(dispatcher, tracker, {})
    assert dispatcher.messages == []
    return events


def test_the_answer_before_the_point_that_is_asked_is_taken_back():
    assert run("self_check_cancer") == [SlotSet("self_check_blood_disorder", None)]


def test_a_point_left_open_is_passed_over():
    assert run("self_check_other") == [SlotSet("self_check_blood_disorder", None)]


def test_at_the_first_point_there_is_nothing_to_take_back():
    """Still it leaves an event: an action that leaves none counts as failed."""
    assert run("self_check_acne_medication") == [SlotSet("requested_slot", None)]


@pytest.mark.parametrize("requested", [None, "mood"])
def test_with_no_point_asked_the_last_answer_is_taken_back(requested):
    assert run(requested) == [SlotSet("self_check_blood_disorder", None)]


def test_no_other_slot_is_touched():
    assert run(None, self_check_acne_medication=None, self_check_blood_disorder=None) == [
        SlotSet("requested_slot", None)
    ]
