"""Finding the concerns, areas, conditions and medicines that a message names."""

from dataclasses import dataclass
from typing import Dict, Iterator, List, Sequence, Tuple

import spacy
from spacy.matcher import PhraseMatcher

Key = Tuple[str, str]  #: (kind, id of a term)


@dataclass(frozen=True)
class Mention:
    """One term in a text; `start` and `end` are character offsets."""

    kind: str
    id: str
    start: int
    end: int
    text: str


class MentionFinder:
    """Matches the vocabulary's names, singular and plural, by spaCy's phrase matcher."""

    def __init__(self, names: Dict[Key, Sequence[str]]) -> None:
        """
        Args:
            names: all ways of naming each term.
        """
        self.nlp = spacy.blank("en")
        self.nlp.add_pipe("sentencizer")
        self._matcher = PhraseMatcher(self.nlp.vocab, attr="LOWER")
        for (kind, term_id), forms in names.items():
            patterns = {form for name in forms for form in _forms(name.lower())}
            docs = [self.nlp.make_doc(pattern) for pattern in sorted(patterns)]
            self._matcher.add(f"{kind}:{term_id}", docs)

    def find(self, text: str) -> List[Mention]:
        """Terms in order of appearance; where names overlap, the longest counts.

        One name may stand for two terms of different kinds; then both are found.
        """
        doc = self.nlp.make_doc(text)
        spans = sorted(self._matcher(doc, as_spans=True), key=lambda s: (s.start - s.end, s.start))
        taken: List[Tuple[int, int]] = []
        found: List[Mention] = []
        for span in spans:
            here = (span.start, span.end)
            if here not in taken and any(a < span.end and span.start < b for a, b in taken):
                continue
            taken.append(here)
            kind, term_id = span.label_.split(":", 1)
            found.append(Mention(kind, term_id, span.start_char, span.end_char, span.text))
        return sorted(found, key=lambda mention: (mention.start, mention.kind))


def _forms(name: str) -> Iterator[str]:
    """The name, its plural or its singular, with and without apostrophe or hyphen."""
    spellings = {name, name.replace("'", ""), name.replace("-", " "), name.replace("’", "'")}
    for spelling in spellings:
        yield spelling
        if spelling.endswith(("ss", "is", "us")):
            continue
        yield spelling[:-1] if spelling.endswith("s") and len(spelling) > 4 else f"{spelling}s"
