"""Rasa component: red flags come before everything."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from needlewise.content.library import DATA_DIR
from needlewise.content.yaml_files import read_yaml
from needlewise.understanding.components.classifier import write
from needlewise.understanding.components.reader import READING
from needlewise.understanding.encoder import answering_encoder, training_encoder
from needlewise.understanding.red_flag_examples import examples
from needlewise.understanding.red_flag_model import RedFlagModel
from needlewise.understanding.red_flags import Kind, assess, load_kinds
from needlewise.understanding.understanding import (
    ANSWER_TO_CHECK,
    KEY,
    RED_FLAG,
    Understanding,
    asked_from,
)

SAFETY = DATA_DIR / "safety"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class RedFlagGuard(GraphComponent):
    """Overrides every other reading of a message that holds a red flag; runs last."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, model: Optional[RedFlagModel] = None
    ) -> None:
        self._storage = model_storage
        self._resource = resource
        self._model = model
        self._kinds: Dict[str, Kind] = load_kinds(SAFETY / "red_flags.yml")

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RedFlagGuard:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> RedFlagGuard:
        with model_storage.read_from(resource) as folder:
            model = RedFlagModel.load(folder, answering_encoder().encode)
        return cls(model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        ordinary = [example.get(TEXT) for example in training_data.intent_examples]
        ordinary += [row["text"] for row in read_yaml(DATA_DIR / "two_questions.yml")["messages"]]
        heard, kinds = examples(self._kinds, SAFETY / "look_alikes.yml", ordinary)
        model = RedFlagModel(training_encoder().encode).fit(heard, kinds)
        with self._storage.write_to(self._resource) as folder:
            model.save(folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        assert self._model is not None, "the guard is used before it is loaded"
        for message in messages:
            reading = message.get(READING)
            before = message.get(KEY) or {"asked": []}
            sure = max((asked["confidence"] for asked in before["asked"]), default=0.0)
            texts = [reading.raw.lower(), reading.corrected]
            alarm = assess(self._kinds, self._model.witness, texts, sure)
            if alarm.flag is None:
                if alarm.caution is not None:
                    message.set(KEY, {**before, "caution": alarm.caution.kind}, add_to_output=True)
                continue
            understood = Understanding(
                RED_FLAG,
                1.0,
                asked_from(before["asked"]),
                ((RED_FLAG, 1.0),),
                reading.corrected,
                red_flag=alarm.flag.kind,
            )
            entities = message.get(ENTITIES, [])
            named = [entity for entity in entities if entity["entity"] != ANSWER_TO_CHECK]
            message.set(ENTITIES, named, add_to_output=True)
            write(message, understood)
        return messages
