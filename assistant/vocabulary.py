"""Which words the texts use: what tells a slip of the keyboard from a word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Protocol

from corpus.tokenizing import words

# How many places of a word are looked at, and how many characters around each.
MOST_PLACES = 6
REACH = 6


class Vocabulary(Protocol):
    """The words that the texts at hand use."""

    @property
    def text(self) -> str:
        """All that they say, each text and heading on lines of its own."""
        ...

    def knows(self, word: str) -> bool:
        """Whether the texts hold the word, be it across two others."""
        ...

    def uses(self, word: str) -> bool:
        """Whether the texts hold the word within one of theirs, or as whole ones."""
        ...


@dataclass(frozen=True, slots=True)
class AnyWord:
    """Before any text is at hand every word may be used."""

    text: str = ""

    def knows(self, word: str) -> bool:
        """Whether it is a word at all."""
        return bool(word)

    def uses(self, word: str) -> bool:
        """Whether it is a word at all."""
        return bool(word)


@dataclass(frozen=True, slots=True)
class WordsOf:
    """The words of some texts.

    >>> said = WordsOf.of(["现任职班子"])
    >>> said.knows("职班"), said.uses("职班"), said.uses("任职")
    (True, False, True)
    """

    text: str

    @classmethod
    def of(cls, texts: Iterable[str]) -> "WordsOf":
        """The words of these texts."""
        return cls("\n".join(texts))

    def knows(self, word: str) -> bool:
        """Whether one of the texts holds the word."""
        return word in self.text

    def uses(self, word: str) -> bool:
        """Whether one of the texts holds the word, and not across two others; the first few places are looked at."""
        found = islice(re.finditer(re.escape(word), self.text), MOST_PLACES)
        return any(_is_whole(self.text[max(match.start() - REACH, 0) : match.end() + REACH], word) for match in found)


def _is_whole(text: str, word: str) -> bool:
    """Whether a word of a text is part of one of its words, or made up of whole ones."""
    edges = set(accumulate(map(len, words(text)), initial=0))
    places = (range(match.start(), match.end() + 1) for match in re.finditer(re.escape(word), text))
    return any({place[0], place[-1]} <= edges or edges.isdisjoint(place[1:-1]) for place in places)
