"""Rasa component: spelling correction and entities."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from needlewise.understanding.reader import TextReader, shared_reader

READING = "reading"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class MessageReader(GraphComponent):
    """Leaves a `Reading` on the message, and the terms that it names as entities.

    An entity's `start` and `end` are offsets in the corrected text.
    """

    def __init__(self, reader: TextReader) -> None:
        self._reader = reader

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageReader:
        return cls(shared_reader())

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            reading = self._reader.read(message.get(TEXT) or "")
            message.set(READING, reading)
            entities = [
                {
                    "entity": mention.kind,
                    "value": mention.id,
                    "start": mention.start,
                    "end": mention.end,
                    "extractor": "MessageReader",
                }
                for mention in reading.mentions
            ]
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages
