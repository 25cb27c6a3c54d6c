"""Take back the last answer of the self-check."""

from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from needlewise.self_check import last_answered


class ActionSelfCheckBack(Action):
    """Empties the slot before the one that is asked, so that the form asks it again."""

    def name(self) -> str:
        return "action_self_check_back"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
    ) -> List[EventType]:
        slot = last_answered(tracker.slots, tracker.get_slot("requested_slot"))
        return [SlotSet(slot, None)] if slot else [SlotSet("requested_slot", None)]
