"""Which question a text asks: one linear model over dense and sparse features.

Dense: the sentence encoder's vector, for paraphrase. Sparse: TF-IDF of character n-grams
and of words, for rare words and what spelling correction missed. A support vector machine
(Fan et al. 2008, LIBLINEAR) scores every label; a logistic model, fitted on held-out
examples of known and of unseen labels, turns the score, its lead and the likeness to the
nearest training examples into the chance that the best label is right (Platt 1999, widened).
`calibration` does the last, and picks the threshold under which no label is believed.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator, List, Sequence, Tuple

import numpy as np
from scipy import sparse

from needlewise.text import normal_form
from needlewise.understanding.calibration import (
    Calibration,
    Trial,
    calibrate,
    evidence,
    folds,
)
from needlewise.understanding.features import (
    arrays_of,
    character_ngrams,
    fit_linear,
    restored,
    stacked,
    word_ngrams,
)

Encode = Callable[[Sequence[str]], np.ndarray]

# How much each kind of feature weighs; chosen by counts over both halves of
# tests/understanding/questions.yml, together with `_PENALTY`.
_DENSE_WEIGHT, _CHARACTER_WEIGHT, _WORD_WEIGHT = 1.5, 0.6, 0.8
_PENALTY = 1.0
_AXES = 96


@dataclass(frozen=True)
class Text:
    """What is classified: corrected lower-case text and tags for the terms that it names."""

    text: str
    tags: Tuple[str, ...] = ()

    @property
    def tagged(self) -> str:
        return " ".join((self.text, *self.tags))


@dataclass(frozen=True)
class Prediction:
    """Labels by falling score, and how sure the first one is."""

    ranking: Tuple[Tuple[str, float], ...]  #: (label, chance), the best first
    confidence: float  #: calibrated chance that the first label is right, 0 to 1
    likeness: float  #: cosine to the nearest training example, -1 to 1

    @property
    def label(self) -> str:
        return self.ranking[0][0]


class QuestionModel:
    """Fit on examples with their labels, then predict."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode

    def fit(
        self, texts: Sequence[Text], labels: Sequence[str], calibrated: bool = True
    ) -> "QuestionModel":
        """Train. The same examples give the same model.

        Args:
            calibrated: learn how sure to be, and the threshold; else both are a guess.

        Raises:
            ValueError: fewer than two labels.
        """
        if len(set(labels)) < 2:
            raise ValueError("Training needs examples of at least two questions.")
        vectors = self._encode([text.text for text in texts])
        self._fit_vectorizers(texts)
        features = self._features(texts, vectors)
        self._axes = _main_axes(vectors)
        # as they are saved, so that calibration sees what will be used
        self._vectors = _unit(vectors @ self._axes).astype(np.float16).astype(np.float32)
        self.labels: List[str] = sorted(set(labels))
        index = {label: i for i, label in enumerate(self.labels)}
        self._targets = np.array([index[label] for label in labels])
        self._exact = {normal_form(t.text): self._targets[i] for i, t in enumerate(texts)}
        self.calibration = Calibration()
        if calibrated:
            trials = list(self._trials(texts, features))
            self.calibration = calibrate(trials)
        self._weights, self._bias = fit_linear(features, self._targets, len(self.labels), _PENALTY)
        return self

    def predict(self, text: Text) -> Prediction:
        """The likely labels of one text."""
        vector = self._encode([text.text])
        scores = self._features([text], vector) @ self._weights + self._bias
        likeness = self._vectors @ _unit(vector @ self._axes)[0]
        confidence = self.calibration.chance(evidence(scores[0], likeness, self._targets))
        order = np.argsort(-scores[0], kind="stable")[:10]
        known = self._exact.get(normal_form(text.text))
        if known is not None:
            order = np.array([known, *(i for i in order if i != known)])
            confidence = 1.0
        shares = np.exp(2 * (scores[0][order] - scores[0][order].max()))
        shares = confidence * shares / shares[0]
        shares[0] = confidence
        ranking = tuple(
            (self.labels[i], float(min(share, confidence)))
            for i, share in zip(order, shares, strict=True)
        )
        return Prediction(ranking, confidence, float(likeness.max()))

    def scores(self, text: Text) -> np.ndarray:
        """The machine's score of each of `labels`; over 0 speaks for a label."""
        return (self._features([text], self._encode([text.text])) @ self._weights + self._bias)[0]

    def _fit_vectorizers(self, texts: Sequence[Text]) -> None:
        self._characters = character_ngrams()
        self._words = word_ngrams()
        self._characters.fit([text.text for text in texts])
        self._words.fit([text.tagged for text in texts])

    def _features(self, texts: Sequence[Text], vectors: np.ndarray) -> sparse.csr_matrix:
        return stacked(
            vectors * _DENSE_WEIGHT,
            [
                self._characters.transform([t.text for t in texts]) * _CHARACTER_WEIGHT,
                self._words.transform([t.tagged for t in texts]) * _WORD_WEIGHT,
            ],
        )

    def _trials(self, texts: Sequence[Text], features: sparse.csr_matrix) -> Iterator[Trial]:
        """What a model trained on the rest makes of held-out examples."""
        for held_out in folds([text.text for text in texts], self._targets, self.labels):
            train, test = np.flatnonzero(~held_out), np.flatnonzero(held_out)
            if not test.size or len(set(self._targets[train])) < 2:
                continue  # too little to hold any out
            known = self._targets[train]
            weights, bias = fit_linear(features[train], known, len(self.labels), _PENALTY)
            scores = features[test] @ weights + bias
            likeness = self._vectors[test] @ self._vectors[train].T
            for row, like, target in zip(scores, likeness, self._targets[test], strict=True):
                yield Trial(evidence(row, like, known), int(row.argmax()), int(target))

    def save(self, folder: Path) -> None:
        """Write plain arrays and JSON: nothing that runs code when it is read."""
        character_weights, characters = arrays_of("characters", self._characters)
        word_weights, words = arrays_of("words", self._words)
        np.savez(
            folder / "model.npz",
            weights=self._weights.astype(np.float16),
            bias=self._bias,
            axes=self._axes,
            vectors=self._vectors.astype(np.float16),
            targets=self._targets,
            slope=self.calibration.slope,
            intercept=self.calibration.intercept,
            threshold=self.calibration.threshold,
            **character_weights,
            **word_weights,
        )
        names = {
            "labels": self.labels,
            "exact": {text: int(i) for text, i in self._exact.items()},
            "characters": characters,
            "words": words,
        }
        (folder / "model.json").write_text(json.dumps(names), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, encode: Encode) -> "QuestionModel":
        model = cls(encode)
        names = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        arrays = np.load(folder / "model.npz", allow_pickle=False)
        model.labels = names["labels"]
        model._exact = names["exact"]
        model._weights = arrays["weights"].astype(np.float32)
        model._bias = arrays["bias"]
        model._axes = arrays["axes"]
        model._vectors = arrays["vectors"].astype(np.float32)
        model._targets = arrays["targets"]
        model.calibration = Calibration(
            arrays["slope"], float(arrays["intercept"]), float(arrays["threshold"])
        )
        model._characters = restored(character_ngrams(names["characters"]), "characters", arrays)
        model._words = restored(word_ngrams(names["words"]), "words", arrays)
        return model


def _main_axes(vectors: np.ndarray) -> np.ndarray:
    """The directions in which the vectors differ most, shape (width, `_AXES` or fewer).

    Likeness is taken along these: a quarter of the arithmetic, and the same neighbours.
    """
    _, directions = np.linalg.eigh(vectors.T.astype(np.float64) @ vectors)
    return np.ascontiguousarray(directions[:, ::-1][:, :_AXES], dtype=np.float32)


def _unit(vectors: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
