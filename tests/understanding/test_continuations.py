"""What a short message may mean after an answer, and a model taught on made-up turns."""
import numpy as np
import pytest

from needlewise.understanding.continuations import (
    ENOUGH,
    Candidates,
    ContinuationModel,
    Setting,
    candidates,
)
from needlewise.understanding.follow_ups import FollowUp
from needlewise.understanding.question_model import Opinion

PAIN, NUMBING, MECHANISM = "treatment_day/pain", "treatment_day/numbing", "how_it_works/mechanism"
MY_AREA, WHY, MORE = "what_it_helps/my_area", "follow_up/why", "follow_up/more"
LIKELY = [f"likely/{i:02}" for i in range(10)]
IN_CONTEXT = [f"in_context/{i:02}" for i in range(10)]
LABELS = [*LIKELY, *IN_CONTEXT, PAIN, NUMBING, MECHANISM, MY_AREA, WHY, MORE, "far/off"]
FOLLOW_UPS = {WHY: FollowUp(MECHANISM, {}, {}), MORE: FollowUp("far/off", {}, {})}
SETTING = Setting(PAIN, "Does it hurt?", {NUMBING, "not/known"}, {MY_AREA})


def judge(text):
    """By itself a message sounds like LIKELY and "why?", after a wording like IN_CONTEXT."""
    high = IN_CONTEXT if text.startswith("Does it hurt?") else LIKELY
    why = {WHY: 0.5, MORE: -0.5}
    scores = np.array([why.get(label, 0.0 if label in high else -1.0) for label in LABELS])
    return Opinion(scores, scores / 2, np.array([0.3, -0.1]))


def labels_of(setting=SETTING, follow_ups=FOLLOW_UPS):
    return set(candidates("why", setting, LABELS, judge, follow_ups).labels)


@pytest.mark.parametrize(
    "label", [PAIN, NUMBING, MECHANISM, MY_AREA], ids=["last", "near", "the table's", "named"]
)
def test_what_lies_around_a_message_may_be_meant(label):
    assert label in labels_of()


def test_what_lies_nowhere_near_is_not():
    assert "far/off" not in labels_of()
    assert labels_of(Setting("far/off", "", set(), set())) & {PAIN, NUMBING, MY_AREA} == set()


def test_what_sounds_likely_alone_or_in_context_may_be_meant():
    assert len(labels_of() & set(LIKELY)) >= 9 and len(labels_of() & set(IN_CONTEXT)) >= 9


def test_a_follow_up_is_no_meaning_of_its_own():
    assert labels_of() & set(FOLLOW_UPS) == set()


def test_without_a_table_of_follow_ups_the_rest_is_meant():
    assert {PAIN, NUMBING, MY_AREA} <= labels_of(follow_ups={})
    assert MECHANISM not in labels_of(follow_ups={})


def test_a_message_is_scored_alone_and_after_the_last_wording():
    scored = []

    def noted(text):
        scored.append(text)
        return judge(text)

    candidates("why", SETTING, LABELS, noted, FOLLOW_UPS)
    assert scored == ["why", "Does it hurt? why"]


def test_each_candidate_has_its_features():
    found = candidates("why", SETTING, LABELS, judge, FOLLOW_UPS)
    assert len(set(found.labels)) == len(found.labels) == len(found.features)
    assert np.isfinite(found.features).all()
    rows = dict(zip(found.labels, found.features.tolist(), strict=True))
    apart = {tuple(rows[label]) for label in (PAIN, NUMBING, MECHANISM, MY_AREA)}
    assert len(apart) == 4


FOUND = Candidates((PAIN, NUMBING, MY_AREA), np.eye(3))
ROWS = [(FOUND, NUMBING)] * 8 + [(FOUND, PAIN)] * 2


@pytest.fixture(scope="module")
def model():
    return ContinuationModel().fit(ROWS)


def test_the_model_prefers_what_it_was_taught(model):
    label, chance = model.best(FOUND)
    assert label == NUMBING and ENOUGH <= chance <= 1


def test_the_ranking_falls_and_its_chances_add_up(model):
    ranking = model.ranked(FOUND)
    chances = [chance for _, chance in ranking]
    assert [label for label, _ in ranking] == [NUMBING, PAIN, MY_AREA]
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) == pytest.approx(1)


@pytest.mark.parametrize("more, is_meant", [(0, True), (1, False)])
def test_where_too_many_are_as_likely_nothing_is_meant(model, more, is_meant):
    count = int(1 / ENOUGH) + more
    alike = Candidates(tuple(LABELS[:count]), np.zeros((count, 3)))
    assert (model.best(alike) is not None) == is_meant


def test_a_turn_whose_question_is_no_candidate_teaches_nothing(model):
    again = ContinuationModel().fit([*ROWS, (FOUND, "far/off")])
    assert np.array_equal(again.arrays()["continuations"], model.arrays()["continuations"])


def test_arrays_give_the_same_model_back(model, tmp_path):
    np.savez(tmp_path / "model.npz", **model.arrays())
    arrays = np.load(tmp_path / "model.npz", allow_pickle=False)
    assert ContinuationModel.from_arrays(arrays).ranked(FOUND) == model.ranked(FOUND)


def test_the_same_data_give_the_same_weights(model):
    again = ContinuationModel().fit(ROWS).arrays()
    assert np.array_equal(again["continuations"], model.arrays()["continuations"])
