"""What the resolver must know, taken from the content."""

from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Tuple

from needlewise.content.library import DATA_DIR, Library
from needlewise.understanding.conversation import TermKey
from needlewise.understanding.follow_ups import load_follow_ups
from needlewise.understanding.resolver import Knowledge, wordings_of

#: Follow-ups mean something else after each question, so their wordings are no shortcut.
FOLLOW_UP = "follow_up"


@dataclass(frozen=True)
class ContentKnowledge(Knowledge):
    """Knowledge, with the canonical wordings as examples to train on."""

    training_wordings: Tuple[Tuple[str, str], ...] = ()  #: (wording, question)


def build_knowledge(library: Library, data: Path = DATA_DIR) -> ContentKnowledge:
    """Gather it.

    Raises:
        ContentError: `data/follow_ups.yml` is missing or wrong.
    """
    questions = {
        q.id: q.wording for q in library.questions.values() if "/" in q.id and q.theme != FOLLOW_UP
    }
    terms = {(t.kind, t.id): (t.question, t.asked_as) for t in library.vocabulary}
    training = [*((wording, question) for question, wording in questions.items())]
    training += [(wording, question) for wording, question in terms.values() if wording]
    return ContentKnowledge(
        asked_as=library.vocabulary.asked_as,
        refines=library.vocabulary.refines,
        follow_ups=load_follow_ups(data / "follow_ups.yml"),
        canonical={q.id: q.wording for q in library.questions.values()},
        related={q.id: q.next for q in library.questions.values()},
        points=points_of(library),
        wordings=wordings_of(questions, terms),
        training_wordings=tuple(training),
    )


def points_of(library: Library) -> Dict[str, List[TermKey]]:
    """The self-check's slots in order, each with the terms that belong to it."""
    return {
        f"self_check_{q.id[len('ask_self_check_') :]}": [
            (t.kind, t.id)
            for t in library.vocabulary
            if t.listed
            and f"{t.kind}:{t.id}" in q.point["terms"]
            or t.listed
            and f"{t.kind}:*" in q.point["terms"]
        ]
        for q in library.questions.values()
        if q.point
    }
