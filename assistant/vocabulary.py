"""How often the corpus uses a word: what makes a word of a question weigh, and what tells a slip of the keyboard from a word."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from corpus.tokenizing import search_words


class Vocabulary(Protocol):
    """Counts of words over the stretches of text that are searched."""

    def document_frequency(self, word: str) -> int:
        """In how many stretches the word stands."""
        ...

    def size(self) -> int:
        """How many stretches there are."""
        ...


@dataclass(frozen=True, slots=True)
class CountedVocabulary:
    """A vocabulary counted in memory."""

    counts: Counter[str]
    n_texts: int

    @classmethod
    def of(cls, texts: Iterable[str]) -> "CountedVocabulary":
        """The vocabulary of texts.

        >>> CountedVocabulary.of(["急会诊10分钟内到位", "会诊单"]).document_frequency("会诊")
        2
        """
        counts: Counter[str] = Counter()
        n_texts = 0
        for text in texts:
            counts.update(set(search_words(text)))
            n_texts += 1
        return cls(counts, n_texts)

    def document_frequency(self, word: str) -> int:
        """In how many texts the word stands."""
        return self.counts[word.lower()]

    def size(self) -> int:
        """How many texts there are."""
        return self.n_texts


def rarity(word: str, vocabulary: Vocabulary) -> float:
    """The inverse document frequency of a word, as in BM25, of its rarest part where the whole word stands nowhere; always above 0."""
    count = vocabulary.document_frequency(word)
    size = max(vocabulary.size(), 1)
    if not count:
        known = [vocabulary.document_frequency(part) for part in search_words(word) if part != word.lower()]
        count = min((part for part in known if part), default=0)
    return math.log(1 + (size - count + 0.5) / (count + 0.5)) if count <= size else math.log(1 + 0.5 / size)
