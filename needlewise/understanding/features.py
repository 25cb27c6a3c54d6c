"""What the linear models see of a text: the encoder's vector beside TF-IDF of its pieces."""

import os
from typing import Any, Dict, List, Sequence, Tuple

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


def arrays_of(name: str, vectorizer: TfidfVectorizer) -> Tuple[Dict[str, np.ndarray], List[str]]:
    """What brings a fitted vectorizer back: its weights by `name`, and its vocabulary in order."""
    vocabulary = vectorizer.vocabulary_
    return {f"{name}_idf": vectorizer.idf_}, sorted(vocabulary, key=vocabulary.__getitem__)


def restored(vectorizer: TfidfVectorizer, name: str, arrays: Any) -> TfidfVectorizer:
    """A vectorizer that was made with its vocabulary, given its weights back."""
    vectorizer.idf_ = arrays[f"{name}_idf"]
    return vectorizer


def stacked(vectors: np.ndarray, blocks: Sequence[sparse.spmatrix]) -> sparse.csr_matrix:
    """The dense vectors, shape (texts, width), and sparse blocks side by side."""
    features = sparse.hstack([sparse.csr_matrix(vectors), *blocks], format="csr", dtype=np.float32)
    features.sort_indices()  # other processes cannot, when they share it
    return features


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
