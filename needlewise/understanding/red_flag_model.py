"""How likely a message tells of danger, and of which kind: linear models over what is heard.

What a word means here hangs on whether it is stated, denied, imagined or long past, so words
enter with their scope ("fever" and "fever|denied" are two features), as do the signs that match
and how they are framed.
"""

import json
from pathlib import Path
from typing import Callable, List, Sequence, Tuple

import numpy as np
from scipy import sparse

from needlewise.understanding.features import (
    arrays_of,
    character_ngrams,
    fit_linear,
    restored,
    stacked,
    tokens,
    word_ngrams,
)
from needlewise.understanding.red_flags import Heard

Encode = Callable[[Sequence[str]], np.ndarray]

NONE = "none"
#: How much each kind of feature weighs; chosen by
#: cross-validation on the training examples and by counts over both halves of the test sets.
_DENSE, _CHARACTERS, _WORDS, _SCOPED, _SIGNS = 1.5, 0.6, 0.4, 1.0, 1.0
_PENALTY = 0.5
#: A missed alarm is worse than a false one.
_DANGER_COUNTS = 2.0


class RedFlagModel:
    """Fit on messages with their kinds, then say how far one leans to danger."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode

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
        self._characters = character_ngrams().fit([h.text for h in heard])
        self._words = word_ngrams().fit([h.text for h in heard])
        self._scoped = tokens().fit([h.scoped for h in heard])
        self._signs = tokens(min_df=1).fit([h.signs for h in heard])
        features = self._features(heard)
        danger = np.array([kind != NONE for kind in kinds])
        weights, bias = fit_linear(
            features, danger.astype(int), 2, _PENALTY, class_weight={0: 1.0, 1: _DANGER_COUNTS}
        )
        self._weights, self._bias = weights[:, 1], float(bias[1])
        of_kind = np.array([self.kinds.index(kind) for kind in kinds if kind != NONE])
        self._kind_weights, self._kind_bias = fit_linear(
            features[np.flatnonzero(danger)], of_kind, len(self.kinds), _PENALTY
        )
        return self

    def witness(self, heard: Heard) -> Tuple[str, float]:
        """The likeliest kind, and how far the message leans to danger (over 0: more than not)."""
        features = self._features([heard])
        lean = float((features @ self._weights)[0]) + self._bias
        kind = int((features @ self._kind_weights + self._kind_bias).argmax())
        return self.kinds[kind], lean

    def _features(self, heard: Sequence[Heard]) -> sparse.csr_matrix:
        return stacked(
            self._encode([h.text for h in heard]) * _DENSE,
            [
                self._characters.transform([h.text for h in heard]) * _CHARACTERS,
                self._words.transform([h.text for h in heard]) * _WORDS,
                self._scoped.transform([h.scoped for h in heard]) * _SCOPED,
                self._signs.transform([h.signs for h in heard]) * _SIGNS,
            ],
        )

    def save(self, folder: Path) -> None:
        """Write plain arrays and JSON: nothing that runs code when it is read."""
        arrays, names = {}, {"kinds": self.kinds}
        for name in ("characters", "words", "scoped", "signs"):
            weights, names[name] = arrays_of(name, getattr(self, f"_{name}"))
            arrays.update(weights)
        np.savez(
            folder / "red_flags.npz",
            weights=self._weights,
            bias=self._bias,
            kind_weights=self._kind_weights.astype(np.float16),
            kind_bias=self._kind_bias,
            **arrays,
        )
        (folder / "red_flags.json").write_text(json.dumps(names), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, encode: Encode) -> "RedFlagModel":
        model = cls(encode)
        names = json.loads((folder / "red_flags.json").read_text(encoding="utf-8"))
        arrays = np.load(folder / "red_flags.npz", allow_pickle=False)
        model.kinds = names["kinds"]
        model._weights, model._bias = arrays["weights"], float(arrays["bias"])
        model._kind_weights = arrays["kind_weights"].astype(np.float32)
        model._kind_bias = arrays["kind_bias"]
        model._characters = restored(character_ngrams(names["characters"]), "characters", arrays)
        model._words = restored(word_ngrams(names["words"]), "words", arrays)
        model._scoped = restored(tokens(names["scoped"]), "scoped", arrays)
        model._signs = restored(tokens(names["signs"]), "signs", arrays)
        return model
