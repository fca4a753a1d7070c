"""Which words the texts use: what tells a slip of the keyboard from a word."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Vocabulary(Protocol):
    """The words that the texts at hand use."""

    def knows(self, word: str) -> bool:
        """Whether the texts use the word."""
        ...


@dataclass(frozen=True, slots=True)
class AnyWord:
    """Before any text is at hand every word may be used."""

    def knows(self, word: str) -> bool:
        """Whether it is a word at all."""
        return bool(word)


@dataclass(frozen=True, slots=True)
class WordsOf:
    """The words of some texts.

    >>> WordsOf.of(["急会诊10分钟内到位"]).knows("会诊")
    True
    """

    text: str

    @classmethod
    def of(cls, texts: Iterable[str]) -> "WordsOf":
        """The words of these texts."""
        return cls("\n".join(texts))

    def knows(self, word: str) -> bool:
        """Whether one of the texts holds the word."""
        return word in self.text
