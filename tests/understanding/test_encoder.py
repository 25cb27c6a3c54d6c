"""The real encoder, as `make encoder` leaves it."""
import numpy as np
import pytest

from needlewise.understanding.encoder import (
    MAX_TOKENS,
    EncoderMissing,
    RememberingEncoder,
    SentenceEncoder,
    shared_encoder,
)
from needlewise.understanding.prepare_encoder import is_prepared

prepared = pytest.mark.skipif(not is_prepared(), reason="run `make encoder` first")


@pytest.fixture(scope="module")
def encoder():
    return shared_encoder()


@prepared
def test_vectors_are_of_unit_length(encoder):
    vectors = encoder.encode(["does it hurt", "is it red?", "", "😀", "x" * 5000])
    assert vectors.shape == (5, encoder.width) == (5, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(5), abs=1e-3)


@prepared
def test_no_text_gives_no_vector(encoder):
    assert encoder.encode([]).shape == (0, 384)


@prepared
@pytest.mark.parametrize(
    "text, paraphrase, unrelated",
    [
        ("does it hurt", "is the procedure painful", "how do i book an appointment"),
        ("how long will my skin be red", "when does the redness go away", "what is collagen"),
        ("who performs the treatment", "which professional does it", "can i go swimming"),
    ],
)
def test_a_paraphrase_is_nearer_than_something_else(encoder, text, paraphrase, unrelated):
    own, near, far = encoder.encode([text, paraphrase, unrelated])
    assert own @ near > own @ far + 0.2


@prepared
def test_a_vector_does_not_depend_on_its_neighbours(encoder):
    alone = encoder.encode(["does it hurt"])[0]
    assert np.array_equal(encoder.encode(["a long and winding sentence", "does it hurt"])[1], alone)


@prepared
def test_what_is_too_long_is_cut(encoder):
    long = "red " * MAX_TOKENS
    one, other = encoder.encode([long, long + "and something else entirely"])
    assert np.array_equal(one, other)


def test_an_empty_folder_says_what_to_run(tmp_path):
    with pytest.raises(EncoderMissing, match="Run `make encoder`"):
        SentenceEncoder(tmp_path)


class Counting:
    """Encodes a text to its length and remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        return np.array([[len(text)] for text in texts], dtype=np.float32)


def test_in_training_each_text_is_encoded_once():
    counting = Counting()
    remembering = RememberingEncoder(counting)
    assert remembering.encode(["a", "bb", "a"]).tolist() == [[1], [2], [1]]
    assert remembering.encode(["bb", "ccc"]).tolist() == [[2], [3]]
    assert counting.asked == ["a", "bb", "ccc"]
