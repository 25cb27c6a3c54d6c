"""The computation graph of a BERT sentence encoder, built from its weights with ONNX.

The architecture is BERT's (Devlin et al. 2019, arXiv:1810.04805), the pooling and the
normalisation are sentence-transformers' (Reimers and Gurevych 2019, arXiv:1908.10084).
Building it here keeps PyTorch out of the installation.
"""

from typing import Dict, List, Mapping, Sequence

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

_OPSET = 17  # the first with LayerNormalization
_EPSILON = 1e-12  # BERT's layer_norm_eps


class _Graph:
    """Collects nodes and weights; every method returns the name of its output."""

    def __init__(self, weights: Mapping[str, np.ndarray]) -> None:
        self.weights = weights
        self.nodes: List[onnx.NodeProto] = []
        self.initializers: Dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: np.ndarray) -> str:
        if name not in self.initializers:
            self.initializers[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def weight(self, name: str, transpose: bool = False) -> str:
        value = np.asarray(self.weights[name], dtype=np.float32)
        return self.constant(name, value.T if transpose else value)

    def op(self, kind: str, *inputs: str, **attributes: object) -> str:
        output = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def linear(self, x: str, prefix: str) -> str:
        product = self.op("MatMul", x, self.weight(f"{prefix}.weight", transpose=True))
        return self.op("Add", product, self.weight(f"{prefix}.bias"))

    def norm(self, x: str, prefix: str) -> str:
        return self.op(
            "LayerNormalization",
            x,
            self.weight(f"{prefix}.weight"),
            self.weight(f"{prefix}.bias"),
            axis=-1,
            epsilon=_EPSILON,
        )

    def gelu(self, x: str) -> str:
        half = self.constant("half", np.float32(0.5))
        one = self.constant("one", np.float32(1.0))
        root = self.constant("root_two", np.float32(np.sqrt(2.0)))
        erf = self.op("Erf", self.op("Div", x, root))
        return self.op("Mul", self.op("Mul", x, half), self.op("Add", erf, one))

    def heads(self, x: str, count: int, size: int) -> str:
        """(batch, tokens, width) -> (batch, heads, tokens, size)."""
        shape = self.constant("split_heads", np.array([0, 0, count, size], dtype=np.int64))
        return self.op("Transpose", self.op("Reshape", x, shape), perm=[0, 2, 1, 3])

    def attention(self, x: str, bias: str, prefix: str, count: int, size: int) -> str:
        query, key, value = (
            self.heads(self.linear(x, f"{prefix}.self.{part}"), count, size)
            for part in ("query", "key", "value")
        )
        scores = self.op("MatMul", query, self.op("Transpose", key, perm=[0, 1, 3, 2]))
        scale = self.constant("scale", np.float32(1.0 / np.sqrt(size)))
        weights = self.op("Softmax", self.op("Add", self.op("Mul", scores, scale), bias), axis=-1)
        mixed = self.op("Transpose", self.op("MatMul", weights, value), perm=[0, 2, 1, 3])
        shape = self.constant("join_heads", np.array([0, 0, count * size], dtype=np.int64))
        dense = self.linear(self.op("Reshape", mixed, shape), f"{prefix}.output.dense")
        return self.norm(self.op("Add", dense, x), f"{prefix}.output.LayerNorm")

    def layer(self, x: str, bias: str, prefix: str, count: int, size: int) -> str:
        attended = self.attention(x, bias, f"{prefix}.attention", count, size)
        inner = self.gelu(self.linear(attended, f"{prefix}.intermediate.dense"))
        outer = self.op("Add", self.linear(inner, f"{prefix}.output.dense"), attended)
        return self.norm(outer, f"{prefix}.output.LayerNorm")

    def embeddings(self) -> str:
        words = self.op(
            "Gather", self.weight("embeddings.word_embeddings.weight"), "input_ids", axis=0
        )
        # token type 0 throughout: one sentence, never a pair
        types = np.asarray(self.weights["embeddings.token_type_embeddings.weight"][0])
        places = np.asarray(self.weights["embeddings.position_embeddings.weight"]) + types
        length = self.op("Shape", "input_ids", start=1, end=2)
        zero = self.constant("zero", np.array([0], dtype=np.int64))
        position = self.op(
            "Slice", self.constant("positions", places.astype(np.float32)), zero, length, zero
        )
        return self.norm(self.op("Add", words, position), "embeddings.LayerNorm")

    def attention_bias(self) -> str:
        """0 where a token stands, a large negative number where padding does."""
        mask = self.op("Cast", "attention_mask", to=TensorProto.FLOAT)
        axes = self.constant("mask_axes", np.array([1, 2], dtype=np.int64))
        one = self.constant("one", np.float32(1.0))
        gap = self.op("Sub", self.op("Unsqueeze", mask, axes), one)
        return self.op("Mul", gap, self.constant("minus_large", np.float32(1e9)))

    def mean_pool(self, x: str) -> str:
        """Mean over the real tokens, then unit length: (batch, width)."""
        mask = self.op("Cast", "attention_mask", to=TensorProto.FLOAT)
        last = self.constant("last_axis", np.array([2], dtype=np.int64))
        tokens = self.constant("token_axis", np.array([1], dtype=np.int64))
        wide = self.op("Unsqueeze", mask, last)
        total = self.op("ReduceSum", self.op("Mul", x, wide), tokens, keepdims=0)
        mean = self.op("Div", total, self.op("ReduceSum", wide, tokens, keepdims=0))
        length = self.op("ReduceL2", mean, axes=[1], keepdims=1)
        self.nodes.append(helper.make_node("Div", [mean, length], ["embedding"]))
        return "embedding"


def build_encoder(
    weights: Mapping[str, np.ndarray], layers: int, heads: int, width: int
) -> onnx.ModelProto:
    """The graph from token ids to unit sentence vectors.

    Args:
        weights: BERT's parameters by their names in the model's file.
        layers, heads, width: as in the model's `config.json`.

    Returns:
        A model with inputs `input_ids` and `attention_mask`, int64 of shape (batch, tokens),
        and the output `embedding`, float32 of shape (batch, width).
    """
    graph = _Graph(weights)
    bias = graph.attention_bias()
    x = graph.embeddings()
    for number in range(layers):
        x = graph.layer(x, bias, f"encoder.layer.{number}", heads, width // heads)
    graph.mean_pool(x)
    return _model(graph.nodes, list(graph.initializers.values()), width)


def _model(
    nodes: Sequence[onnx.NodeProto], initializers: Sequence[onnx.TensorProto], width: int
) -> onnx.ModelProto:
    ids = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    out = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", width])
    graph = helper.make_graph(list(nodes), "sentence_encoder", ids, [out], list(initializers))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model
