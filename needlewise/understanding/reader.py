"""From a raw message to corrected text with the terms that it names."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Dict, Iterable, Mapping, Optional, Set, Tuple

from needlewise.content.library import DATA_DIR, Library, shared_library
from needlewise.content.yaml_files import read_yaml
from needlewise.text import clean
from needlewise.understanding.mentions import Mention, MentionFinder
from needlewise.understanding.question_model import Text
from needlewise.understanding.spelling import Speller, count_words


@dataclass(frozen=True)
class Reading:
    """A message as it is worked with; mentions' offsets are those of `corrected`."""

    raw: str  #: cleaned, as written
    corrected: str  #: lower case
    mentions: Tuple[Mention, ...]
    tags: Tuple[str, ...]

    @property
    def text(self) -> Text:
        return Text(self.corrected, self.tags)


class TextReader:
    """Cleans, corrects and finds terms."""

    def __init__(
        self, speller: Speller, finder: MentionFinder, listed: Optional[Set[Tuple[str, str]]] = None
    ) -> None:
        """
        Args:
            listed: the terms, as (kind, id), that an article names.
        """
        self._speller = speller
        self._finder = finder
        self._listed = listed or set()

    def read(self, message: str) -> Reading:
        raw = clean(message)
        corrected = self._speller.correct(raw).text.lower()
        mentions = tuple(self._finder.find(corrected))
        return Reading(raw, corrected, mentions, self._tags(mentions))

    def part(self, text: str) -> Reading:
        """A piece of a text that is corrected already."""
        mentions = tuple(self._finder.find(text))
        return Reading(text, text, mentions, self._tags(mentions))

    def _tags(self, mentions: Iterable[Mention]) -> Tuple[str, ...]:
        """Words that stand for the kinds of terms named, for the classifier's sparse side."""
        tags: Dict[str, None] = {}
        for mention in mentions:
            known = "listed" if (mention.kind, mention.id) in self._listed else "unlisted"
            tags[f"term_{mention.kind}"] = None
            tags[f"term_{mention.kind}_{known}"] = None
        return tuple(tags)


#: Our own wording is right: a word of it counts as much as so many uses in examples.
_OWN_WORDS = 5


def word_uses(library: Library) -> Mapping[str, int]:
    """How often each word is used: in answers, canonical questions, names and examples."""
    own = [q.wording for q in library.questions.values()]
    own += [
        sentence.text
        for question in library.questions.values()
        for variant in question.variants.values()
        for sentence in variant
    ]
    own += [name for term in library.vocabulary for name in term.names]
    uses = count_words(library.examples)
    for word, count in count_words(own).items():
        uses[word] += _OWN_WORDS * count
    return uses


def build_reader(library: Library, spelling: Path = DATA_DIR / "spelling.yml") -> TextReader:
    """The reader for this content.

    Raises:
        ContentError: `spelling` is missing or no YAML.
    """
    settings = read_yaml(spelling)
    shorthand = {str(short): long for short, long in settings["shorthand"].items()}
    confusions = [(pattern, meant) for pattern, meant in settings["confusions"]]
    names = [name for term in library.vocabulary for name in term.names]
    keep = {*settings["keep"], *count_words(names)}
    speller = Speller(word_uses(library), shorthand, keep, confusions)
    finder = MentionFinder({(t.kind, t.id): list(t.names) for t in library.vocabulary})
    listed = {(t.kind, t.id) for t in library.vocabulary if t.listed}
    return TextReader(speller, finder, listed)


def plain_reader(texts: Iterable[str]) -> TextReader:
    """A reader for any domain: its words are those of these texts, and it names no terms."""
    return TextReader(Speller(count_words(texts), {}), MentionFinder({}))


@lru_cache(maxsize=1)
def shared_reader() -> TextReader:
    """The reader of the project's own content, built once a process."""
    return build_reader(shared_library())
