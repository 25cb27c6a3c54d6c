"""All content in one place."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Dict, Iterator, Tuple

from needlewise import ROOT
from needlewise.content.articles import Articles, load_articles
from needlewise.content.clinic import Clinic, load_clinic
from needlewise.content.disagreements import Disagreement, load_disagreements
from needlewise.content.questions import Question, load_examples, load_questions
from needlewise.content.vocabulary import Vocabulary, load_vocabulary
from needlewise.content.yaml_files import read_yaml

DATA_DIR = ROOT / "data"
#: The folders under `data/` whose files hold responses.
QUESTION_FOLDERS = ("topics", "boundaries", "safety/answers", "dialogue")


@dataclass(frozen=True)
class Library:
    """What `data/` holds, read."""

    articles: Articles
    questions: Dict[str, Question]
    vocabulary: Vocabulary
    disagreements: Dict[str, Disagreement]
    clinic: Clinic
    dialogue_examples: Dict[str, Tuple[str, ...]]  #: of intents that the dialogue handles

    safety_examples: Tuple[str, ...] = ()  #: of red flags and of what only looks like them

    @property
    def examples(self) -> Iterator[str]:
        """Everything that patients say in the examples."""
        for question in self.questions.values():
            yield from question.examples
        for said in self.dialogue_examples.values():
            yield from said
        yield from self.safety_examples

    @property
    def topics(self) -> Iterator[Question]:
        """The questions that the articles answer."""
        return (q for q in self.questions.values() if q.kind in ("answer", "disagreement"))


def load_library(data: Path = DATA_DIR) -> Library:
    """Read everything under `data`.

    Raises:
        ContentError: a file is missing or wrong; the message names it.
    """
    return Library(
        articles=load_articles(data / "articles.yml"),
        questions=load_questions(*(data / folder for folder in QUESTION_FOLDERS)),
        vocabulary=load_vocabulary(data / "vocabulary"),
        disagreements=load_disagreements(data / "disagreements.yml"),
        clinic=load_clinic(data / "clinic.yml"),
        dialogue_examples=load_examples(data / "dialogue"),
        safety_examples=_safety_examples(data / "safety"),
    )


def _safety_examples(safety: Path) -> Tuple[str, ...]:
    kinds = read_yaml(safety / "red_flags.yml")["kinds"]
    said = [str(example) for kind in kinds for example in kind["examples"]]
    said += [str(example) for example in read_yaml(safety / "look_alikes.yml")["examples"]]
    return tuple(said)


@lru_cache(maxsize=1)
def shared_library() -> Library:
    """The project's own content, read once a process."""
    return load_library()
