"""The pipelines that are compared. Each takes (text, label) rows and then labels messages.

Labels hold a slash, which Rasa reads as a retrieval intent of the part before it; for its
default pipeline the slash is written as two underscores, so that every question is an intent.
"""

import asyncio
import os
import tempfile
from pathlib import Path
from typing import Callable, Dict, List, Optional, Protocol, Sequence, Tuple

import numpy as np

from needlewise import ROOT

Rows = Sequence[Tuple[str, str]]
_SLASH = "__"


class Pipeline(Protocol):
    def train(self, rows: Rows) -> None: ...

    def label(self, text: str) -> Optional[str]:
        """A label, or None where nothing is believed."""


class _Rasa:
    """A Rasa NLU model, trained and asked as `rasa train nlu` and `rasa run` do."""

    config = ""
    slash = _SLASH

    def train(self, rows: Rows) -> None:
        from rasa.core.agent import Agent
        from rasa.model_training import train_nlu

        with tempfile.TemporaryDirectory() as folder:
            data, config = Path(folder) / "nlu.yml", Path(folder) / "config.yml"
            data.write_text(_as_nlu(rows, self.slash), encoding="utf-8")
            config.write_text(self.config, encoding="utf-8")
            model = train_nlu(str(config), str(data), folder)
            assert model is not None, "Rasa trained nothing"
            self._agent = Agent.load(model)
        self._loop = asyncio.new_event_loop()

    def label(self, text: str) -> Optional[str]:
        parsed = self._loop.run_until_complete(self._agent.parse_message(text))
        name = parsed["intent"]["name"]
        return None if name == "nlu_fallback" else name.replace(_SLASH, "/")


class RasaDefault(_Rasa):
    """What `rasa init` writes: DIET, 100 epochs, and a fallback under 0.3."""

    config = """
recipe: default.v1
language: en
pipeline:
- name: WhitespaceTokenizer
- name: RegexFeaturizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: DIETClassifier
  epochs: 100
  constrain_similarities: true
- name: EntitySynonymMapper
- name: FallbackClassifier
  threshold: 0.3
  ambiguity_threshold: 0.1
"""


class Needlewise(_Rasa):
    """Ours: spelling, entities, classifier and red-flag guard.

    The guard learns from all its red flags and look-alikes, whatever `rows` are.
    """

    config = (ROOT / "config.yml").read_text(encoding="utf-8")
    slash = "/"

    def label(self, text: str) -> Optional[str]:
        parsed = self._loop.run_until_complete(self._agent.parse_message(text))
        intent = parsed["understanding"]["intent"]
        return None if intent == "nlu_fallback" else intent


class TfidfLinear:
    """TF-IDF of words and characters with logistic regression; believed from 0.3 on."""

    threshold = 0.3

    def train(self, rows: Rows) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline, make_union

        features = make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), max_features=20_000),
        )
        self._model = make_pipeline(features, LogisticRegression(C=10.0, max_iter=50, tol=0.01))
        self._model.fit([text for text, _ in rows], [label for _, label in rows])

    def label(self, text: str) -> Optional[str]:
        chances = self._model.predict_proba([text])[0]
        best = int(chances.argmax())
        return str(self._model.classes_[best]) if chances[best] >= self.threshold else None


class NearestExample:
    """The label of the nearest example by the sentence encoder; believed from 0.6 on."""

    threshold = 0.6

    def train(self, rows: Rows) -> None:
        from needlewise.understanding.encoder import shared_encoder, training_encoder

        self._encode = shared_encoder().encode
        self._labels: List[str] = [label for _, label in rows]
        self._vectors = training_encoder().encode([text for text, _ in rows])

    def label(self, text: str) -> Optional[str]:
        likeness = self._vectors @ self._encode([text])[0]
        best = int(np.argmax(likeness))
        return self._labels[best] if likeness[best] >= self.threshold else None


PIPELINES: Dict[str, Tuple[str, Callable[[], Pipeline]]] = {
    "needlewise": ("Needlewise", Needlewise),
    "rasa": ("Rasa's default (DIET)", RasaDefault),
    "tfidf": ("TF-IDF, linear", TfidfLinear),
    "nearest": ("encoder, nearest example", NearestExample),
}


def _as_nlu(rows: Rows, slash: str) -> str:
    by_label: Dict[str, List[str]] = {}
    for text, label in rows:
        by_label.setdefault(label, []).append(text)
    blocks = ['version: "3.1"', "nlu:"]
    for label, texts in by_label.items():
        blocks += [f"- intent: {label.replace('/', slash)}", "  examples: |"]
        blocks += [f"    - {text}" for text in texts]
    return os.linesep.join(blocks) + os.linesep
