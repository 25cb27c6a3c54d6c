import numpy as np
import pytest
from scipy import sparse
from sklearn.svm import LinearSVC

from needlewise.understanding.features import (
    arrays_of,
    character_ngrams,
    fit_linear,
    restored,
    stacked,
    tokens,
    word_ngrams,
)

TEXTS = ["may i borrow it", "may we borrow two", "when do you open", "when do we close"]


def examples(labels, each=8, width=96):
    """Points around a centre a label."""
    draw = np.random.default_rng(0)
    centres = draw.normal(size=(labels, width))
    targets = np.repeat(np.arange(labels), each)
    points = centres[targets] + 0.4 * draw.normal(size=(len(targets), width))
    return sparse.csr_matrix(points / np.linalg.norm(points, axis=1, keepdims=True)), targets


def winners(features, weights, bias):
    return (features @ weights + bias).argmax(axis=1)


@pytest.mark.parametrize("labels", [2, 3, 50])
def test_labels_in_shares_are_told_apart_as_by_one_machine(labels):
    features, targets = examples(labels)
    weights, bias = fit_linear(features, targets, labels)
    one = LinearSVC(random_state=0).fit(features, targets)
    assert weights.shape == (features.shape[1], labels) and bias.shape == (labels,)
    assert np.array_equal(winners(features, weights, bias), one.predict(features))


def test_scores_in_shares_are_about_those_of_one_machine():
    features, targets = examples(50)
    weights, bias = fit_linear(features, targets, 50)
    one = LinearSVC(random_state=0).fit(features, targets)
    assert features @ weights + bias == pytest.approx(one.decision_function(features), abs=0.2)


@pytest.mark.parametrize("labels", [5, 50])
def test_a_label_without_examples_never_wins(labels):
    features, targets = examples(labels)
    without = [0, labels // 2, labels - 1]
    kept = ~np.isin(targets, without)
    weights, bias = fit_linear(features[kept], targets[kept], labels)
    assert set(winners(features, weights, bias)) == set(range(labels)) - set(without)


@pytest.mark.parametrize("labels", [3, 50])
def test_the_same_examples_give_the_same_weights(labels):
    features, targets = examples(labels)
    (weights, bias), (again, bias_again) = (fit_linear(features, targets, labels) for _ in "ab")
    assert np.array_equal(weights, again) and np.array_equal(bias, bias_again)


@pytest.mark.parametrize("make", [character_ngrams, word_ngrams, tokens])
def test_a_restored_vectorizer_transforms_the_same(make):
    fitted = make()
    fitted.fit(TEXTS)
    arrays, vocabulary = arrays_of("words", fitted)
    again = restored(make(vocabulary), "words", arrays)
    new = [*TEXTS, "may we open it, we may", "quite unknown", ""]
    before, after = (v.transform(new).toarray() for v in (fitted, again))
    assert after == pytest.approx(before, abs=1e-6)


def test_dense_and_sparse_stand_side_by_side():
    dense = np.array([[1.0, 2.0], [3.0, 4.0]])
    block = sparse.csr_matrix([[0.0, 5.0, 0.0], [6.0, 0.0, 7.0]])
    both = stacked(dense, [block])
    assert both.toarray().tolist() == [[1, 2, 0, 5, 0], [3, 4, 6, 0, 7]]
    assert both.dtype == np.float32 and both.has_sorted_indices
