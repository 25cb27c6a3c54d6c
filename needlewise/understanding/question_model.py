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
    Block,
    Features,
    character_ngrams,
    fit_linear,
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


_BLOCKS = (
    Block("characters", character_ngrams, _CHARACTER_WEIGHT, lambda text: text.text),
    Block("words", word_ngrams, _WORD_WEIGHT, lambda text: text.tagged),
)


@dataclass(frozen=True)
class Prediction:
    """Labels by falling score, and how sure the first one is."""

    ranking: Tuple[Tuple[str, float], ...]  #: (label, chance), the best first
    confidence: float  #: calibrated chance that the first label is right, 0 to 1
    likeness: float  #: cosine to the nearest training example, -1 to 1

    @property
    def label(self) -> str:
        return self.ranking[0][0]


@dataclass(frozen=True)
class Opinion:
    """What the model makes of a text, label by label."""

    scores: np.ndarray  #: the machine's score of each label; over 0 speaks for it
    nearness: np.ndarray  #: cosine to the nearest training example of each label
    place: np.ndarray  #: where the text lies along the main axes, the most telling first


class QuestionModel:
    """Fit on examples with their labels, then predict."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._features = Features(_DENSE_WEIGHT, _BLOCKS)

    def fit(self, texts: Sequence[Text], labels: Sequence[str]) -> "QuestionModel":
        """Train. The same examples give the same model.

        Raises:
            ValueError: fewer than two labels.
        """
        if len(set(labels)) < 2:
            raise ValueError("Training needs examples of at least two questions.")
        order = sorted(range(len(labels)), key=labels.__getitem__)  # label by label
        texts, labels = [texts[i] for i in order], [labels[i] for i in order]
        vectors = self._encode([text.text for text in texts])
        features = self._features.fit(texts).table(texts, vectors)
        self._axes = _main_axes(vectors)
        # as they are saved, so that calibration sees what will be used
        self._vectors = _unit(vectors @ self._axes).astype(np.float16).astype(np.float32)
        self.labels: List[str] = sorted(set(labels))
        index = {label: i for i, label in enumerate(self.labels)}
        self._targets = np.array([index[label] for label in labels])
        self._exact = {normal_form(t.text): self._targets[i] for i, t in enumerate(texts)}
        self.calibration = calibrate(list(self._trials(texts, features)))
        self._weights, self._bias = fit_linear(features, self._targets, len(self.labels), _PENALTY)
        return self

    def predict(self, text: Text) -> Prediction:
        """The likely labels of one text."""
        vector = self._encode([text.text])
        scores = self._scores(text, vector[0])
        likeness = self._vectors @ _unit(vector @ self._axes)[0]
        confidence = self.calibration.chance(evidence(scores, likeness, self._targets))
        order = np.argsort(-scores, kind="stable")[:10]
        known = self._exact.get(normal_form(text.text))
        if known is not None:
            order = np.array([known, *(i for i in order if i != known)])
            confidence = 1.0
        shares = np.exp(2 * (scores[order] - scores[order].max()))
        shares = confidence * shares / shares[0]
        shares[0] = confidence
        ranking = tuple(
            (self.labels[i], float(min(share, confidence)))
            for i, share in zip(order, shares, strict=True)
        )
        return Prediction(ranking, confidence, float(likeness.max()))

    def opinion(self, text: Text) -> Opinion:
        """What speaks for each of `labels`."""
        vector = self._encode([text.text])
        place = (vector @ self._axes)[0]
        likeness = self._vectors @ _unit(place[None])[0]
        firsts = np.searchsorted(self._targets, np.arange(len(self.labels)))
        nearness = np.maximum.reduceat(likeness, firsts)
        return Opinion(self._scores(text, vector[0]), nearness, place)

    def _scores(self, text: Text, vector: np.ndarray) -> np.ndarray:
        return self._features.product(text, vector, self._weights) + self._bias

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
        rarity, vocabularies = self._features.arrays()
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
            **rarity,
        )
        names = {
            "labels": self.labels,
            "exact": {text: int(i) for text, i in self._exact.items()},
            "vocabularies": vocabularies,
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
        model._features.restore(arrays, names["vocabularies"])
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
