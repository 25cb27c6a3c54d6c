"""Rasa's extension point for wording: domain responses rendered in-process."""

import logging
from typing import Any, Dict, List, Optional, Tuple

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from needlewise.answering.rendering import render
from needlewise.answering.reply import Reply
from needlewise.answering.responder import Responder, Turn
from needlewise.content.library import DATA_DIR, shared_library
from needlewise.understanding.conversation import Context, context_from_events
from needlewise.understanding.red_flags import load_kinds
from needlewise.understanding.understanding import KEY, asked_from

logger = logging.getLogger(__name__)

TECHNICAL_PROBLEM = "utter_technical_problem"
LAST_RESORT = (
    "Sorry, something went wrong here and I have no answer for you. Please try again in a moment. "
    "For an emergency, call your local emergency number."
)
_RECENT = 60


class AnswerGenerator(NaturalLanguageGenerator):
    """Words each utterance from the content; never fails into silence."""

    def __init__(
        self, endpoint_config: Optional[EndpointConfig] = None, domain: Optional[Domain] = None
    ) -> None:
        self._responder = Responder(
            shared_library(), load_kinds(DATA_DIR / "safety" / "red_flags.yml")
        )

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> Optional[Dict[str, Any]]:
        """A bot message for this utterance; None where the domain has no such utterance."""
        try:
            reply = self._responder.reply(utter_action, turn_of(tracker))
        except KeyError:
            logger.exception("There is no utterance %s.", utter_action)
            return None
        except Exception:  # whatever is wrong, a patient must not meet silence
            logger.exception("The utterance %s could not be worded.", utter_action)
            reply = self._apology()
        return render(reply, tracker.get_latest_input_channel() or output_channel)

    def _apology(self) -> Reply:
        try:
            return self._responder.reply(TECHNICAL_PROBLEM, Turn())
        except Exception:
            logger.exception("Not even the apology could be worded.")
            return Reply(LAST_RESORT)


def turn_of(tracker: DialogueStateTracker) -> Turn:
    """Read a turn out of a tracker."""
    message = tracker.latest_message
    understood = (message.parse_data or {}).get(KEY) if message else None
    understood = understood or {}
    last_text, context = _before(tracker)
    return Turn(
        message=(message.text or "") if message else "",
        corrected=understood.get("corrected", ""),
        asked=asked_from(understood.get("asked", ())),
        suggestions=tuple(understood.get("suggestions", ())),
        red_flag=understood.get("red_flag"),
        caution=understood.get("caution"),
        last_text=last_text,
        last_choices=context.choices,
        check={
            name: slot.value
            for name, slot in tracker.slots.items()
            if name.startswith("self_check_") and slot.value
        },
    )


def _before(tracker: DialogueStateTracker) -> Tuple[str, Context]:
    """The last bot message before the latest user message, and the context it left."""
    events: List[Any] = list(tracker.events)[-_RECENT:]
    latest = max((i for i, e in enumerate(events) if e.type_name == "user"), default=len(events))
    before = events[:latest]
    text = next((e.text for e in reversed(before) if e.type_name == "bot" and e.text), "")
    rows = [{"event": e.type_name, "metadata": e.metadata} for e in before]
    return text, context_from_events(rows)
