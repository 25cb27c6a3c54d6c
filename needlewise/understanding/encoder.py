"""Sentences to vectors: all-MiniLM-L6-v2 run by ONNX Runtime."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Dict, List, Sequence

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from needlewise import ROOT

#: Where `needlewise.understanding.prepare_encoder` leaves the graph and the tokenizer.
ENCODER_DIR = ROOT / "models" / "encoder"
GRAPH_FILE = "encoder.int8.onnx"
TOKENIZER_FILE = "tokenizer.json"
#: The model was trained on sentences of up to 128 word pieces (its model card).
MAX_TOKENS = 128


class EncoderMissing(RuntimeError):
    """The prepared encoder is not there."""


class SentenceEncoder:
    """Unit-length sentence vectors."""

    def __init__(self, folder: Path = ENCODER_DIR) -> None:
        """Open the prepared encoder.

        Raises:
            EncoderMissing: `folder` does not hold it.
        """
        graph, tokenizer = folder / GRAPH_FILE, folder / TOKENIZER_FILE
        if not (graph.is_file() and tokenizer.is_file()):
            raise EncoderMissing(
                f"There is no sentence encoder in {folder}. Run `make encoder` to prepare it."
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(graph), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self.width = int(self._session.get_outputs()[0].shape[1])

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of unit length, float32 of shape (len(texts), width).

        Each text is run alone: int8 activations are scaled over the batch, so a batch would
        make a text's vector depend on its neighbours.
        """
        vectors: List[np.ndarray] = []
        for text in texts:
            encoding = self._tokenizer.encode(text)
            feed = {
                "input_ids": np.array([encoding.ids], dtype=np.int64),
                "attention_mask": np.array([encoding.attention_mask], dtype=np.int64),
            }
            vectors.append(self._session.run(None, feed)[0][0])
        return np.array(vectors, dtype=np.float32).reshape(len(texts), self.width)


class RecentEncoder:
    """Remembers the last few texts: classifier and guard look at the same message."""

    def __init__(self, encoder: SentenceEncoder, size: int = 32) -> None:
        self._one = lru_cache(maxsize=size)(lambda text: encoder.encode([text])[0])
        self.width = encoder.width

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """As `SentenceEncoder.encode`."""
        return np.array([self._one(text) for text in texts], dtype=np.float32).reshape(
            len(texts), self.width
        )


@lru_cache(maxsize=1)
def answering_encoder() -> RecentEncoder:
    """The encoder for answering messages."""
    return RecentEncoder(shared_encoder())


@lru_cache(maxsize=2)
def shared_encoder(folder: Path = ENCODER_DIR) -> SentenceEncoder:
    """The process's one encoder of this folder: it is read-only and costs 60 MB."""
    return SentenceEncoder(folder)


class RememberingEncoder:
    """Encodes each text once: two components train on much the same texts."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._encoder = encoder
        self._vectors: Dict[str, np.ndarray] = {}

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """As `SentenceEncoder.encode`."""
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        count = os.cpu_count() or 1
        with ThreadPoolExecutor(count) as pool:  # ONNX Runtime works outside Python's lock
            shares = [new[number::count] for number in range(count)]
            for share, vectors in zip(shares, pool.map(self._encoder.encode, shares), strict=True):
                self._vectors.update(zip(share, vectors, strict=True))
        return np.array([self._vectors[text] for text in texts], dtype=np.float32).reshape(
            len(texts), -1 if texts else self._encoder.width
        )


@lru_cache(maxsize=1)
def training_encoder() -> RememberingEncoder:
    """The encoder for a training run."""
    return RememberingEncoder(shared_encoder())
