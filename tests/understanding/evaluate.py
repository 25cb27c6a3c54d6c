"""How well messages are understood that were never trained on: `make evaluate`.

Every set was written apart from the training examples; `test_no_overlap.py` fails where one
found its way in. Errors were read on one half of each set only. What is marked `held_out` was only
counted, but thresholds were chosen with its counts in view; what is marked `fresh` came later, from
an author who had seen neither examples nor sets, when the thresholds stood.
"""

import asyncio
import logging
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Dict, Iterator, List, Sequence, Set, Tuple

from ruamel.yaml import YAML

SETS = Path(__file__).parent
RIGHT, WRONG, REJECTED = "right", "wrong", "rejected"
FALLBACK, RED_FLAG = "nlu_fallback", "red_flag"


@dataclass(frozen=True)
class Case:
    """One message with what it should be understood as."""

    text: str
    expected: Set[str]
    style: str
    held_out: bool
    fresh: bool = False

    @classmethod
    def of(cls, row: Dict[str, Any], text: str, expected: Set[str], style: str) -> "Case":
        """The case of a set's row."""
        return cls(text, expected, style, row.get("held_out", False), row.get("fresh", False))


@dataclass(frozen=True)
class Result:
    case: Case
    got: str
    verdict: str
    confidence: float = 1.0  #: of the question or, where none is believed, of the likeliest
    caution: bool = False


def read(name: str) -> List[Dict[str, Any]]:
    return YAML(typ="safe").load((SETS / f"{name}.yml").read_text(encoding="utf-8"))


def cases(name: str) -> Iterator[Case]:
    """The messages of a set whose rows have a `text` and a `question`."""
    for row in read(name):
        expected = {row["question"], *row.get("also", ())}
        yield Case.of(row, row["text"], expected, row.get("style", name))


def understood(parsed: Dict[str, Any]) -> str:
    """The question, or the intent, that a parsed message was taken for."""
    return parsed["understanding"]["intent"]


def judge(case: Case, parsed: Dict[str, Any]) -> Result:
    got = understood(parsed)
    verdict = RIGHT if got in case.expected else REJECTED if got == FALLBACK else WRONG
    sure = parsed["intent"]["confidence"]
    caution = bool(parsed["understanding"].get("caution"))
    return Result(case, got, verdict, 1 - sure if got == FALLBACK else sure, caution)


class Understander:
    """The trained model with the project's answer generator, conversations kept in memory."""

    def __init__(self) -> None:
        import structlog
        from rasa.core.agent import load_agent
        from rasa.core.utils import AvailableEndpoints
        from rasa.utils.endpoints import EndpointConfig

        from needlewise.model import MODEL

        # Rasa logs every message it parses
        quiet = structlog.make_filtering_bound_logger(logging.WARNING)
        structlog.configure(wrapper_class=quiet)
        self.seconds: List[float] = []  #: that each message took to understand
        wording = EndpointConfig(type="needlewise.answering.generator.AnswerGenerator")
        self._loop = asyncio.new_event_loop()
        self._agent = self._loop.run_until_complete(
            load_agent(str(MODEL), endpoints=AvailableEndpoints(nlg=wording))
        )

    def parse(self, text: str) -> Dict[str, Any]:
        """What one message means without a conversation."""
        start = time.perf_counter()
        parsed = self._loop.run_until_complete(self._agent.parse_message(text))
        self.seconds.append(time.perf_counter() - start)
        return parsed

    def follow(self, sender: str, text: str) -> Dict[str, Any]:
        """What one message means after those that this sender sent before."""
        return self._loop.run_until_complete(self._turn(sender, text))

    async def _turn(self, sender: str, text: str) -> Dict[str, Any]:
        await self._agent.handle_text(text, sender_id=sender)
        tracker = await self._agent.tracker_store.retrieve(sender)
        return tracker.latest_message.parse_data


def questions(model: Understander) -> List[Result]:
    both = [*cases("questions"), *cases("smalltalk")]
    return [judge(case, model.parse(case.text)) for case in both]


def out_of_scope(model: Understander) -> List[Tuple[Case, str, bool]]:
    """Each message, what it was taken for, and whether that is honest.

    A refusal, a question back and a red flag are; a topic answered is not.
    """
    found = []
    for row in read("out_of_scope"):
        got = understood(model.parse(row["text"]))
        honest = got.split("/")[0] in ("out_of_scope", FALLBACK, RED_FLAG, "smalltalk")
        case = Case.of(row, row["text"], {"out_of_scope"}, row["kind"])
        found.append((case, got, honest))
    return found


def pairs(model: Understander) -> List[Tuple[Case, str, bool]]:
    """Each message with two questions, what was found, and whether it is both and no more."""
    found = []
    for row in read("two_questions"):
        asked = {a["question"] for a in model.parse(row["text"])["understanding"]["asked"]}
        case = Case.of(row, row["text"], set(row["questions"]), "pair")
        found.append((case, " ".join(sorted(asked)), asked == case.expected))
    return found


def dialogues(model: Understander) -> List[Tuple[Case, str, bool]]:
    """Each dialogue: its first turn that was misunderstood, or its last, and whether it held."""
    found = []
    for number, row in enumerate(read("follow_ups")):
        for turn in row["turns"]:
            parsed = model.follow(f"dialogue-{number}", turn["text"])
            expected = {turn["question"], *turn.get("also", ())}
            named = {term[1] for a in parsed["understanding"]["asked"] for term in a["terms"]}
            held = understood(parsed) in expected and (
                "entity" not in turn or turn["entity"] in named
            )
            if not held:
                break
        case = Case.of(row, turn["text"], expected, "dialogue")
        found.append((case, understood(parsed), held))
    return found


def guarded(
    model: Understander, name: str, caution: bool = False
) -> List[Tuple[Case, str, bool]]:
    """Each message of red_flags or look_alikes, and whether the alarm was raised.

    Args:
        caution: count a word of caution before an ordinary answer too.
    """
    found = []
    for row in read(name):
        parsed = model.parse(row["text"])
        got = understood(parsed)
        warned = caution and bool(parsed["understanding"].get("caution"))
        case = Case.of(row, row["text"], {name}, name)
        found.append((case, got, got == RED_FLAG or warned))
    return found


def line(name: str, rows: Sequence[Tuple[Case, str, bool]]) -> str:
    """A count and a share over all, and the shares over the held-out half and the fresh ones."""
    verdicts = [verdict for *_, verdict in rows]
    held_out = [verdict for case, _, verdict in rows if case.held_out and not case.fresh]
    fresh = [verdict for case, _, verdict in rows if case.fresh]
    shares = "".join(f"{sum(v) / len(v):12.1%}" for v in (verdicts, held_out, fresh) if v)
    return f"{name:34}{sum(verdicts):5} of{len(verdicts):5}{shares}"


def print_questions(results: Sequence[Result]) -> None:
    by_style: Dict[str, Counter] = defaultdict(Counter)
    for result in results:
        half = "held-out half" if result.case.held_out else "development half"
        half = "fresh set" if result.case.fresh else half
        for key in (result.case.style, "all", half):
            by_style[key][result.verdict] += 1
    print(f"{'single questions':24}{'count':>6}{'right':>8}{'wrong':>8}{'asked back':>12}")
    for style, verdicts in sorted(by_style.items(), key=lambda item: (" " not in item[0], item[0])):
        total = sum(verdicts.values())
        print(
            f"{style:24}{total:6}{verdicts[RIGHT] / total:8.1%}"
            f"{verdicts[WRONG] / total:8.1%}{verdicts[REJECTED] / total:12.1%}"
        )


def print_confusions(results: Sequence[Result]) -> None:
    """The pairs of questions that were mixed up most, and the surest of the wrong answers."""
    wrong = [result for result in results if result.verdict == WRONG]
    mixed = Counter((min(r.case.expected), r.got) for r in wrong)
    print("\nmixed up most (expected, taken for, count)")
    for (expected, got), count in mixed.most_common(10):
        print(f"  {expected:36}{got:36}{count}")
    print("\nthe worst ten of the development half (surest and wrong)")
    readable = [result for result in wrong if not result.case.held_out]
    for result in sorted(readable, key=lambda r: -r.confidence)[:10]:
        print(f"  {result.confidence:.2f}  {result.got:34}{result.case.text[:90]}")


def print_error(case: Case, got: str) -> None:
    """An error of the development half; the held-out half is never read."""
    if not case.held_out:
        print(f"  {got:34}{' '.join(sorted(case.expected)):60}{case.text}")


def main() -> int:
    from benchmarks.understanding.page import write_page

    model = Understander()
    results = questions(model)
    print_questions(results)
    print_confusions(results)
    warned = sum(result.caution for result in results)
    print(f"\nanswered with a word of caution: {warned} of {len(results)}")
    scope = out_of_scope(model)
    sets = {
        "out of scope, far": [row for row in scope if row[0].style == "far"],
        "out of scope, near": [row for row in scope if row[0].style == "near"],
        "two questions, both found": pairs(model),
        "dialogues right to the end": dialogues(model),
        "red flags raised": guarded(model, "red_flags"),
        "red flags raised or cautioned": guarded(model, "red_flags", caution=True),
        "look-alikes raised": guarded(model, "look_alikes"),
        "look-alikes raised or cautioned": guarded(model, "look_alikes", caution=True),
    }
    print(f"\n{'':34}{'':13}{'all':>12}{'held out':>12}{'fresh':>12}")
    for name, rows in sets.items():
        print(line(name, rows))
    print(f"\na message understood, p50: {1000 * median(model.seconds):.1f} ms")
    write_page(results, scope)
    if "--errors" in sys.argv:
        for result in results:
            if result.verdict != RIGHT:
                print_error(result.case, result.got)
        for name, rows in sets.items():
            print(name)
            for case, got, verdict in rows:
                if verdict == name.startswith("look-alikes"):
                    print_error(case, got)
    return 0


if __name__ == "__main__":
    sys.exit(main())
