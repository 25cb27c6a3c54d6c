"""The real encoder, as `make encoder` leaves it."""
import numpy as np
import pytest

from needlewise.understanding.encoder import (
    MAX_TOKENS,
    EncoderMissing,
    RecentEncoder,
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

    width = 1

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
    assert sorted(counting.asked) == ["a", "bb", "ccc"]  # threads come in any order


def test_in_training_threads_do_not_mix_up_the_vectors():
    texts = ["x" * length for length in range(1, 200)]
    vectors = RememberingEncoder(Counting()).encode(texts[::-1])
    assert vectors[:, 0].tolist() == [len(text) for text in texts[::-1]]


@prepared
def test_in_training_a_vector_is_the_same_as_alone(encoder):
    texts = ["does it hurt", "is it red?", "", "how much is it", "is it red?"]
    assert np.array_equal(RememberingEncoder(encoder).encode(texts), encoder.encode(texts))


@pytest.mark.parametrize("remembering", [RememberingEncoder, RecentEncoder])
def test_no_text_gives_no_vector_where_vectors_are_remembered(remembering):
    assert remembering(Counting()).encode([]).shape == (0, 1)


def test_a_failure_in_a_thread_is_not_swallowed():
    class Broken(Counting):
        def encode(self, texts):
            raise RuntimeError("no room")

    with pytest.raises(RuntimeError, match="no room"):
        RememberingEncoder(Broken()).encode(["a"])


def test_a_recent_text_is_not_encoded_again():
    counting = Counting()
    recent = RecentEncoder(counting, size=2)
    assert recent.encode(["a", "bb", "a"]).tolist() == [[1], [2], [1]]
    assert recent.encode(["bb"]).tolist() == [[2]]
    assert counting.asked == ["a", "bb"]


def test_a_text_is_forgotten_after_a_few_others():
    counting = Counting()
    recent = RecentEncoder(counting, size=2)
    for text in ("a", "bb", "ccc", "a"):
        recent.encode([text])
    assert counting.asked == ["a", "bb", "ccc", "a"]
