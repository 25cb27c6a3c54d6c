"""Questions: how they are asked, what is answered, on which facts, and what comes next."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, Iterator, List, Mapping, Optional, Tuple

from needlewise.content.articles import Sentence, parse_sentences
from needlewise.content.yaml_files import ContentError, read_all

#: Every kind of answer; the widget and the renderers mark some of them.
KINDS = ("answer", "disagreement", "not_covered", "boundary", "red_flag")


@dataclass(frozen=True)
class Presupposition:
    """Something false or one-sided that patients put into a question, and what to say first."""

    when: Tuple[str, ...]
    opening: Sentence


@dataclass(frozen=True)
class Figures:
    """The numbers of an answer, so that a wrong guess in the question can be named."""

    unit: str  #: minutes, days or sessions
    values: Tuple[Tuple[float, float], ...]  #: inclusive ranges, one a side


@dataclass(frozen=True)
class Question:
    """One question with all that belongs to it."""

    id: str  #: such as "recovery/how_long_redness"
    wording: str
    kind: str
    variants: Mapping[str, Tuple[Sentence, ...]]  #: "general" and, by need, others
    examples: Tuple[str, ...]
    key_points: Tuple[str, ...] = ()
    next: Tuple[str, ...] = ()
    presuppositions: Tuple[Presupposition, ...] = ()
    figures: Optional[Figures] = None
    disagreement: Optional[str] = None
    topic: Optional[str] = None
    point: Optional[Mapping[str, Any]] = None  #: of a self-check prompt: its name and terms
    review: Mapping[str, Any] = field(default_factory=dict)
    path: Optional[Path] = None

    @property
    def theme(self) -> str:
        return self.id.split("/")[0]

    @property
    def sentences(self) -> Tuple[Sentence, ...]:
        return self.variants["general"]


def load_questions(*folders: Path) -> Dict[str, Question]:
    """Read every question file of these folders.

    Raises:
        ContentError: a file lacks a part, or one question stands in two files.
    """
    questions: Dict[str, Question] = {}
    for folder in folders:
        for path, content in read_all(folder):
            for question in _questions_of(path, content):
                if question.id in questions:
                    raise ContentError(f"{question.id} stands in {path} and in another file.")
                questions[question.id] = question
    return questions


def _questions_of(path: Path, content: Any) -> Iterator[Question]:
    try:
        examples = {
            block["intent"]: tuple(example_lines(block["examples"]))
            for block in content.get("nlu", ())
            if "intent" in block
        }
        for name, responses in (content.get("responses") or {}).items():
            question_id = name[len("utter_") :]
            yield question_from_responses(
                question_id, responses, examples.get(question_id, ()), path
            )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        what = error if isinstance(error, ContentError) else f"it lacks {error}"
        raise ContentError(f"{path}: {what}") from None


def load_examples(folder: Path) -> Dict[str, Tuple[str, ...]]:
    """The examples of every intent under `folder`, those without an answer of their own too."""
    return {
        block["intent"]: tuple(example_lines(block["examples"]))
        for _, content in read_all(folder)
        for block in content.get("nlu", ())
        if "intent" in block
    }


def example_lines(block: str) -> List[str]:
    """The examples of Rasa's `examples: |` block."""
    return [
        line.strip()[2:].strip() for line in block.splitlines() if line.strip().startswith("- ")
    ]


def question_from_responses(
    question_id: str,
    responses: List[dict],
    examples: Tuple[str, ...] = (),
    path: Optional[Path] = None,
) -> Question:
    """Build a question from the variations of its Rasa response.

    The variation without `when`, or with `when: general`, carries the metadata.

    Raises:
        ContentError: no such variation, or a sentence lacks its source.
        KeyError: the metadata lacks the question's wording or kind.
    """
    variants = {
        variation.get("metadata", {}).get("when", "general"): variation for variation in responses
    }
    if "general" not in variants:
        raise ContentError(f"{question_id} has no general answer; add a variation without `when`.")
    data = variants["general"]["metadata"]
    return Question(
        id=question_id,
        wording=data["question"],
        kind=data["kind"],
        variants={when: tuple(parse_sentences(v["text"])) for when, v in variants.items()},
        examples=examples,
        key_points=tuple(data.get("key_points") or ()),
        next=tuple(data.get("next") or ()),
        presuppositions=tuple(_presuppositions(data)),
        figures=_figures(data),
        disagreement=data.get("disagreement"),
        topic=data.get("topic"),
        point=data.get("point"),
        review=data.get("review") or {},
        path=path,
    )


def _presuppositions(data: dict) -> Iterator[Presupposition]:
    for entry in data.get("presuppositions") or ():
        yield Presupposition(tuple(entry["when"]), parse_sentences(entry["opening"])[0])


def _figures(data: dict) -> Optional[Figures]:
    entry = data.get("figures")
    if not entry:
        return None
    ranges = tuple(
        (float(v[0]), float(v[1])) if isinstance(v, (list, tuple)) else (float(v), float(v))
        for v in entry["values"]
    )
    return Figures(entry["unit"], ranges)
