"""The page with plots that `make evaluate` writes."""

from collections import Counter
from pathlib import Path
from typing import Any, Sequence

import matplotlib
import numpy as np

matplotlib.use("Agg")
from matplotlib import pyplot as plt  # noqa: E402

FOLDER = Path(__file__).parent
PAGE = FOLDER / "evaluation.md"

_TEXT = """# Understanding, in pictures

Written by `make evaluate`, from the messages in `tests/understanding/`. Half of each set is held
out: it was only counted.

![Confidence against accuracy](confidence.png)

Of the questions that were given a confidence within each tenth, the share whose likeliest question
was right. On the diagonal the assistant is exactly as sure as it may be.

![Thresholds](thresholds.png)

What another threshold would do: below it, a question is asked back.

![Confusion of themes](confusion.png)

Rows are what was asked, columns what it was taken for; one square is a theme.
"""


def write_page(results: Sequence[Any], scope: Sequence[Any]) -> None:
    """Plots and page from the results of single questions and of what is out of scope."""
    _confidence(results)
    _thresholds(results)
    _confusion(results, scope)
    PAGE.write_text(_TEXT, encoding="utf-8")


def _save(name: str) -> None:
    plt.tight_layout()
    plt.savefig(FOLDER / name, dpi=80, metadata={"Software": None})
    plt.close()


def _confidence(results: Sequence[Any]) -> None:
    answered = [r for r in results if r.verdict != "rejected"]
    sure = np.array([min(r.confidence, 0.999) for r in answered])
    right = np.array([r.verdict == "right" for r in answered])
    bins = np.floor(sure * 10).astype(int)
    seen = [b for b in range(10) if (bins == b).any()]
    plt.figure(figsize=(5, 4))
    plt.plot([0, 1], [0, 1], color="0.7", linestyle="--")
    plt.plot([(b + 0.5) / 10 for b in seen], [right[bins == b].mean() for b in seen], marker="o")
    for b in seen:
        plt.annotate(str(int((bins == b).sum())), ((b + 0.5) / 10, right[bins == b].mean() - 0.07))
    plt.xlabel("confidence")
    plt.ylabel("share right (and how many)")
    plt.ylim(0, 1.05)
    _save("confidence.png")


def _thresholds(results: Sequence[Any]) -> None:
    steps = np.linspace(0.33, 1, 40)
    answered = [r for r in results if r.verdict != "rejected"]
    sure = np.array([r.confidence for r in answered])
    right = np.array([r.verdict == "right" for r in answered])
    plt.figure(figsize=(5, 4))
    for name, chosen in (("right", right), ("wrong", ~right)):
        plt.plot(steps, [(chosen & (sure >= t)).sum() / len(results) for t in steps], label=name)
    plt.xlabel("threshold")
    plt.ylabel("share of all questions")
    plt.legend()
    _save("thresholds.png")


def _confusion(results: Sequence[Any], scope: Sequence[Any]) -> None:
    mixed: Counter = Counter()
    for result in results:
        expected = min(result.case.expected)
        got = expected if result.verdict == "right" else result.got
        mixed[expected.split("/")[0], got.split("/")[0]] += 1
    for _, got, honest in scope:
        mixed["out_of_scope", "out_of_scope" if honest else got.split("/")[0]] += 1
    names = sorted({name for pair in mixed for name in pair})
    table = np.array([[mixed[a, b] for b in names] for a in names], dtype=float)
    shares = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    plt.figure(figsize=(8, 7))
    plt.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    plt.xticks(range(len(names)), names, rotation=90)
    plt.yticks(range(len(names)), names)
    for i, j in zip(*np.nonzero(table), strict=True):
        colour = "white" if shares[i, j] > 0.5 else "black"
        plt.text(j, i, f"{table[i, j]:.0f}", ha="center", va="center", fontsize=7, color=colour)
    plt.xlabel("taken for")
    plt.ylabel("asked")
    _save("confusion.png")
