from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.self_check_clear import ActionSelfCheckClear
from needlewise import ROOT
from needlewise.content.yaml_files import read_yaml


def run(slots):
    tracker = Tracker("anna", slots, {}, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    events = ActionSelfCheckClear().run(dispatcher, tracker, {})
    assert dispatcher.messages == []
    return events


def test_every_answer_of_the_self_check_is_forgotten_and_nothing_else():
    slots = {"self_check_cancer": "yes", "self_check_other": None, "mood": "fine"}
    assert run(slots) == [SlotSet("self_check_cancer", None), SlotSet("self_check_other", None)]


def test_none_of_the_domain_s_answers_is_left():
    slots = dict.fromkeys(read_yaml(ROOT / "domain.yml")["slots"], "yes")
    assert {event["name"] for event in run(slots)} == set(slots)
