"""What a short message asks after an answer: learnt from `data/conversations.yml`.

"And on my neck?" asks little by itself. Each question that the message may mean, by itself or
after the last question's wording, is a candidate; a conditional logit model (McFadden 1974)
weighs the classifier's two opinions and how near a candidate is to the last question.
"""

from dataclasses import dataclass
from typing import Callable, Dict, List, Mapping, Optional, Sequence, Set, Tuple

import numpy as np
from scipy.special import softmax

from needlewise.understanding.follow_ups import FollowUp

#: Scores of every label for a text.
Score = Callable[[str], np.ndarray]

#: The likeliest meaning must be this likely; little, since a short message after an answer
#: hardly ever means something else altogether.
ENOUGH = 0.15
#: What is longer says itself what it means.
MOST_WORDS = 9
_CANDIDATES = 10
_NO_TOPIC = ("smalltalk", "out_of_scope", "clinic", "about")
_STEPS, _RATE, _SHRINK = 600, 0.3, 0.01


@dataclass(frozen=True)
class Setting:
    """What lies around a message."""

    question: str  #: answered last
    wording: str  #: its canonical wording
    near: Set[str]  #: what that answer offered next
    named: Set[str]  #: questions about the terms that the message names


@dataclass(frozen=True)
class Candidates:
    labels: Tuple[str, ...]
    features: np.ndarray  #: shape (labels, features)


def candidates(
    text: str,
    setting: Setting,
    labels: Sequence[str],
    score: Score,
    follow_ups: Mapping[str, FollowUp],
) -> Candidates:
    """What a message may mean here, and what speaks for each."""
    alone, after = score(text), score(f"{setting.wording} {text}")
    index = {label: i for i, label in enumerate(labels)}
    kinds = [label for label in follow_ups if label in index]
    kind = max(kinds, key=lambda label: alone[index[label]], default="")
    target = follow_ups[kind].after(setting.question) if kind else None
    chosen = {*np.argsort(-alone)[:_CANDIDATES], *np.argsort(-after)[:_CANDIDATES]}
    hints = {setting.question, target, *setting.near, *setting.named}
    chosen |= {index[label] for label in hints if label in index}
    asked = [i for i in sorted(chosen) if labels[i] not in follow_ups]
    rivals = max(alone[i] for i, label in enumerate(labels) if label not in follow_ups)
    is_kind = max(0.0, float(alone[index[kind]] - rivals) + 0.5) if kind else 0.0
    short = _shortness(len(text.split()))
    theme = setting.question.split("/")[0]
    rows = []
    for i in asked:
        label, by_itself = labels[i], float(alone[i] - alone.max())
        in_context = float(after[i] - after.max())
        own = label == setting.question
        rows.append(
            (
                *(by_itself, in_context, in_context * short, by_itself * (1 - short)),
                float(label.split("/")[0] == theme),
                float(label in setting.near),
                *(float(own), own * short),
                (label == target) * is_kind,
                float(label.split("/")[0] in _NO_TOPIC),
                float(label in setting.named),
            )
        )
    return Candidates(tuple(labels[i] for i in asked), np.array(rows))


def _shortness(words: int) -> float:
    return 1.0 if words <= 3 else 0.6 if words <= 5 else 0.3 if words <= MOST_WORDS else 0.0


class ContinuationModel:
    """Fit on turns of conversations, then weigh what a message may mean."""

    def fit(self, rows: Sequence[Tuple[Candidates, str]]) -> "ContinuationModel":
        """Train by gradient descent; the problem is convex.

        Args:
            rows: each turn's candidates and the question that it asks.
        """
        known = [
            (found.features, np.array([label == asked for label in found.labels]))
            for found, asked in rows
            if asked in found.labels
        ]
        weights = np.zeros(known[0][0].shape[1])
        for _ in range(_STEPS):
            slope = _SHRINK * weights
            for features, right in known:
                slope = slope + (softmax(features @ weights) - right) @ features / len(known)
            weights = weights - _RATE * slope
        self._weights = weights
        return self

    def ranked(self, found: Candidates) -> List[Tuple[str, float]]:
        """The labels with their chances, the likeliest first."""
        chances = softmax(found.features @ self._weights)
        order = np.argsort(-chances, kind="stable")
        return [(found.labels[i], float(chances[i])) for i in order]

    def best(self, found: Candidates) -> Optional[Tuple[str, float]]:
        """The likeliest label with its chance, or None where none is likely enough."""
        label, chance = self.ranked(found)[0]
        return (label, chance) if chance >= ENOUGH else None

    def arrays(self) -> Dict[str, np.ndarray]:
        """What `from_arrays` takes."""
        return {"continuations": self._weights}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray]) -> "ContinuationModel":
        model = cls()
        model._weights = arrays["continuations"]
        return model
