"""How sure a question model may be, learnt from examples that were held out."""

import zlib
from dataclasses import dataclass, field
from typing import Iterator, List, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

_NEIGHBOURS = 8
#: Every so manieth label is held out as a whole: it stands for what people ask and nobody foresaw.
_UNSEEN_LABELS = 8
#: Every so manieth example is held out.
_HELD_OUT = 4
#: Fewer examples than this are held out in turn, so that each is once.
_FEW = 4_000
#: Used where held-out examples teach nothing, as in tiny data.
_PRIOR_SLOPE, _PRIOR_INTERCEPT, _PRIOR_THRESHOLD = (2.0, 1.0, 2.0, 1.0), -1.0, 0.4


@dataclass(frozen=True)
class Trial:
    """What a model made of one held-out example."""

    evidence: np.ndarray
    predicted: int
    target: int

    @property
    def right(self) -> bool:
        return self.predicted == self.target


@dataclass(frozen=True)
class Calibration:
    """From evidence to the chance of being right (Platt 1999), and how much is enough."""

    slope: np.ndarray = field(default_factory=lambda: np.array(_PRIOR_SLOPE))
    intercept: float = _PRIOR_INTERCEPT
    threshold: float = _PRIOR_THRESHOLD

    def chance(self, evidence: np.ndarray) -> float:
        """The chance, 0 to 1, that a prediction with this evidence is right."""
        return float(1.0 / (1.0 + np.exp(-(evidence @ self.slope + self.intercept))))


def evidence(scores: np.ndarray, likeness: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """What speaks for the best label.

    Args:
        scores: the model's score of each label.
        likeness: cosine of the text to each training example.
        targets: the label of each training example.

    Returns:
        The best score, its lead over the second, the likeness to the best label's nearest
        example, and the share of the nearest examples that are of that label.
    """
    second, best = np.sort(scores)[-2:]
    label = int(scores.argmax())
    own = likeness[targets == label]
    nearest = np.argpartition(-likeness, min(_NEIGHBOURS, len(likeness) - 1))[:_NEIGHBOURS]
    support = float(np.mean(targets[nearest] == label))
    return np.array([best, best - second, float(own.max()) if own.size else 0.0, support])


def folds(texts: Sequence[str], targets: np.ndarray, labels: Sequence[str]) -> Iterator[np.ndarray]:
    """Masks of what to hold out: examples, and every example of some labels.

    The choice hangs on the texts alone, so that it is the same in every run.
    """
    by_text = np.array([zlib.crc32(text.encode()) for text in texts])
    by_label = np.array([zlib.crc32(label.encode()) for label in labels])
    rounds = _HELD_OUT if len(texts) < _FEW else 1
    for number in range(rounds):
        mask = by_text % _HELD_OUT == number
        if len(labels) >= 2 * _UNSEEN_LABELS:
            mask = mask | (by_label % _UNSEEN_LABELS == number)[targets]
        yield mask


def calibrate(trials: List[Trial]) -> Calibration:
    """Fit the chance, and pick the threshold that tells right from wrong best."""
    right = np.array([trial.right for trial in trials])
    if not trials or right.all() or not right.any():
        return Calibration()
    rows = np.array([trial.evidence for trial in trials])
    model = LogisticRegression(C=10.0, max_iter=1000).fit(rows, right)
    slope, intercept = model.coef_[0], float(model.intercept_[0])
    chances = 1.0 / (1.0 + np.exp(-(rows @ slope + intercept)))
    return Calibration(slope, intercept, _best_threshold(chances, right))


def _best_threshold(chances: np.ndarray, right: np.ndarray) -> float:
    """Where most are treated well: right and believed, or wrong and not believed."""
    order = np.argsort(chances, kind="stable")
    # believing all but the `i` least sure
    well = right.sum() - np.cumsum(np.r_[0, right[order]]) + np.cumsum(np.r_[0, ~right[order]])
    best = int(well.argmax())
    if best == 0:
        return 0.0
    if best == len(chances):
        return 1.0
    return float((chances[order[best - 1]] + chances[order[best]]) / 2)
