"""The graph of a tiny BERT with random weights, run for real."""
import numpy as np
import onnxruntime
import pytest

from needlewise.understanding.encoder_graph import build_encoder

WIDTH, WORDS, PLACES, LAYERS = 8, 20, 12, 2


def random_weights():
    random = np.random.default_rng(0)

    def make(*shape):
        return random.normal(size=shape).astype(np.float32)

    weights = {
        "embeddings.word_embeddings.weight": make(WORDS, WIDTH),
        "embeddings.token_type_embeddings.weight": make(2, WIDTH),
        "embeddings.position_embeddings.weight": make(PLACES, WIDTH),
    }
    norms = ["embeddings.LayerNorm"]
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        parts = [f"attention.self.{p}" for p in ("query", "key", "value")]
        shapes = {**dict.fromkeys([*parts, "attention.output.dense"], (WIDTH, WIDTH))}
        shapes |= {"intermediate.dense": (16, WIDTH), "output.dense": (WIDTH, 16)}
        for part, shape in shapes.items():
            weights[f"{layer}.{part}.weight"] = make(*shape)
            weights[f"{layer}.{part}.bias"] = make(shape[0])
        norms += [f"{layer}.attention.output.LayerNorm", f"{layer}.output.LayerNorm"]
    for norm in norms:
        weights[f"{norm}.weight"], weights[f"{norm}.bias"] = make(WIDTH), make(WIDTH)
    return weights


@pytest.fixture(scope="module")
def encode():
    graph = build_encoder(random_weights(), layers=LAYERS, heads=2, width=WIDTH)
    session = onnxruntime.InferenceSession(
        graph.SerializeToString(), providers=["CPUExecutionProvider"]
    )

    def encoded(ids, mask):
        feed = {
            "input_ids": np.array(ids, dtype=np.int64),
            "attention_mask": np.array(mask, dtype=np.int64),
        }
        return session.run(["embedding"], feed)[0]

    return encoded


def test_vectors_are_of_unit_length(encode):
    vectors = encode([[1, 2, 3], [4, 5, 6]], [[1, 1, 1]] * 2)
    assert vectors.shape == (2, WIDTH)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)


def test_padding_changes_nothing(encode):
    alone = encode([[1, 2, 3]], [[1, 1, 1]])
    padded = encode([[1, 2, 3, 9, 9]], [[1, 1, 1, 0, 0]])
    assert padded == pytest.approx(alone, abs=1e-5)


def test_the_order_of_words_counts(encode):
    assert encode([[1, 2, 3]], [[1] * 3]) != pytest.approx(encode([[3, 2, 1]], [[1] * 3]), abs=1e-3)


def test_a_missing_weight_is_no_silent_gap():
    weights = random_weights()
    del weights["encoder.layer.1.output.dense.bias"]
    with pytest.raises(KeyError, match="encoder.layer.1.output.dense.bias"):
        build_encoder(weights, layers=LAYERS, heads=2, width=WIDTH)
