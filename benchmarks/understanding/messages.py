"""What every pipeline trains on and is tested on: the same examples, the same messages."""

import zlib
from dataclasses import dataclass
from typing import FrozenSet, List, Tuple

from needlewise.content.library import DATA_DIR, shared_library
from needlewise.content.questions import load_examples
from needlewise.understanding.knowledge import build_knowledge
from tests.understanding.evaluate import read

OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Asked:
    """A message with the labels that are right for it."""

    text: str
    right: FrozenSet[str]

    @property
    def in_scope(self) -> bool:
        return OUT_OF_SCOPE not in self.right


def training_examples(most: int) -> List[Tuple[str, str]]:
    """(text, question): at most so many a question, the same in each run, and the wordings."""
    rows: List[Tuple[str, str]] = []
    for label, texts in load_examples(DATA_DIR).items():
        drawn = sorted(texts, key=lambda text: zlib.crc32(text.encode()))[:most]
        rows += [(text, label) for text in drawn]
    return rows + list(build_knowledge(shared_library()).training_wordings)


def test_messages() -> List[Asked]:
    """Single questions, small talk and what is out of scope; a red flag is nobody's here."""
    rows = [*read("questions"), *read("smalltalk")]
    asked = [Asked(r["text"], frozenset({r["question"], *r.get("also", ())})) for r in rows]
    return asked + [Asked(r["text"], frozenset({OUT_OF_SCOPE})) for r in read("out_of_scope")]


def is_right(asked: Asked, label: str) -> bool:
    """Whether a label is right; what is out of scope may be small talk, but never a topic."""
    if asked.in_scope:
        return label in asked.right
    return label.split("/")[0] in (OUT_OF_SCOPE, "smalltalk")
