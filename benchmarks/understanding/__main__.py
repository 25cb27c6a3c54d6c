"""`make bench-understanding`: every pipeline in a process of its own, one after the other."""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Dict, List

from benchmarks.understanding.messages import is_right, test_messages, training_examples
from benchmarks.understanding.pipelines import PIPELINES
from needlewise.model import environment

#: Examples a question, at most: with all, Rasa's default takes minutes an epoch, 100 times.
EXAMPLES = 6
RESULTS = Path(__file__).parent / "results.md"


def measure(name: str, examples: int) -> Dict[str, Any]:
    """Train and test one pipeline here; run in a process of its own, so that memory is its own.

    Args:
        examples: how many a question, at most.
    """
    rows, messages = training_examples(examples), test_messages()
    pipeline = PIPELINES[name][1]()
    start = time.perf_counter()
    pipeline.train(rows)
    trained = time.perf_counter() - start
    pipeline.label("warm up")
    seconds: List[float] = []
    labels: List[Any] = []
    for asked in messages:
        start = time.perf_counter()
        labels.append(pipeline.label(asked.text))
        seconds.append(time.perf_counter() - start)
    judged = list(zip(messages, labels, strict=True))
    inside = [(a, label) for a, label in judged if a.in_scope]
    outside = [(a, label) for a, label in judged if not a.in_scope]
    # the alarm for a message that is out of scope is no answer
    refused = [label is None or label == "red_flag" or is_right(a, label) for a, label in outside]
    right = [label is not None and is_right(a, label) for a, label in inside]
    wrong_inside = sum(
        label is not None and not ok for (_, label), ok in zip(inside, right, strict=True)
    )
    return {
        "right": sum(right) / len(right),
        "recall": sum(refused) / len(refused),
        "wrong": (wrong_inside + refused.count(False)) / len(messages),
        "train_s": trained,
        "p50_ms": 1000 * statistics.median(seconds),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "examples": len(rows),
        "messages": len(messages),
    }


def table(found: Dict[str, Dict[str, Any]]) -> str:
    """A Markdown table, a line a pipeline."""
    lines = [
        "| pipeline | right | out of scope refused | wrong answers | training | a message, p50 | "
        "peak memory |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, row in found.items():
        lines.append(
            f"| {PIPELINES[name][0]} | {row['right']:.1%} | {row['recall']:.1%} | "
            f"{row['wrong']:.1%} | {row['train_s']:.0f} s | {row['p50_ms']:.1f} ms | "
            f"{row['memory_mb']:.0f} MB |"
        )
    return "\n".join(lines)


def compared(found: Dict[str, Dict[str, Any]]) -> str:
    """Ours against Rasa's default, as ratios of the same run."""
    ours, rasa = found["needlewise"], found["rasa"]
    return (
        f"Against Rasa's default in this run: {100 * (ours['right'] - rasa['right']):+.1f} points "
        f"right, {ours['wrong'] / rasa['wrong']:.2f} of its wrong answers, "
        f"{rasa['p50_ms'] / ours['p50_ms']:.1f} times faster a message, "
        f"{rasa['train_s'] / ours['train_s']:.1f} times faster to train."
    )


def run(names: List[str], examples: int) -> int:
    found: Dict[str, Dict[str, Any]] = {}
    for name in names:
        print(f"  {PIPELINES[name][0]} ...", flush=True)
        command = [sys.executable, "-m", "benchmarks.understanding", "--one", name]
        command += ["--examples", str(examples)]
        done = subprocess.run(command, env=environment(), stdout=subprocess.PIPE, text=True)
        if done.returncode != 0:
            print(f"{PIPELINES[name][0]} failed.", file=sys.stderr)
            return 1
        found[name] = json.loads(done.stdout.strip().splitlines()[-1])
    first = found[names[0]]
    said = [table(found)]
    if {"needlewise", "rasa"} <= set(found):
        said.append(compared(found))
    said.append(
        f"{first['examples']} examples to train on (at most {examples} a question, and its "
        f"wording), {first['messages']} messages to test, {os.cpu_count()} cores. Training and "
        "message times of Needlewise include its red-flag guard."
    )
    text = "\n\n".join(said)
    print(text)
    if list(names) == list(PIPELINES):
        RESULTS.write_text(f"# Understanding, side by side\n\n{text}\n", encoding="utf-8")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", choices=PIPELINES, help="measure one pipeline, print JSON")
    parser.add_argument("--only", nargs="+", choices=PIPELINES, default=list(PIPELINES))
    parser.add_argument("--examples", type=int, default=EXAMPLES, help="a question, at most")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.examples)))
        return 0
    return run(options.only, options.examples)


if __name__ == "__main__":
    sys.exit(main())
