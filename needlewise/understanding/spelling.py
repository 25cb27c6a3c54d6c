"""Spelling correction that knows the domain's words and leaves good words alone."""

import re
from dataclasses import dataclass
from importlib import resources
from typing import Iterable, Iterator, List, Mapping, Tuple

from symspellpy import SymSpell, Verbosity

#: A domain word wins over any general word at the same distance.
_DOMAIN_COUNT = 10**12
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
        domain_words: Iterable[str],
        shorthand: Mapping[str, str],
        keep: Iterable[str] = (),
        confusions: Iterable[Tuple[str, str]] = (),
    ) -> None:
        """
        Args:
            domain_words: lower-case words that are right here, whatever a general list says.
            shorthand: what a chat abbreviation or a contraction without apostrophe stands for.
            keep: words never to change, such as those that red flags look for.
            confusions: a pattern for a right word in a wrong place, and what was meant.
        """
        self.shorthand = dict(shorthand)
        self._confusions = [(re.compile(p, re.IGNORECASE), meant) for p, meant in confusions]
        self._keep = {word.lower() for word in keep}
        self._symspell = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        general = resources.files("symspellpy") / "frequency_dictionary_en_82_765.txt"
        with resources.as_file(general) as path:
            self._symspell.load_dictionary(str(path), term_index=0, count_index=1)
        for word in {*domain_words, *self._keep}:
            if len(word) > 2:
                self._symspell.delete_dictionary_entry(word)
                self._symspell.create_dictionary_entry(word, _DOMAIN_COUNT)

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
        found = self._symspell.lookup(squeezed, Verbosity.CLOSEST, self._reach(squeezed))
        return found[0].term if found else word

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


def words_of(texts: Iterable[str]) -> List[str]:
    """Every word of some texts, lower case, in order of first use."""
    return list(dict.fromkeys(w.lower() for text in texts for w in _WORD.findall(text)))
