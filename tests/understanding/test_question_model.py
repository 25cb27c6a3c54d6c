"""The classifier on toy data, with an encoder that anyone can recompute."""
import zlib

import numpy as np
import pytest

from needlewise.understanding.question_model import QuestionModel, Text

EXAMPLES = {
    "pain": [
        "does it hurt", "is it painful", "will it hurt a lot", "how painful is it", "pain level",
    ],
    "cost": [
        "how much is it", "what does it cost", "is it expensive", "the price please", "cost level",
    ],
    "red": [
        "how long is it red", "is redness normal", "my skin is red", "red face after",
        "redness level",
    ],
}
TEXTS = [Text(text) for texts in EXAMPLES.values() for text in texts]
LABELS = [label for label, texts in EXAMPLES.items() for _ in texts]
QUESTIONS = [
    Text(t) for t in ("does it hurt much", "what is the price", "is my skin still red", "xyzzy")
]


def encode(texts):
    """Each word switches on one of 64 numbers; unit length."""
    vectors = np.full((len(texts), 64), 1e-3, dtype=np.float32)
    for row, text in zip(vectors, texts, strict=True):
        for word in text.split():
            row[zlib.crc32(word.encode()) % 64] += 1
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def trained():
    return QuestionModel(encode).fit(TEXTS, LABELS)


@pytest.fixture(scope="module")
def model():
    return trained()


@pytest.mark.parametrize("text, label", zip(QUESTIONS[:3], ["pain", "cost", "red"], strict=True))
def test_a_question_is_told_from_the_others(model, text, label):
    prediction = model.predict(text)
    assert prediction.label == label
    assert 0 < prediction.confidence <= 1


def test_the_ranking_falls_and_holds_each_label_once(model):
    for text in QUESTIONS:
        ranking = model.predict(text).ranking
        chances = [chance for _, chance in ranking]
        assert sorted(label for label, _ in ranking) == sorted(EXAMPLES)
        assert chances == sorted(chances, reverse=True)
        assert chances[0] == pytest.approx(model.predict(text).confidence)


def test_the_same_data_gives_the_same_model(model):
    again = trained()
    assert [again.predict(t) for t in QUESTIONS] == [model.predict(t) for t in QUESTIONS]


def test_a_model_that_was_saved_predicts_the_same(model, tmp_path):
    model.save(tmp_path)
    loaded = QuestionModel.load(tmp_path, encode)
    for text in [*QUESTIONS, *TEXTS]:
        before, after = model.predict(text), loaded.predict(text)
        assert after.label == before.label
        assert after.likeness == pytest.approx(before.likeness, abs=0.01)
        assert loaded.opinion(text).scores == pytest.approx(model.opinion(text).scores, abs=0.01)
    assert loaded.labels == model.labels
    assert loaded.calibration.slope == pytest.approx(model.calibration.slope)
    assert loaded.calibration.intercept == pytest.approx(model.calibration.intercept)
    assert loaded.calibration.threshold == pytest.approx(model.calibration.threshold)


def test_a_model_that_was_saved_is_as_sure(model, tmp_path):
    model.save(tmp_path)
    loaded = QuestionModel.load(tmp_path, encode)
    after = [loaded.predict(text).confidence for text in [*QUESTIONS, *TEXTS]]
    before = [model.predict(text).confidence for text in [*QUESTIONS, *TEXTS]]
    assert after == pytest.approx(before, abs=0.01)


def test_what_is_saved_runs_no_code(model, tmp_path):
    model.save(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"model.npz", "model.json"}
    arrays = np.load(tmp_path / "model.npz", allow_pickle=False)
    assert all(arrays[name].dtype != object for name in arrays.files)


@pytest.mark.parametrize("text", ["does it hurt", "Does it HURT?!"])
def test_an_example_itself_is_certain(model, text):
    prediction = model.predict(Text(text))
    assert (prediction.label, prediction.confidence) == ("pain", 1.0)
    assert prediction.ranking[0] == ("pain", 1.0)


def test_an_example_is_certain_even_against_the_scores():
    odd = QuestionModel(encode).fit([*TEXTS, Text("how painful")], [*LABELS, "cost"])
    assert odd.predict(Text("how painful")).label == "cost"


def test_likeness_is_that_of_the_nearest_example(model):
    assert model.predict(Text("does it hurt")).likeness == pytest.approx(1, abs=1e-4)
    assert model.predict(Text("xyzzy")).likeness < 0.6


def test_what_resembles_nothing_is_less_sure(model):
    assert model.predict(Text("xyzzy")).confidence < model.predict(QUESTIONS[0]).confidence


@pytest.mark.parametrize("text", QUESTIONS[:3])
def test_the_best_score_is_that_of_the_predicted_label(model, text):
    scores = model.opinion(text).scores
    assert scores.shape == (len(model.labels),)
    assert model.labels[scores.argmax()] == model.predict(text).label


def test_a_score_over_0_speaks_for_a_label(model):
    scores = dict(zip(model.labels, model.opinion(Text("does it hurt a lot")).scores, strict=True))
    assert scores["pain"] > 0 > max(scores["cost"], scores["red"])


def test_each_label_is_as_near_as_its_nearest_example(model):
    """Likeness is taken along the main axes, so it is not quite the cosine."""
    text = QUESTIONS[0]
    nearness = dict(zip(model.labels, model.opinion(text).nearness, strict=True))
    vector = encode([text.text])[0]
    for label, texts in EXAMPLES.items():
        assert nearness[label] == pytest.approx(max(encode(texts) @ vector), abs=0.1)
    assert max(nearness.values()) == pytest.approx(model.predict(text).likeness, abs=1e-5)


def test_the_order_of_examples_does_not_matter(model):
    turned = QuestionModel(encode).fit(TEXTS[::-1], LABELS[::-1])
    for text in QUESTIONS[:3]:
        assert turned.predict(text).label == model.predict(text).label



def test_two_labels_are_enough():
    model = QuestionModel(encode).fit(TEXTS[:10], LABELS[:10])
    assert model.predict(Text("will it hurt")).label == "pain"
    assert model.predict(Text("is it a high price")).label == "cost"


@pytest.mark.parametrize("word", ["red", "blue", "green", "grey", "pink", "white", "black", "teal"])
def test_a_label_with_one_example_is_no_error(word):
    """Whichever examples are held out for calibration, some of them or all of a label."""
    texts = [Text(f"something {word}"), Text("quite another thing"), Text("quite another case")]
    model = QuestionModel(encode).fit(texts, ["colour", "other", "other"])
    assert model.predict(Text(f"really {word}")).label == "colour"


@pytest.mark.parametrize("texts, labels", [([], []), (TEXTS[:5], LABELS[:5])], ids=["none", "one"])
def test_fewer_than_two_labels_are_a_clear_error(texts, labels):
    with pytest.raises(ValueError, match="at least two questions"):
        QuestionModel(encode).fit(texts, labels)


def test_tags_count():
    wordings, tags = ("can i have it", "may i get it"), ("term_area", "term_drug")
    texts = [Text(wording, (tag,)) for tag in tags for wording in wordings]
    labels = ["area", "area", "drug", "drug"]
    model = QuestionModel(encode).fit(texts, labels)
    assert model.predict(Text("could i get it", ("term_area",))).label == "area"
    assert model.predict(Text("could i get it", ("term_drug",))).label == "drug"
