"""The four articles, taken apart into facts."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Sequence, Tuple

from needlewise.content.yaml_files import ContentError, read_yaml


@dataclass(frozen=True)
class Fact:
    """One thing that one section of one article says."""

    id: str  #: such as "003.session_minutes"
    gist: str
    article: str  #: such as "003"
    section: str
    overclaim: bool = False


@dataclass(frozen=True)
class Section:
    id: str
    title: str
    facts: Tuple[str, ...]


@dataclass(frozen=True)
class Article:
    id: str
    title: str
    short: str  #: how an answer names it inside a sentence
    sections: Tuple[Section, ...]
    left_out: Tuple[str, ...]


@dataclass(frozen=True)
class Articles:
    """All four, and every fact by its id."""

    articles: Dict[str, Article]
    facts: Dict[str, Fact]

    def cited(self, fact_ids: Sequence[str]) -> List[Article]:
        """The articles behind these facts, each once, in the articles' own order."""
        wanted = {self.facts[i].article for i in fact_ids if i in self.facts}
        return [article for key, article in self.articles.items() if key in wanted]

    def sources(self, fact_ids: Sequence[str]) -> List[Dict[str, str]]:
        """Article and section behind these facts, each pair once, for machines to read."""
        rows: List[Dict[str, str]] = []
        for fact_id in fact_ids:
            fact = self.facts.get(fact_id)
            if fact is None:
                continue
            article = self.articles[fact.article]
            section = next(s for s in article.sections if s.id == fact.section)
            row = {"article": article.id, "title": article.title, "section": section.title}
            if row not in rows:
                rows.append(row)
        return sorted(rows, key=lambda row: row["article"])


def load_articles(path: Path) -> Articles:
    """Read `data/articles.yml`.

    Raises:
        ContentError: a fact is named twice or an entry lacks a part.
    """
    articles: Dict[str, Article] = {}
    facts: Dict[str, Fact] = {}
    try:
        for entry in read_yaml(path)["articles"]:
            sections = []
            for part in entry["sections"]:
                for name, said in part["facts"].items():
                    fact = _fact(entry["id"], part["id"], name, said)
                    if fact.id in facts:
                        raise ContentError(f"{path}: the fact {fact.id} stands there twice.")
                    facts[fact.id] = fact
                ids = tuple(f"{entry['id']}.{name}" for name in part["facts"])
                sections.append(Section(part["id"], part["title"], ids))
            articles[entry["id"]] = Article(
                entry["id"],
                entry["title"],
                entry["short"],
                tuple(sections),
                tuple(entry.get("left_out", ())),
            )
    except (KeyError, TypeError, AttributeError) as error:
        raise ContentError(f"{path}: an article lacks {error}.") from None
    return Articles(articles, facts)


def _fact(article: str, section: str, name: str, said: object) -> Fact:
    if isinstance(said, dict):
        return Fact(
            f"{article}.{name}", said["gist"], article, section, said.get("overclaim", False)
        )
    return Fact(f"{article}.{name}", str(said), article, section)


@dataclass(frozen=True)
class Sentence:
    """One sentence of an answer and the ids of the facts that it rests on.

    `cites` is empty where the sentence states nothing about microneedling (marked `[-]`).
    """

    text: str
    cites: Tuple[str, ...]


_CITED_LINE = re.compile(r"^(?P<text>.*\S)\s*\[(?P<cites>[^\]]*)\]$")

_PLACEHOLDER_LINE = re.compile(r"^\{\w+\}$")


def parse_sentences(text: str) -> List[Sentence]:
    """Split an answer's text into its sentences, one a line, citations at the end.

    Raises:
        ContentError: a line has no citation.
    """
    sentences = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if _PLACEHOLDER_LINE.match(line):  # its own sentences bring their own sources
            sentences.append(Sentence(line, ()))
            continue
        match = _CITED_LINE.match(line)
        if match is None:
            raise ContentError(
                f"this sentence has no source, end it with [article.fact] or [-]: {line!r}"
            )
        cites = tuple(c for c in match["cites"].split() if c != "-")
        sentences.append(Sentence(match["text"], cites))
    return sentences
