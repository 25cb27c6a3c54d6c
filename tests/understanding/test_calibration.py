"""How sure to be, from made-up trials."""
import numpy as np
import pytest

from needlewise.understanding.calibration import Calibration, Trial, calibrate, evidence, folds


def test_evidence_is_score_lead_likeness_and_support():
    likeness = np.array([0.2, 0.7, 0.5, 0.9])
    found = evidence(np.array([0.1, 0.9, 0.4]), likeness, np.array([0, 1, 1, 2]))
    assert found == pytest.approx([0.9, 0.5, 0.7, 2 / 4])


def test_support_comes_from_the_nearest_examples_alone():
    targets = np.array([0] * 6 + [1] * 20)
    likeness = np.array([0.9] * 6 + [0.8] * 2 + [0.1] * 18)
    assert evidence(np.array([1.0, 0.0]), likeness, targets)[3] == 6 / 8


def test_a_label_without_examples_is_like_nothing():
    found = evidence(np.array([0.0, 1.0]), np.array([0.9, 0.8]), np.array([0, 0]))
    assert found[2:].tolist() == [0, 0]


def made_up(labels, each):
    texts = [f"text {i} of label {label}" for label in range(labels) for i in range(each)]
    return texts, np.repeat(np.arange(labels), each), [f"label {i}" for i in range(labels)]


@pytest.mark.parametrize("labels, each", [(3, 20), (40, 10)])
def test_folds_are_the_same_in_every_run(labels, each):
    first, second = (np.array(list(folds(*made_up(labels, each)))) for _ in range(2))
    assert np.array_equal(first, second)


def test_an_examples_fold_does_not_depend_on_the_others():
    texts, targets, labels = made_up(3, 20)
    turned = np.array(list(folds(texts[::-1], targets[::-1], labels)))
    assert np.array_equal(turned[:, ::-1], np.array(list(folds(texts, targets, labels))))


def test_few_examples_are_held_out_in_turn():
    masks = np.array(list(folds(*made_up(3, 20))))
    assert len(masks) > 1
    assert (masks.sum(axis=0) == 1).all()
    assert not masks.all(axis=1).any()


def test_of_many_examples_a_part_is_held_out_once():
    mask, = folds(*made_up(4, 1500))
    assert 0.2 < mask.mean() < 0.3


def test_some_labels_are_held_out_as_a_whole():
    texts, targets, labels = made_up(40, 20)
    for mask in folds(texts, targets, labels):
        shares = np.array([mask[targets == label].mean() for label in range(len(labels))])
        whole = shares == 1
        assert 0 < whole.sum() < len(labels) / 3
        assert shares[~whole].max() < 0.8


def test_of_few_labels_none_is_held_out_as_a_whole():
    texts, targets, labels = made_up(15, 40)
    for mask in folds(texts, targets, labels):
        assert max(mask[targets == label].mean() for label in range(15)) < 0.8


def trial(strength, right):
    return Trial(np.array([strength, strength / 2, 0.5, 0.5]), 0, 0 if right else 1)


def test_the_threshold_tells_right_from_wrong_where_it_can():
    trials = [trial(x, right=x > 0.6) for x in np.linspace(0, 1, 40)]
    learnt = calibrate(trials)
    assert all((learnt.chance(t.evidence) >= learnt.threshold) == t.right for t in trials)


@pytest.mark.parametrize("seed", range(5))
def test_no_other_threshold_treats_more_trials_well(seed):
    draw = np.random.default_rng(seed)
    trials = [trial(x, right=draw.random() < x) for x in draw.random(200)]
    learnt = calibrate(trials)
    right = np.array([t.right for t in trials])
    chances = np.array([learnt.chance(t.evidence) for t in trials])
    others = [0.0, *chances, 1.0]
    well = ((chances >= learnt.threshold) == right).sum()
    assert well == max(((chances >= other) == right).sum() for other in others)


@pytest.mark.parametrize("seed", range(5))
def test_the_chance_rises_with_what_speaks_for_it(seed):
    draw = np.random.default_rng(seed)
    learnt = calibrate([trial(x, right=draw.random() < x) for x in draw.random(200)])
    chances = [learnt.chance(trial(x, True).evidence) for x in np.linspace(-1, 2, 20)]
    assert all(0 < lower < higher < 1 for lower, higher in zip(chances, chances[1:]))  # noqa: B905


@pytest.mark.parametrize("place", range(4))
def test_before_anything_is_learnt_all_evidence_speaks_for_a_label(place):
    weak, strong = np.full(4, 0.2), np.full(4, 0.2)
    strong[place] = 0.9
    assert Calibration().chance(strong) > Calibration().chance(weak)


def test_the_chance_is_about_the_share_that_is_right():
    trials = [trial(0.5, right=i % 4 > 0) for i in range(400)]
    trials += [trial(0.1, right=i % 4 == 0) for i in range(400)]
    learnt = calibrate(trials)
    assert learnt.chance(trial(0.5, True).evidence) == pytest.approx(0.75, abs=0.05)
    assert learnt.chance(trial(0.1, True).evidence) == pytest.approx(0.25, abs=0.05)


def test_where_believing_is_seldom_right_nothing_is_believed():
    trials = [trial(0.5, right=i == 0) for i in range(50)]
    learnt = calibrate(trials)
    assert learnt.chance(trials[0].evidence) < learnt.threshold


@pytest.mark.parametrize(
    "trials",
    [[], [trial(0.5, True)] * 5, [trial(0.5, False)] * 5],
    ids=["none", "all right", "all wrong"],
)
def test_what_teaches_nothing_leaves_the_guess(trials):
    learnt, guess = calibrate(trials), Calibration()
    assert learnt.slope.tolist() == guess.slope.tolist()
    assert (learnt.intercept, learnt.threshold) == (guess.intercept, guess.threshold)
