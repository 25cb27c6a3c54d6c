"""How well messages are understood that were never trained on: `make evaluate`.

Every set was written apart from the training examples; `test_no_overlap.py` fails where one
found its way in. The even-numbered half of each set (0, 2, 4 ...) served as development set:
thresholds were chosen and errors were read there. The odd half was only counted.
"""
import asyncio
import logging
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterator, List, Sequence, Set, Tuple

from ruamel.yaml import YAML

SETS = Path(__file__).parent
RIGHT, WRONG, REJECTED = "right", "wrong", "rejected"


@dataclass(frozen=True)
class Case:
    """One message with what it should be understood as."""

    text: str
    expected: Set[str]
    style: str
    held_out: bool


@dataclass(frozen=True)
class Result:
    case: Case
    got: str
    verdict: str


def read(name: str) -> List[Dict[str, Any]]:
    return YAML(typ="safe").load((SETS / f"{name}.yml").read_text(encoding="utf-8"))


def cases(name: str) -> Iterator[Case]:
    """The messages of a set whose rows have a `text` and a `question`."""
    for index, row in enumerate(read(name)):
        yield Case(
            row["text"],
            {row["question"], *row.get("also", ())},
            row.get("style", name),
            index % 2 == 1,
        )


def understood(parsed: Dict[str, Any]) -> str:
    """The question, or the intent, that a parsed message was taken for."""
    return parsed["understanding"]["intent"]


def judge(case: Case, got: str) -> Result:
    if got in case.expected:
        return Result(case, got, RIGHT)
    return Result(case, got, REJECTED if got == "nlu_fallback" else WRONG)


class Understander:
    """The trained model, one message at a time and without a conversation."""

    def __init__(self) -> None:
        import structlog
        from rasa.core.agent import load_agent

        from needlewise.model import MODEL

        # Rasa logs every message it parses
        quiet = structlog.make_filtering_bound_logger(logging.WARNING)
        structlog.configure(wrapper_class=quiet)
        self._loop = asyncio.new_event_loop()
        self._agent = self._loop.run_until_complete(load_agent(str(MODEL)))

    def parse(self, text: str) -> Dict[str, Any]:
        return self._loop.run_until_complete(self._agent.parse_message(text))


def questions(model: Understander) -> List[Result]:
    both = [*cases("questions"), *cases("smalltalk")]
    return [judge(case, understood(model.parse(case.text))) for case in both]


def rejected_out_of_scope(model: Understander) -> Dict[str, List[Tuple[str, str, bool]]]:
    """By kind (near, far): each message, what it was taken for, and whether that is honest.

    A refusal, a question back and a red flag are; a topic answered is not.
    """
    found: Dict[str, List[Tuple[str, str, bool]]] = defaultdict(list)
    for row in read("out_of_scope"):
        got = understood(model.parse(row["text"]))
        honest = got.split("/")[0] in ("out_of_scope", "nlu_fallback", "red_flag", "smalltalk")
        found[row["kind"]].append((row["text"], got, honest))
    return found


def pairs(model: Understander) -> List[Tuple[str, List[str], List[str], bool]]:
    found = []
    for row in read("two_questions"):
        asked = [a["question"] for a in model.parse(row["text"])["understanding"]["asked"]]
        found.append((row["text"], row["questions"], asked, set(row["questions"]) == set(asked)))
    return found


def raised(model: Understander, name: str) -> List[bool]:
    return [understood(model.parse(row["text"])) == "red_flag" for row in read(name)]


def share(verdicts: Sequence[bool]) -> str:
    return f"{sum(verdicts):4d} of {len(verdicts):4d}  {sum(verdicts) / max(1, len(verdicts)):6.1%}"


def print_questions(results: Sequence[Result]) -> None:
    by_style: Dict[str, Counter] = defaultdict(Counter)
    for result in results:
        half = "held-out half" if result.case.held_out else "development half"
        for key in (result.case.style, "all", half):
            by_style[key][result.verdict] += 1
    print(f"{'single questions':24}{'count':>6}{'right':>8}{'wrong':>8}{'asked back':>12}")
    for style, verdicts in sorted(by_style.items(), key=lambda item: (" " not in item[0], item[0])):
        total = sum(verdicts.values())
        print(
            f"{style:24}{total:6}{verdicts[RIGHT] / total:8.1%}"
            f"{verdicts[WRONG] / total:8.1%}{verdicts[REJECTED] / total:12.1%}"
        )


def print_errors(results: Sequence[Result]) -> None:
    """The errors of the development half; the held-out half is never read."""
    for result in results:
        if result.verdict != RIGHT and not result.case.held_out:
            print(f"  {result.verdict:9}{result.got:36}{sorted(result.case.expected)[0]:36}{result.case.text}")


def main() -> int:
    model = Understander()
    results = questions(model)
    print_questions(results)
    scope = rejected_out_of_scope(model)
    for kind, rows in sorted(scope.items()):
        print(f"out of scope, {kind:10}{share([honest for *_, honest in rows])}")
    two = pairs(model)
    print(f"two questions, both found{share([ok for *_, ok in two])}")
    print(f"red flags raised        {share(raised(model, 'red_flags'))}")
    print(f"look-alikes raised      {share(raised(model, 'look_alikes'))}")
    if "--errors" in sys.argv:
        print_errors(results)
        for rows in scope.values():
            for text, got, honest in rows[::2]:
                if not honest:
                    print(f"  answered  {got:36}{'out of scope':36}{text}")
        for text, wanted, asked, ok in two[::2]:
            if not ok:
                print(f"  pair      {asked} {wanted} {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
