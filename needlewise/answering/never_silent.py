"""A policy that speaks up when an action failed and nothing was said."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from rasa.core.featurizers.precomputation import MessageContainerForCoreFeaturization
from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from needlewise.answering.generator import TECHNICAL_PROBLEM
from needlewise.understanding.understanding import FALLBACK


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class NeverSilentPolicy(Policy):
    """Where an action ran after the user's message and no reply came of it, apologises.

    Rasa swallows the failure of an action, such as an action server that is down, and would
    go back to listening without a word.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {"priority": 7}  # above RulePolicy's 6

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NeverSilentPolicy:
        return cls(config, model_storage, resource, execution_context)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NeverSilentPolicy:
        return cls(config, model_storage, resource, execution_context)

    def train(
        self,
        training_trackers: List[TrackerWithCachedStates],
        domain: Domain,
        **kwargs: Any,
    ) -> Resource:
        """Nothing is learnt; Rasa wants every policy to leave a resource."""
        with self._model_storage.write_to(self._resource):
            pass
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: Optional[Dict[str, Any]] = None,
        precomputations: Optional[MessageContainerForCoreFeaturization] = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        probabilities = self._default_predictions(domain)
        if failed_silently(tracker):
            probabilities[domain.index_for_action(TECHNICAL_PROBLEM)] = 1.0
        elif has_apologised(tracker):
            # a form puts its question again, which also makes it listen to the answer
            following = tracker.active_loop_name or ACTION_LISTEN_NAME
            probabilities[domain.index_for_action(following)] = 1.0
        return self._prediction(probabilities)


def failed_silently(tracker: DialogueStateTracker) -> bool:
    """Whether the last thing that happened is an action that left no event and said nothing.

    An action that works leaves events behind (slots, a loop, a message); one that fails
    leaves none.
    """
    events = list(tracker.events)
    last = events[-1] if events else None
    if not isinstance(last, ActionExecuted) or last.action_name in _QUIET:
        return False
    for event in reversed(events):
        if isinstance(event, UserUttered):
            return True
        if isinstance(event, BotUttered):
            return False
    return False


def has_apologised(tracker: DialogueStateTracker) -> bool:
    """Whether the last action was an apology that no rule asked for.

    No rule says what follows it, so Rasa would apologise again until its limit on actions
    ends the turn for good.
    """
    last = tracker.latest_action_name
    if last == TECHNICAL_PROBLEM:
        return True
    message = tracker.latest_message
    intent = message.intent.get("name") if message else None
    return last == f"utter_{FALLBACK}" and intent != FALLBACK


#: Actions that may leave no event by design; what follows them speaks.
_QUIET = (ACTION_LISTEN_NAME, "action_session_start", "action_extract_slots")
