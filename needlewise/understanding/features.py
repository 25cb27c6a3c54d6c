"""What the linear models see of a text: the encoder's vector beside TF-IDF of its pieces."""

import os
from collections import Counter
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Mapping, Sequence, Tuple

import numpy as np
from joblib import Parallel, delayed
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

#: Looser than the solver's default: faster, the same answers.
_TOLERANCE = 0.1
#: So many labels are fitted in so many shares, whatever the machine, so that all fit the same.
_MANY, _SHARES = 40, 4

Vocabulary = Sequence[str]


def character_ngrams(vocabulary: Vocabulary = ()) -> TfidfVectorizer:
    """Two to five characters within words: they survive typos."""
    return TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(2, 5),
        sublinear_tf=True,
        min_df=2 if not vocabulary else 1,
        max_features=30_000,
        vocabulary=vocabulary or None,
        dtype=np.float32,
    )


def word_ngrams(vocabulary: Vocabulary = ()) -> TfidfVectorizer:
    """Words and pairs of words."""
    return TfidfVectorizer(
        ngram_range=(1, 2),
        sublinear_tf=True,
        token_pattern=r"[\w']+",
        vocabulary=vocabulary or None,
        dtype=np.float32,
    )


def tokens(vocabulary: Vocabulary = (), min_df: int = 2) -> TfidfVectorizer:
    """Tokens that were made elsewhere, joined by spaces."""
    return TfidfVectorizer(
        analyzer=str.split,
        sublinear_tf=True,
        min_df=min_df if not vocabulary else 1,
        vocabulary=vocabulary or None,
        dtype=np.float32,
    )


@dataclass(frozen=True)
class Block:
    """One kind of sparse feature."""

    name: str
    make: Callable[..., TfidfVectorizer]  #: from a vocabulary, or none where it is to be learnt
    weight: float
    text: Callable[[Any], str]  #: what it looks at, of an item


class Features:
    """The encoder's vector and some blocks, side by side and weighed."""

    def __init__(self, dense: float, blocks: Sequence[Block]) -> None:
        """
        Args:
            dense: how much the encoder's vector weighs.
        """
        self._dense = dense
        self._blocks = tuple(blocks)

    def fit(self, items: Sequence[Any]) -> "Features":
        """Learn vocabularies and how rare each piece is."""
        self._take(
            {b.name: b.make().fit([b.text(item) for item in items]) for b in self._blocks}
        )
        return self

    def _take(self, vectorizers: Mapping[str, TfidfVectorizer]) -> None:
        self._vectorizers = vectorizers
        # scikit-learn makes both anew at each call
        self._pieces = {name: v.build_analyzer() for name, v in vectorizers.items()}
        self._rarity = {name: v.idf_.astype(np.float32) for name, v in vectorizers.items()}

    def table(self, items: Sequence[Any], vectors: np.ndarray) -> sparse.csr_matrix:
        """The features of many items, shape (items, features).

        Args:
            vectors: the encoder's, shape (items, width).
        """
        blocks = [
            self._vectorizers[b.name].transform([b.text(item) for item in items]) * b.weight
            for b in self._blocks
        ]
        dense = sparse.csr_matrix(vectors * self._dense)
        table = sparse.hstack([dense, *blocks], format="csr", dtype=np.float32)
        table.sort_indices()  # other processes cannot, when they share it
        return table

    def product(self, item: Any, vector: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """One item's features times weights of shape (features, labels).

        The same as `table` would give, without what scikit-learn and SciPy spend on making a
        table of one row, which is most of what understanding a message would cost.
        """
        start = len(vector)
        total = (vector * self._dense) @ weights[:start]
        for block in self._blocks:
            indices, values = self._row(block, item)
            total = total + values @ weights[start + indices]
            start += len(self._vectorizers[block.name].vocabulary_)
        return total

    def _row(self, block: Block, item: Any) -> Tuple[np.ndarray, np.ndarray]:
        """TF-IDF of an item's known pieces: their numbers and values, of length `weight`."""
        known = self._vectorizers[block.name].vocabulary_
        counts = Counter(
            known[piece] for piece in self._pieces[block.name](block.text(item)) if piece in known
        )
        indices = np.fromiter(counts, dtype=np.intp, count=len(counts))
        often = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        values = (1 + np.log(often)) * self._rarity[block.name][indices]
        length = float(np.sqrt(values @ values)) or 1.0
        return indices, (values * (block.weight / length)).astype(np.float32)

    def arrays(self) -> Tuple[Dict[str, np.ndarray], Dict[str, List[str]]]:
        """What `restore` takes: how rare each piece is, and the vocabularies in order."""
        rarity, names = {}, {}
        for name, vectorizer in self._vectorizers.items():
            vocabulary = vectorizer.vocabulary_
            rarity[f"{name}_idf"] = vectorizer.idf_
            names[name] = sorted(vocabulary, key=vocabulary.__getitem__)
        return rarity, names

    def restore(
        self, arrays: Mapping[str, np.ndarray], names: Mapping[str, List[str]]
    ) -> "Features":
        """Take back what `arrays` gave."""
        made = {b.name: b.make(names[b.name]) for b in self._blocks}
        for name, vectorizer in made.items():
            vectorizer.idf_ = arrays[f"{name}_idf"]
        self._take(made)
        return self


def fit_linear(
    features: sparse.csr_matrix,
    targets: np.ndarray,
    labels: int,
    penalty: float = 1.0,
    **options: Any,
) -> Tuple[np.ndarray, np.ndarray]:
    """A linear support vector machine, one label against the rest (LIBLINEAR).

    Args:
        targets: label numbers, shape (texts,).
        labels: how many there are.
        penalty: the machine's C.
        options: further ones of scikit-learn's `LinearSVC`.

    Returns:
        Weights of shape (features, labels) and biases of shape (labels,). A label without
        examples, as in calibration, gets a bias that never wins.
    """
    present = np.unique(targets)
    # LIBLINEAR draws from one generator a process: processes, so that each run is the same
    shares = np.array_split(present, _SHARES if len(present) >= _MANY else 1)
    fitted = Parallel(n_jobs=min(len(shares), os.cpu_count() or 1))(
        delayed(_fit_share)(features, targets, share, labels, {"C": penalty, **options})
        for share in shares
    )
    weights = np.zeros((features.shape[1], labels), dtype=np.float32)
    bias = np.full(labels, -10.0, dtype=np.float32)
    for share, (coefficients, intercepts) in zip(shares, fitted, strict=True):
        weights[:, share] = coefficients.T
        bias[share] = intercepts
    return weights, bias


def _fit_share(
    features: sparse.csr_matrix,
    targets: np.ndarray,
    share: np.ndarray,
    rest: int,
    options: Dict[str, Any],
) -> Tuple[np.ndarray, np.ndarray]:
    """Coefficients and intercepts of some labels; all others count as `rest`."""
    seen = np.where(np.isin(targets, share), targets, rest)
    svm = LinearSVC(tol=_TOLERANCE, random_state=0, **options).fit(features, seen)
    coefficients, intercepts = svm.coef_.astype(np.float32), svm.intercept_
    if len(svm.classes_) == 2:  # scikit-learn keeps one row for two classes
        coefficients = np.vstack([-coefficients, coefficients])
        intercepts = np.array([-intercepts[0], intercepts[0]])
    own = svm.classes_ != rest
    return coefficients[own], intercepts[own]
