"""Which pairs a message may ask, and a model that learns to tell on made-up ones."""
import math

import numpy as np
import pytest

from needlewise.understanding.pairs import (
    ENOUGH,
    ENOUGH_IN_TALE,
    Candidate,
    PairModel,
    candidates,
)
from needlewise.understanding.understanding import Asked

PAIN, LENGTH = Asked("treatment_day/pain", 0.9), Asked("treatment_day/duration", 0.8)
SWIMMING, ALCOHOL = Asked("not_covered/swimming", 0.9), Asked("not_covered/alcohol", 0.7)
ASKED = {
    "does it hurt": PAIN,
    "is it sore": PAIN,
    "how long is it": LENGTH,
    "how are you": Asked("smalltalk/how_are_you", 0.9),
    "why": Asked("follow_up/why", 0.9),
    "book me": Asked("start_self_check", 0.9),
    "can i swim": SWIMMING,
    "when can i go swimming again": SWIMMING,
    "can i drink": ALCOHOL,
    "when can i drink": ALCOHOL,
    "bathe": Asked("not_covered/washing", 0.3),
    "can i bathe": SWIMMING,
    "alcohol": Asked("not_covered/alcohol", 0.95),
    "can i alcohol": PAIN,
}
SHORT, TALE = 20, 21


def ask(text):
    return ASKED.get(text, Asked("out_of_scope", 0.1))


def pairs_of(text):
    found = candidates(text, ask, general=set())
    return [(pair.first.question, pair.second.question) for pair in found]


def test_two_questions_are_a_pair_in_their_order():
    found, = candidates("how long is it and does it hurt?", ask, general=set())
    assert (found.first, found.second) == (LENGTH, PAIN)


@pytest.mark.parametrize(
    "message",
    [
        "",
        "does it hurt",
        "does it hurt and is it sore",
        "how are you, does it hurt",
        "does it hurt? why?",
        "does it hurt and is my cat well",
        "does it hurt, book me",
    ],
    ids=[
        "nothing", "one piece", "the same twice", "small talk", "a follow-up", "out of scope",
        "a dialogue",
    ],
)
def test_what_asks_one_thing_is_no_pair(message):
    assert pairs_of(message) == []


@pytest.mark.parametrize(
    "message", ["can i swim or drink", "when can i go swimming again or drink"]
)
def test_a_short_second_half_takes_the_beginning_of_the_first(message):
    assert pairs_of(message) == [(SWIMMING.question, ALCOHOL.question)]


@pytest.mark.parametrize(
    "message, second",
    [
        ("can i swim or alcohol", "not_covered/alcohol"),
        ("can i swim or bathe", "not_covered/washing"),
    ],
    ids=["clearer by itself", "else the same question"],
)
def test_a_short_second_half_may_stand_by_itself(message, second):
    assert pairs_of(message) == [(SWIMMING.question, second)]


def test_each_stretch_is_asked_about_and_all_pairs_have_as_many_features():
    found = candidates("does it hurt, how long is it, can i swim", ask, general=set())
    assert [(c.first, c.second) for c in found] == [
        (PAIN, LENGTH), (PAIN, SWIMMING), (LENGTH, SWIMMING),
    ]
    assert len({len(c.features) for c in found}) == 1


def test_a_general_question_beside_what_it_is_about_is_told_apart():
    named = Asked("what_it_helps/my_concern", 0.9, (("concern", "acne"),))
    table = {"i have acne": named, "does it hurt": PAIN}
    plain, general = (
        candidates("i have acne, does it hurt", lambda text: table.get(text, PAIN), known)
        for known in (set(), {PAIN.question})
    )
    assert plain[0].features != general[0].features


def pair(*features, first=PAIN, second=LENGTH):
    return Candidate(first, second, features)


def made_up():
    """Messages whose pair is right where the first feature is high; the other is noise."""
    noise = np.random.default_rng(7).normal(size=80)
    both, one = {PAIN.question, LENGTH.question}, {PAIN.question}
    return [
        ([pair(float(i % 2), float(noise[i]))], both if i % 2 else one) for i in range(len(noise))
    ]


@pytest.fixture(scope="module")
def model():
    return PairModel().fit(made_up())


def test_the_model_learns_to_tell(model):
    assert model.best([pair(1.0, 0.0)], SHORT) == pair(1.0, 0.0)
    assert model.best([pair(0.0, 0.0)], SHORT) is None


def test_the_likeliest_pair_is_the_best(model):
    found = [pair(0.0, 0.0), pair(1.0, 0.0, second=SWIMMING), pair(0.2, 0.0)]
    assert model.best(found, SHORT) is found[1]


def test_without_candidates_there_is_no_pair(model):
    assert model.best([], SHORT) is None


def test_a_pair_of_other_questions_is_wrong():
    rows = [([pair(1.0), pair(0.0, second=SWIMMING)], {PAIN.question, SWIMMING.question})] * 20
    found = rows[0][0]
    assert PairModel().fit(rows).best(found, SHORT) is found[1]


@pytest.mark.parametrize(
    "chance, words, is_pair",
    [
        (ENOUGH - 0.01, SHORT, False),
        (ENOUGH + 0.01, SHORT, True),
        (ENOUGH + 0.01, TALE, False),
        (ENOUGH_IN_TALE - 0.01, TALE, False),
        (ENOUGH_IN_TALE + 0.01, TALE, True),
    ],
)
def test_a_pair_must_be_likely_and_in_a_tale_more_so(chance, words, is_pair):
    model = PairModel.from_arrays(
        {
            "pairs_mean": np.zeros(1),
            "pairs_scale": np.ones(1),
            "pairs_slope": np.ones(1),
            "pairs_intercept": np.array(0.0),
        }
    )
    found = [pair(math.log(chance / (1 - chance)))]
    assert (model.best(found, words) is not None) == is_pair


def test_arrays_give_the_same_model_back(model, tmp_path):
    np.savez(tmp_path / "model.npz", **model.arrays())
    again = PairModel.from_arrays(np.load(tmp_path / "model.npz", allow_pickle=False))
    for name, array in model.arrays().items():
        assert np.array_equal(again.arrays()[name], array)
    found = [pair(0.1, 0.3), pair(0.9, -0.2)]
    assert again.best(found, SHORT) is model.best(found, SHORT) is found[1]


def test_the_same_data_give_the_same_model(model):
    again = PairModel().fit(made_up()).arrays()
    assert all(np.array_equal(again[name], array) for name, array in model.arrays().items())
