"""How likely a message tells of danger, and of which kind: linear models over what is heard.

What a word means here hangs on whether it is stated, denied, imagined or long past, so words
enter with their scope ("fever" and "fever|denied" are two features), as do the signs that match
and how they are framed.
"""

import json
from functools import partial
from pathlib import Path
from typing import Callable, List, Sequence, Tuple

import numpy as np

from needlewise.understanding.features import (
    Block,
    Features,
    character_ngrams,
    fit_linear,
    tokens,
    word_ngrams,
)
from needlewise.understanding.red_flags import Heard

Encode = Callable[[Sequence[str]], np.ndarray]

NONE = "none"
#: How much each kind of feature weighs; chosen by
#: cross-validation on the training examples and by counts over both halves of the test sets.
_DENSE, _CHARACTERS, _WORDS, _SCOPED, _SIGNS = 1.5, 0.6, 0.4, 1.0, 1.0
_BLOCKS = (
    Block("characters", character_ngrams, _CHARACTERS, lambda heard: heard.text),
    Block("words", word_ngrams, _WORDS, lambda heard: heard.text),
    Block("scoped", tokens, _SCOPED, lambda heard: heard.scoped),
    Block("signs", partial(tokens, min_df=1), _SIGNS, lambda heard: heard.signs),
)
_PENALTY = 0.5
#: A missed alarm is worse than a false one.
_DANGER_COUNTS = 2.0


class RedFlagModel:
    """Fit on messages with their kinds, then say how far one leans to danger."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._features = Features(_DENSE, _BLOCKS)

    def fit(self, heard: Sequence[Heard], kinds: Sequence[str]) -> "RedFlagModel":
        """Train. The same examples give the same model.

        Args:
            kinds: of each message, a red flag's kind or "none".

        Raises:
            ValueError: no harmless message, or fewer than two kinds.
        """
        self.kinds: List[str] = sorted(set(kinds) - {NONE})
        if len(self.kinds) < 2 or NONE not in kinds:
            raise ValueError("Training needs harmless messages and two kinds of red flags.")
        vectors = self._encode([h.text for h in heard])
        features = self._features.fit(heard).table(heard, vectors)
        danger = np.array([kind != NONE for kind in kinds])
        weights, bias = fit_linear(
            features, danger.astype(int), 2, _PENALTY, class_weight={0: 1.0, 1: _DANGER_COUNTS}
        )
        of_kind = np.array([self.kinds.index(kind) for kind in kinds if kind != NONE])
        kind_weights, kind_bias = fit_linear(
            features[np.flatnonzero(danger)], of_kind, len(self.kinds), _PENALTY
        )
        # the first column leans to danger, the others to a kind
        self._weights = np.hstack([weights[:, 1:], kind_weights])
        self._bias = np.hstack([bias[1:], kind_bias])
        return self

    def witness(self, heard: Heard) -> Tuple[str, float]:
        """The likeliest kind, and how far the message leans to danger (over 0: more than not)."""
        vector = self._encode([heard.text])[0]
        scores = self._features.product(heard, vector, self._weights) + self._bias
        return self.kinds[int(scores[1:].argmax())], float(scores[0])

    def save(self, folder: Path) -> None:
        """Write plain arrays and JSON: nothing that runs code when it is read."""
        rarity, vocabularies = self._features.arrays()
        np.savez(folder / "red_flags.npz", weights=self._weights, bias=self._bias, **rarity)
        names = {"kinds": self.kinds, "vocabularies": vocabularies}
        (folder / "red_flags.json").write_text(json.dumps(names), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, encode: Encode) -> "RedFlagModel":
        model = cls(encode)
        names = json.loads((folder / "red_flags.json").read_text(encoding="utf-8"))
        arrays = np.load(folder / "red_flags.npz", allow_pickle=False)
        model.kinds = names["kinds"]
        model._weights, model._bias = arrays["weights"], arrays["bias"]
        model._features.restore(arrays, names["vocabularies"])
        return model
