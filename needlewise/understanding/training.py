"""Training the resolver's own models on messages and conversations that were labelled."""

from pathlib import Path
from typing import Any, Dict, Iterator, List, Mapping, Set, Tuple

from needlewise.content.yaml_files import ContentError, read_yaml
from needlewise.understanding.continuations import Candidates, ContinuationModel
from needlewise.understanding.knowledge import FOLLOW_UP
from needlewise.understanding.pairs import Candidate, PairModel
from needlewise.understanding.reader import TextReader
from needlewise.understanding.resolver import Resolver

#: Talk that leaves the topic as it was.
_NO_TOPIC = ("smalltalk", "out_of_scope", FOLLOW_UP)


def train_pairs(resolver: Resolver, reader: TextReader, path: Path) -> PairModel:
    """Learn from `data/two_questions.yml`: messages with the one or two questions they ask.

    Raises:
        ContentError: the file is not of that form.
    """
    rows: List[Tuple[List[Candidate], Set[str]]] = []
    for row in _rows(path, "messages", "text", "questions"):
        asked = set(row["questions"])
        # one question is no pair, so no candidate of its message is right
        rows.append((resolver.pair_candidates(reader.read(row["text"])), asked))
    return PairModel().fit(rows)


def train_continuations(resolver: Resolver, reader: TextReader, path: Path) -> ContinuationModel:
    """Learn from `data/conversations.yml`: turns with the question that each means.

    Raises:
        ContentError: the file is not of that form.
    """
    rows: List[Tuple[Candidates, str]] = []
    for row in _rows(path, "conversations", "turns"):
        before = None
        for turn in row["turns"]:
            theme = turn["question"].split("/")[0]
            if before and theme != FOLLOW_UP:
                found = resolver.continuations(reader.read(turn["text"]), before)
                rows.append((found, turn["question"]))
            if "/" in turn["question"] and theme not in _NO_TOPIC:
                before = turn["question"]
    return ContinuationModel().fit(rows)


def _rows(path: Path, under: str, *needed: str) -> Iterator[Mapping[str, Any]]:
    content: Dict[str, Any] = read_yaml(path) or {}
    if not content.get(under):
        raise ContentError(f"{path} holds nothing under `{under}:`.")
    for number, row in enumerate(content[under], start=1):
        missing = [name for name in needed if name not in row]
        turns = row.get("turns", ())
        missing += [part for turn in turns for part in ("text", "question") if part not in turn]
        if missing:
            raise ContentError(f"{path}: entry {number} lacks {', '.join(missing)}.")
        yield row
