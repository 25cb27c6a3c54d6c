"""Forget the answers of the self-check."""

from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from needlewise.self_check import slots_of


class ActionSelfCheckClear(Action):
    """Empties every slot of the self-check once its summary is given."""

    def name(self) -> str:
        return "action_self_check_clear"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
    ) -> List[EventType]:
        return [SlotSet(slot, None) for slot in slots_of(tracker.slots)]
