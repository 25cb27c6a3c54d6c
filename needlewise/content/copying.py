"""Whether our wording repeats an article's."""

import re
from pathlib import Path
from typing import List, Set, Tuple

#: That many words in a row are no coincidence.
RUN = 8


def words(text: str) -> List[str]:
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))


def runs(text: str, size: int = RUN) -> Set[Tuple[str, ...]]:
    """Every run of `size` words in the text."""
    found = words(text)
    return {tuple(found[i : i + size]) for i in range(len(found) - size + 1)}


def article_runs(folder: Path) -> Set[Tuple[str, ...]]:
    """The runs of all article texts in a folder; empty where there are none."""
    all_runs: Set[Tuple[str, ...]] = set()
    for path in sorted(folder.glob("*.txt")):
        all_runs |= runs(path.read_text(encoding="utf-8"))
    return all_runs
