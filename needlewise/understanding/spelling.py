"""Spelling correction that knows the domain's words and leaves good words alone."""

import re
from collections import Counter
from dataclasses import dataclass
from importlib import resources
from typing import Counter as Counts
from typing import Iterable, Iterator, List, Mapping, Tuple

from symspellpy import SymSpell, Verbosity

#: At the same distance the word that this domain uses more often wins over any general word.
_DOMAIN_COUNT = 10**12
#: A word that no list knows counts as right from so many uses on, unless a word that is but
#: one slip away is used so many times as often.
_USES, _TIMES = 3, 8
#: A word outside the domain must be this common (in the list's counts) to be what was meant:
#: better an unknown word than "chariot" for "chatbot".
_COMMON = 5_000_000
_WORD = re.compile(r"\d?[a-z]+\d?(?:'[a-z]+)*", re.IGNORECASE)
#: The treatment's name in all the ways that it is written.
_TREATMENT = re.compile(
    r"\b(?:micro|mirco|mico|micr|micro[ -]?)[ -]?(?:n+e+[ea]?d*[el]*l*ing|needle|needles|"
    r"needeling)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Correction:
    """A corrected text and where each changed word stood in the original."""

    text: str
    changes: Tuple[Tuple[str, str], ...]  #: (as written, as corrected)


class Speller:
    """Corrects one word at a time against a general list and the domain's words."""

    def __init__(
        self,
        uses: Mapping[str, int],
        shorthand: Mapping[str, str],
        keep: Iterable[str] = (),
        confusions: Iterable[Tuple[str, str]] = (),
    ) -> None:
        """
        Args:
            uses: how often each lower-case word is used in the domain's texts, typos included.
            shorthand: what a chat abbreviation or a contraction without apostrophe stands for.
            keep: words that are right and never to change, whatever a list says.
            confusions: a pattern for a right word in a wrong place, and what was meant.
        """
        self.shorthand = dict(shorthand)
        self._confusions = [(re.compile(p, re.IGNORECASE), meant) for p, meant in confusions]
        self._keep = {word.lower() for word in keep}
        self._symspell = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        general = resources.files("symspellpy") / "frequency_dictionary_en_82_765.txt"
        with resources.as_file(general) as path:
            self._symspell.load_dictionary(str(path), term_index=0, count_index=1)
        listed = set(self._symspell.words) | self._keep
        # in order: the first of two equally good corrections wins
        for word in sorted(listed.intersection(uses).union(self._keep)):
            self._learn(word, uses.get(word, 1))
        for word, count in uses.items():
            if word not in listed and count >= _USES and not self._is_slip(word, count, uses):
                self._learn(word, count)

    def _learn(self, word: str, uses: int) -> None:
        if len(word) > 2:
            self._symspell.delete_dictionary_entry(word)
            self._symspell.create_dictionary_entry(word, _DOMAIN_COUNT * uses)

    def _is_slip(self, word: str, count: int, uses: Mapping[str, int]) -> bool:
        """Whether a word that no list knows is a common typo ("waht") and no word ("craic")."""
        if word in self.shorthand or len(word) < 4:
            return True
        near = self._symspell.lookup(word, Verbosity.ALL, 1)
        return any(uses.get(found.term, 0) >= _TIMES * count for found in near)

    def correct(self, text: str) -> Correction:
        """The text with misspelt words mended; everything else stays as it was."""
        changes: List[Tuple[str, str]] = []

        def mend(match: "re.Match[str]") -> str:
            written = match.group()
            right = self._word(written.lower())
            if right == written.lower():
                return written
            changes.append((written, right))
            return right

        named = _TREATMENT.sub("microneedling", text)
        corrected = _WORD.sub(mend, named)
        for pattern, meant in self._confusions:
            corrected = pattern.sub(meant, corrected)
        return Correction(corrected, tuple(changes))

    def _word(self, word: str) -> str:
        if word in self.shorthand:
            return self.shorthand[word]
        plain = word.replace("'", "")
        if not plain.isalpha() or len(word) < 4 or "'" in word or self._known(word):
            return word
        # three letters or more in a row are for emphasis, as in "soooo"
        squeezed = re.sub(r"(.)\1{2,}", r"\1", plain)
        if squeezed != plain and (self._known(squeezed) or len(squeezed) < 4):
            return squeezed
        if squeezed.endswith("in") and self._known(f"{squeezed}g"):  # "hurtin"
            return f"{squeezed}g"
        found = self._symspell.lookup(squeezed, Verbosity.CLOSEST, self._reach(squeezed))
        return found[0].term if found and found[0].count >= _COMMON else word

    def _known(self, word: str) -> bool:
        words = self._symspell.words
        return word in self._keep or any(form in words for form in _stems(word))

    @staticmethod
    def _reach(word: str) -> int:
        return 1 if len(word) < 6 else 2


def _stems(word: str) -> Iterator[str]:
    """The word, and the word without a regular ending."""
    yield word
    for ending in ("s", "es", "ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            yield word[: -len(ending)]


def count_words(texts: Iterable[str]) -> Counts[str]:
    """How often each word of some texts is used, lower case."""
    return Counter(w.lower() for text in texts for w in _WORD.findall(text))
