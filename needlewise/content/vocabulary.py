"""Names that patients use for concerns, body areas, conditions and medicines."""

from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterator, Tuple

from needlewise.content.articles import Sentence, parse_sentences
from needlewise.content.yaml_files import ContentError, read_all


@dataclass(frozen=True)
class Term:
    """One thing that a patient may name, with what the articles say of it."""

    id: str
    kind: str  #: concern, area, condition or medicine
    name: str  #: as it reads inside a sentence
    question: str  #: canonical wording; empty where no article names the thing
    asked_as: str  #: the question whose answer it completes, such as what_it_helps/my_area
    synonyms: Tuple[str, ...]
    says: Tuple[Sentence, ...]
    key_points: Tuple[str, ...]
    next: Tuple[str, ...]

    @property
    def listed(self) -> bool:
        """Whether an article names it."""
        return bool(self.says)

    @property
    def names(self) -> Iterator[str]:
        yield self.name
        yield from self.synonyms


@dataclass(frozen=True)
class Vocabulary:
    terms: Dict[Tuple[str, str], Term]  #: by (kind, id)
    asked_as: Dict[str, str]  #: kind -> question
    refines: Dict[str, Tuple[str, ...]]  #: kind -> general questions that a term makes specific

    def get(self, kind: str, term_id: str) -> Term:
        return self.terms[kind, term_id]

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms.values())


def load_vocabulary(folder: Path) -> Vocabulary:
    """Read `data/vocabulary/`.

    Raises:
        ContentError: an entry lacks a part or stands there twice.
    """
    terms: Dict[Tuple[str, str], Term] = {}
    asked_as: Dict[str, str] = {}
    refines: Dict[str, Tuple[str, ...]] = {}
    for path, content in read_all(folder):
        try:
            asked_as[content["kind"]] = content["question"]
            refines[content["kind"]] = tuple(content.get("refines") or ())
            for entry in content["entries"]:
                term = _term(content["kind"], content["question"], entry)
                if (term.kind, term.id) in terms:
                    raise ContentError(f"{path}: {term.id} stands there twice.")
                terms[term.kind, term.id] = term
        except (KeyError, TypeError) as error:
            raise ContentError(f"{path}: an entry lacks {error}.") from None
        except ContentError as error:
            raise ContentError(f"{path}: {error}") from None
    return Vocabulary(terms, asked_as, refines)


def _term(kind: str, question: str, entry: dict) -> Term:
    return Term(
        id=entry["id"],
        kind=kind,
        name=entry["name"],
        question=entry.get("question", ""),
        asked_as=question,
        synonyms=tuple(str(s) for s in entry.get("synonyms") or ()),
        says=tuple(parse_sentences(entry.get("says", ""))),
        key_points=tuple(entry.get("key_points") or ()),
        next=tuple(entry.get("next") or ()),
    )
