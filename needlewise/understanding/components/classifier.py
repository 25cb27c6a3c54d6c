"""Rasa component: which question, or which two, a message asks."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import RESPONSE_SELECTOR_PROPERTY_NAME
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_RANKING_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from needlewise.content.library import DATA_DIR, shared_library
from needlewise.understanding.components.reader import READING
from needlewise.understanding.continuations import ContinuationModel
from needlewise.understanding.conversation import context_from_events
from needlewise.understanding.encoder import answering_encoder, training_encoder
from needlewise.understanding.knowledge import build_knowledge
from needlewise.understanding.pairs import PairModel
from needlewise.understanding.question_model import QuestionModel
from needlewise.understanding.reader import shared_reader
from needlewise.understanding.resolver import Resolver
from needlewise.understanding.training import train_continuations, train_pairs
from needlewise.understanding.understanding import KEY, Understanding

SELF_CHECK_FORM = "self_check_form"
#: The file beside the question model's that holds what the resolver learnt.
_RESOLVER = "resolver.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class QuestionClassifier(GraphComponent):
    """Predicts the full question and writes `intent` and `response_selector` as Rasa expects."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, resolver: Optional[Resolver] = None
    ) -> None:
        self._storage = model_storage
        self._resource = resource
        self._resolver = resolver

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionClassifier:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> QuestionClassifier:
        with model_storage.read_from(resource) as folder:
            model = QuestionModel.load(folder, answering_encoder().encode)
            arrays = np.load(folder / _RESOLVER, allow_pickle=False)
        resolver = Resolver(
            model,
            shared_reader(),
            build_knowledge(shared_library()),
            PairModel.from_arrays(arrays),
            ContinuationModel.from_arrays(arrays),
        )
        return cls(model_storage, resource, resolver)

    def train(self, training_data: TrainingData) -> Resource:
        reader = shared_reader()
        examples = training_data.intent_examples
        texts = [reader.read(example.get(TEXT)).text for example in examples]
        labels = [example.get_full_intent() for example in examples]
        for text, question in build_knowledge(shared_library()).training_wordings:
            texts.append(reader.read(text).text)
            labels.append(question)
        model = QuestionModel(training_encoder().encode).fit(texts, labels)
        resolver = Resolver(model, reader, build_knowledge(shared_library()))
        pairs = train_pairs(resolver, reader, DATA_DIR / "two_questions.yml")
        continuing = train_continuations(resolver, reader, DATA_DIR / "conversations.yml")
        with self._storage.write_to(self._resource) as folder:
            model.save(folder)
            np.savez(folder / _RESOLVER, **pairs.arrays(), **continuing.arrays())
        return self._resource

    def process(
        self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None
    ) -> List[Message]:
        assert self._resolver is not None, "the classifier is used before it is loaded"
        for message in messages:
            context = context_from_events(_events(tracker), _requested(tracker))
            write(message, self._resolver.resolve(message.get(READING), context))
        return messages


def write(message: Message, understood: Understanding) -> None:
    """Put a decision on a message in the form that Rasa's dialogue side reads."""
    theme = understood.intent.split("/")[0]
    message.set(KEY, understood.as_dict(), add_to_output=True)
    message.set(INTENT, {"name": theme, "confidence": understood.confidence}, add_to_output=True)
    ranking = [
        {"name": label, "confidence": chance} for label, chance in understood.ranking[:3]
    ] or [{"name": understood.intent, "confidence": understood.confidence}]
    message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
    message.set(RESPONSE_SELECTOR_PROPERTY_NAME, _selection(understood), add_to_output=True)
    if understood.check:
        slot, answer = understood.check
        entity = {"entity": "self_check_answer", "value": answer, "start": 0, "end": 0}
        if slot:
            entity["role"] = slot
        message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)


def _selection(understood: Understanding) -> Dict[str, Any]:
    selection: Dict[str, Any] = {"all_retrieval_intents": []}
    if "/" in understood.intent:
        theme = understood.intent.split("/")[0]
        selection["all_retrieval_intents"] = [theme]
        selection[theme] = {
            "response": {
                "intent_response_key": understood.intent,
                "utter_action": f"utter_{understood.intent}",
                "confidence": understood.confidence,
                "responses": [],
            },
            "ranking": [],
        }
    return selection


#: Enough events for the last few turns; a whole conversation is not needed.
_RECENT = 60


def _events(tracker: Optional[DialogueStateTracker]) -> List[Dict[str, Any]]:
    if tracker is None:
        return []
    recent = list(tracker.events)[-_RECENT:]
    return [{"event": e.type_name, "metadata": e.metadata} for e in recent]


def _requested(tracker: Optional[DialogueStateTracker]) -> Optional[str]:
    if tracker is None or tracker.active_loop_name != SELF_CHECK_FORM:
        return None
    return tracker.get_slot("requested_slot")
