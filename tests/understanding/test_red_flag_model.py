"""The model of danger on toy data, with an encoder that anyone can recompute."""
import json
import zlib

import numpy as np
import pytest

from needlewise.understanding.red_flag_model import NONE, RedFlagModel
from needlewise.understanding.red_flags import Heard, hear

EXAMPLES = {
    "fever": [
        "i have a fever", "fever since last night", "my fever is high", "a fever and chills",
        "shivering with fever",
    ],
    "pus": [
        "there is pus on my chin", "pus coming out", "yellow pus since today", "my cheek has pus",
        "thick pus on my face",
    ],
    NONE: [
        "no fever", "i have no fever at all", "what if i get a fever", "i had a fever years ago",
        "no pus", "there is no pus on my chin", "what if there is pus", "can i wear makeup",
        "can i book on friday", "does it hurt", "how long is it red", "my skin is a bit red",
    ],
}
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
KINDS = [kind for kind, texts in EXAMPLES.items() for _ in texts]
NEW = ["a high fever today", "pus on my cheek", "could i get a fever", "can i go on friday", ""]


def encode(texts):
    """Each word switches on one of 64 numbers; unit length."""
    vectors = np.full((len(texts), 64), 1e-3, dtype=np.float32)
    for row, text in zip(vectors, texts, strict=True):
        for word in text.split():
            row[zlib.crc32(word.encode()) % 64] += 1
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def train(kinds):
    return lambda texts, labels: RedFlagModel(encode).fit([hear(kinds, t) for t in texts], labels)


@pytest.fixture(scope="module")
def model(train):
    return train(TEXTS, KINDS)


@pytest.fixture
def witness(kinds, model):
    return lambda text: model.witness(hear(kinds, text))


@pytest.mark.parametrize(
    "text, kind",
    [("i have a high fever", "fever"), ("fever tonight", "fever"), ("pus on my cheek", "pus")],
)
def test_danger_leans_to_it_and_names_its_kind(witness, text, kind):
    likely, lean = witness(text)
    assert likely == kind and lean > 0


@pytest.mark.parametrize("text", ["can i go on friday", "is my skin red", "will it hurt"])
def test_what_is_harmless_leans_away(witness, text):
    assert witness(text)[1] < 0


@pytest.mark.parametrize(
    "stated, framed",
    [
        ("fever", "no fever"),
        ("i have a fever", "i never have a fever"),
        ("i got a fever", "what if i got a fever"),
        ("i had a fever", "i had a fever years ago"),
        ("there is pus", "there is no pus"),
    ],
)
def test_what_is_stated_leans_more_than_what_is_framed(witness, stated, framed):
    assert witness(stated)[1] > witness(framed)[1]


@pytest.mark.parametrize("scoped, signs", [("fever|denied", ""), ("", "denied framed_fever")])
def test_scope_and_tags_each_count_where_the_text_is_the_same(model, scoped, signs):
    bare = Heard("fever", "fever|" if scoped else "", "stated stated_fever" if signs else "")
    assert model.witness(bare)[1] > model.witness(Heard("fever", scoped, signs))[1]


def test_the_kinds_are_those_of_the_examples_without_none(model):
    assert model.kinds == ["fever", "pus"]


def test_a_kind_is_named_whatever_the_lean(witness):
    assert {witness(text)[0] for text in [*TEXTS, *NEW]} == {"fever", "pus"}


def test_more_than_two_kinds_are_told_apart(train, kinds):
    fits = ["she had a seizure", "a seizure just now", "having a seizure", "seizure on the floor"]
    model = train([*TEXTS, *fits], [*KINDS, *["seizure"] * len(fits)])
    assert model.kinds == ["fever", "pus", "seizure"]
    for text, kind in [("a seizure", "seizure"), ("a fever", "fever"), ("some pus", "pus")]:
        assert model.witness(hear(kinds, text))[0] == kind


def test_the_same_data_gives_the_same_model(train, kinds, model):
    again = train(TEXTS, KINDS)
    for text in [*TEXTS, *NEW]:
        assert again.witness(hear(kinds, text)) == model.witness(hear(kinds, text))


def test_a_model_that_was_saved_predicts_the_same(kinds, model, tmp_path):
    model.save(tmp_path)
    loaded = RedFlagModel.load(tmp_path, encode)
    assert loaded.kinds == model.kinds
    for heard in [hear(kinds, text) for text in [*TEXTS, *NEW]]:
        kind, lean = model.witness(heard)
        assert loaded.witness(heard) == (kind, pytest.approx(lean, abs=1e-5))


def test_what_is_saved_runs_no_code(model, tmp_path):
    model.save(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"red_flags.npz", "red_flags.json"}
    with np.load(tmp_path / "red_flags.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)
    names = json.loads((tmp_path / "red_flags.json").read_text(encoding="utf-8"))
    assert names["kinds"] == ["fever", "pus"]


@pytest.mark.parametrize(
    "labels",
    [[], [NONE], ["fever", "pus"], ["fever", NONE]],
    ids=["nothing", "harmless only", "nothing harmless", "one kind"],
)
def test_too_little_to_learn_from_is_a_clear_error(train, labels):
    rows = [(text, kind) for text, kind in zip(TEXTS, KINDS, strict=True) if kind in labels]
    with pytest.raises(ValueError, match="harmless messages and two kinds"):
        train([text for text, _ in rows], [kind for _, kind in rows])
