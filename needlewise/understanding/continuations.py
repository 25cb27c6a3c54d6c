"""What a short message asks after an answer: learnt from `data/conversations.yml`.

"And on my neck?" asks little by itself. Each question that the message may mean, by itself or
after the last question's wording, is a candidate; a conditional logit model (McFadden 1974)
weighs the classifier's two opinions, how near a candidate is to the last question, and whether
this sounds like a message that stays with its topic.
"""

from dataclasses import dataclass
from typing import Callable, Dict, List, Mapping, Optional, Sequence, Set, Tuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import softmax

from needlewise.understanding.follow_ups import FollowUp
from needlewise.understanding.question_model import Opinion

#: What the classifier makes of a text.
Judge = Callable[[str], Opinion]

#: The likeliest meaning must be this likely; little, since a short message after an answer
#: hardly ever means something else altogether.
ENOUGH = 0.15
#: What is longer says itself what it means.
MOST_WORDS = 9
_CANDIDATES = 10
_NO_TOPIC = ("smalltalk", "out_of_scope", "clinic", "about")
#: So many of the main axes tell whether a message stays with its topic.
_AXES = 16
_SHRINK, _MOST_STEPS = 0.005, 500


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
    judge: Judge,
    follow_ups: Mapping[str, FollowUp],
) -> Candidates:
    """What a message may mean here, and what speaks for each."""
    alone, after = judge(text), judge(f"{setting.wording} {text}")
    index = {label: i for i, label in enumerate(labels)}
    kinds = [label for label in follow_ups if label in index]
    kind = max(kinds, key=lambda label: alone.scores[index[label]], default="")
    target = follow_ups[kind].after(setting.question) if kind else None
    chosen = {
        *np.argsort(-alone.scores)[:_CANDIDATES],
        *np.argsort(-after.scores)[:_CANDIDATES],
    }
    hints = {setting.question, target, *setting.near, *setting.named}
    chosen |= {index[label] for label in hints if label in index}
    asked = [i for i in sorted(chosen) if labels[i] not in follow_ups]
    rivals = max(alone.scores[i] for i, label in enumerate(labels) if label not in follow_ups)
    is_kind = max(0.0, float(alone.scores[index[kind]] - rivals) + 0.5) if kind else 0.0
    short = _shortness(len(text.split()))
    rows = []
    for i in asked:
        label = labels[i]
        own = label == setting.question
        rows.append(
            (
                *_opinions(alone, after, i, short),
                *_surroundings(label, setting),
                *(float(own), own * short),
                (label == target) * is_kind,
                *(own * alone.place[:_AXES]),
            )
        )
    return Candidates(tuple(labels[i] for i in asked), np.array(rows, dtype=np.float64))


def _opinions(alone: Opinion, after: Opinion, label: int, short: float) -> Tuple[float, ...]:
    """What the classifier makes of a label, beside what it makes of its favourite."""
    by_itself = float(alone.scores[label] - alone.scores.max())
    in_context = float(after.scores[label] - after.scores.max())
    near = float(after.nearness[label] - after.nearness.max())
    return (
        *(by_itself, in_context, in_context * short, by_itself * (1 - short)),
        float(alone.nearness[label] - alone.nearness.max()),
        *(float(alone.nearness[label]), near, near * short),
    )


def _surroundings(label: str, setting: Setting) -> Tuple[float, ...]:
    """How a label lies to the last question and to what the message names."""
    theme = label.split("/")[0]
    return (
        float(theme == setting.question.split("/")[0]),
        float(label in setting.near),
        float(theme in _NO_TOPIC),
        float(theme == "not_covered"),
        float(label in setting.named),
    )


def _shortness(words: int) -> float:
    return 1.0 if words <= 3 else 0.6 if words <= 5 else 0.3 if words <= MOST_WORDS else 0.0


class ContinuationModel:
    """Fit on turns of conversations, then weigh what a message may mean."""

    def fit(self, rows: Sequence[Tuple[Candidates, str]]) -> "ContinuationModel":
        """Train; the problem is convex.

        Args:
            rows: each turn's candidates and the question that it asks.
        """
        known = [(found, asked) for found, asked in rows if asked in found.labels]
        table = np.concatenate([found.features for found, _ in known])
        right = np.concatenate(
            [[label == asked for label in found.labels] for found, asked in known]
        ).astype(float)
        first = np.cumsum([0, *(len(found.labels) for found, _ in known[:-1])])
        turn = np.repeat(np.arange(len(known)), [len(found.labels) for found, _ in known])
        scale = table.std(axis=0) + 1e-6
        table = table / scale

        def loss(weights: np.ndarray) -> Tuple[float, np.ndarray]:
            scores = table @ weights
            raised = np.exp(scores - np.maximum.reduceat(scores, first)[turn])
            chances = raised / np.add.reduceat(raised, first)[turn]
            slope = (chances - right) @ table / len(known)
            missed = -float(right @ np.log(chances + 1e-12)) / len(known)
            return missed + _SHRINK / 2 * float(weights @ weights), slope + _SHRINK * weights

        start = np.zeros(table.shape[1])
        options = {"maxiter": _MOST_STEPS}
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options)
        self._weights = found.x / scale
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
