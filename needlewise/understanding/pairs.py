"""Whether a message asks two questions, and which: learnt from `data/two_questions.yml`.

Each way of taking a message apart is a candidate; a logistic model says how likely it is that
its two halves are what was asked.
"""

import math
from dataclasses import dataclass
from typing import Callable, Dict, List, Mapping, Optional, Sequence, Set, Tuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from needlewise.understanding.splitting import asks, splits, states
from needlewise.understanding.understanding import Asked

#: What a stretch of text asks: a question with its confidence and terms.
Ask = Callable[[str], Asked]

#: A pair must be this likely; in a tale, where people wander, much more so. Chosen by
#: counts over both halves of tests/understanding/two_questions.yml and questions.yml.
ENOUGH, ENOUGH_IN_TALE = 0.55, 0.9
_TALE = 20  # words
#: Labels that ask nothing of the articles: never one of two questions.
_NOT_ASKING = ("smalltalk", "out_of_scope", "follow_up")
#: A second half this short may share its beginning with the first ("can i swim or drink").
_ELLIPTIC = 5


@dataclass(frozen=True)
class Candidate:
    first: Asked
    second: Asked
    features: Tuple[float, ...]


def candidates(text: str, ask: Ask, general: Set[str]) -> List[Candidate]:
    """Every pair of questions that the pieces of a message may ask.

    Args:
        text: corrected and lower case.
        general: questions about what another half may name ("can this help" beside "I have
            alopecia" is no question of its own).
    """
    found: List[Candidate] = []
    parts = splits(text)
    whole = ask(text) if parts else None
    for one, other in parts:
        first, second = ask(one), ask(other)
        extended = False
        if len(other.split()) <= _ELLIPTIC:
            words = one.split()
            shared = ask(" ".join([*words[: 2 if len(words) < 6 else 3], other]))
            if shared.confidence > second.confidence and shared.question != first.question:
                second, extended = shared, True
        if first.question == second.question or not (_asks(first) and _asks(second)):
            continue
        assert whole is not None
        features = _features(text, one, other, first, second, whole, extended, general)
        found.append(Candidate(first, second, features))
    return found


def _asks(asked: Asked) -> bool:
    return "/" in asked.question and asked.question.split("/")[0] not in _NOT_ASKING


def _features(
    text: str,
    one: str,
    other: str,
    first: Asked,
    second: Asked,
    whole: Asked,
    extended: bool,
    general: Set[str],
) -> Tuple[float, ...]:
    lengths = [len(said.split()) for said in (one, other, text)]
    same = whole.question in (first.question, second.question)
    echo = (first.question in general and not first.terms and bool(second.terms)) or (
        second.question in general and not second.terms and bool(first.terms)
    )
    return (
        first.confidence,
        second.confidence,
        min(first.confidence, second.confidence),
        whole.confidence,
        float(same),
        whole.confidence * same,
        float(asks(one)),
        float(asks(other)),
        float(states(one)),
        float(states(other)),
        float(extended),
        (lengths[0] + lengths[1]) / lengths[2],
        float(echo),
        *(math.log(length) for length in lengths),
        float(min(lengths) == 1),
        float(bool(set(first.terms) & set(second.terms))),
        float(first.question.split("/")[0] == second.question.split("/")[0]),
        float(first.question in general),
        float(second.question in general),
    )


class PairModel:
    """Fit on messages that ask one question or two, then pick the likeliest pair."""

    def fit(self, rows: Sequence[Tuple[Sequence[Candidate], Set[str]]]) -> "PairModel":
        """Train.

        Args:
            rows: each message's candidates and the questions that it asks.
        """
        features, right, weights = [], [], []
        for found, asked in rows:
            for candidate in found:
                features.append(candidate.features)
                right.append({candidate.first.question, candidate.second.question} == asked)
                weights.append(1 / math.sqrt(len(found)))
        table = np.array(features)
        self._mean, self._scale = table.mean(axis=0), table.std(axis=0) + 1e-9
        model = LogisticRegression(max_iter=3000)
        model.fit((table - self._mean) / self._scale, right, sample_weight=weights)
        self._slope, self._intercept = model.coef_[0], float(model.intercept_[0])
        return self

    def best(self, found: Sequence[Candidate], words: int) -> Optional[Candidate]:
        """The likeliest pair, or None where the message rather asks one thing.

        Args:
            words: how many the message has.
        """
        if not found:
            return None
        table = (np.array([c.features for c in found]) - self._mean) / self._scale
        chances = 1 / (1 + np.exp(-(table @ self._slope + self._intercept)))
        index = int(chances.argmax())
        enough = ENOUGH if words <= _TALE else ENOUGH_IN_TALE
        return found[index] if chances[index] >= enough else None

    def arrays(self) -> Dict[str, np.ndarray]:
        """What `from_arrays` takes."""
        return {
            "pairs_mean": self._mean,
            "pairs_scale": self._scale,
            "pairs_slope": self._slope,
            "pairs_intercept": np.array(self._intercept),
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray]) -> "PairModel":
        model = cls()
        model._mean, model._scale = arrays["pairs_mean"], arrays["pairs_scale"]
        model._slope = arrays["pairs_slope"]
        model._intercept = float(arrays["pairs_intercept"])
        return model
