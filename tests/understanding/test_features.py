from functools import partial

import numpy as np
import pytest
from scipy import sparse
from sklearn.svm import LinearSVC

from needlewise.understanding.features import (
    Block,
    Features,
    character_ngrams,
    fit_linear,
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


BLOCKS = (
    Block("characters", character_ngrams, 0.6, lambda item: item[0]),
    Block("words", word_ngrams, 0.8, lambda item: " ".join(item)),
    Block("tags", partial(tokens, min_df=1), 2.0, lambda item: item[1]),
)
ITEMS = [(text, tag) for text, tag in zip(TEXTS, ["x", "y x", "", "z"], strict=True)]
NEW = [*ITEMS, ("may we open it, we may", "x x x y"), ("quite unknown", "w"), ("", "")]
WIDTH = 5


@pytest.fixture
def features():
    return Features(1.5, BLOCKS).fit(ITEMS)


@pytest.fixture
def vectors():
    return np.random.default_rng(1).normal(size=(len(NEW), WIDTH)).astype(np.float32)


def test_dense_and_sparse_stand_side_by_side(features, vectors):
    table = features.table(NEW, vectors)
    assert table.dtype == np.float32 and table.has_sorted_indices
    assert table[:, :WIDTH].toarray() == pytest.approx(1.5 * vectors)
    lengths = np.sqrt(table[0, WIDTH:].multiply(table[0, WIDTH:]).sum())
    assert lengths == pytest.approx(np.sqrt(0.6**2 + 0.8**2 + 2.0**2), abs=1e-4)


def test_one_item_gives_what_the_table_gives(features, vectors):
    table = features.table(NEW, vectors)
    weights = np.random.default_rng(2).normal(size=(table.shape[1], 7)).astype(np.float32)
    one_by_one = [features.product(i, v, weights) for i, v in zip(NEW, vectors, strict=True)]
    assert np.array(one_by_one) == pytest.approx(table @ weights, abs=1e-4)


def test_restored_features_are_the_same(features, vectors):
    again = Features(1.5, BLOCKS).restore(*features.arrays())
    assert again.table(NEW, vectors).toarray() == pytest.approx(
        features.table(NEW, vectors).toarray(), abs=1e-6
    )
