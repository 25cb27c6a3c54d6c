import pytest
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from needlewise.answering.never_silent import failed_silently

ASKED = UserUttered("hello")
FAILED = ActionExecuted("action_self_check_back")
LISTENED = ActionExecuted("action_listen")


@pytest.mark.parametrize(
    "events, silent",
    [
        ([ASKED, FAILED], True),
        ([ASKED, ActionExecuted("utter_recovery"), BotUttered("Red."), ASKED, FAILED], True),
        ([ASKED, FAILED, SlotSet("a", None)], False),
        ([ASKED, ActionExecuted("utter_recovery"), BotUttered("Red.")], False),
        ([ASKED, ActionExecuted("utter_a"), BotUttered("Red."), FAILED], False),
        ([LISTENED, ASKED], False),
        ([ASKED, LISTENED], False),
        ([ASKED, ActionExecuted("action_extract_slots")], False),
        ([ActionExecuted("action_session_start")], False),
        ([FAILED], False),
        ([], False),
    ],
)
def test_an_action_that_left_nothing_and_said_nothing_has_failed(events, silent):
    tracker = DialogueStateTracker("anna", [])
    for event in events:
        tracker.update(event)
    assert failed_silently(tracker) is silent
