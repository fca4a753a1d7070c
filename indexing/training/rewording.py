"""Says the questions to learn from in other words: in what people call the things of rules, and in words that stand near in meaning.

A question that is cut from a rule shares the rule's words; one who has not read the rule asks in words of his own.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.training.pairs import Pair

# A word is near in meaning from this cosine on; of its neighbours so many may stand for it.
NEAR = 0.6
MOST_NEIGHBOURS = 8
_ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Names:
    """What people say and what rules write for it: `said[i]` is asked with, `written[i]` are the words of rules."""

    said: tuple[str, ...]
    written: tuple[tuple[str, ...], ...]

    def lay_words(self) -> dict[str, tuple[str, ...]]:
        """What people say for each word of rules that is longer than a character.

        >>> Names(("大夫", "医生"), (("医师",), ("医师", "医生"))).lay_words()
        {'医师': ('大夫', '医生')}
        """
        found: dict[str, list[str]] = {}
        for said, forms in zip(self.said, self.written, strict=True):
            for form in forms:
                if form != said and len(form) > 1:
                    found.setdefault(form, []).append(said)
        return {form: tuple(said) for form, said in found.items()}


def read_names(table: Path) -> Names:
    """The names in a tab-separated table: what people say, what rules write (several with |), and an example; # begins a remark."""
    rows = [line.split("\t") for line in table.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return Names(tuple(row[0] for row in rows), tuple(tuple(row[1].split("|")) for row in rows))


@dataclass(frozen=True, slots=True)
class Rewording:
    """Replaces some words of a text by others; `cut` gives the words of a text in order.

    Of the words that people have another one for, `said_share` become that one; of the rest that have neighbours in meaning, `near_share`
    become one of these.
    """

    cut: Callable[[str], Sequence[str]]
    lay_words: Mapping[str, tuple[str, ...]]
    neighbours: Mapping[str, tuple[str, ...]]
    said_share: float
    near_share: float

    def __call__(self, text: str, chance: random.Random) -> str:
        """The text in other words.

        >>> rewording = Rewording(str.split, {"医师": ("大夫",)}, {}, said_share=1.0, near_share=0.0)
        >>> rewording("值班 医师", random.Random(1))
        '值班大夫'
        """
        return "".join(self._reworded(word, chance) for word in self.cut(text))

    def _reworded(self, word: str, chance: random.Random) -> str:
        for others, share in ((self.lay_words, self.said_share), (self.neighbours, self.near_share)):
            if word in others and chance.random() < share:
                return chance.choice(others[word])
        return word


def reworded(batches: Iterator[list[Pair]], rewording: Rewording, *, seed: int) -> Iterator[list[Pair]]:
    """The same batches with the queries in other words, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 -- a seeded sequence is the point
    for batch in batches:
        yield [replace(pair, query=rewording(pair.query, chance)) for pair in batch]


def neighbours(words: Sequence[str], vectors: NDArray[np.float32]) -> dict[str, tuple[str, ...]]:
    """The words of more than one character that are near each one in meaning.

    Args:
        words: The words; words that have no vector and single characters have no neighbours and are none.
        vectors: (n_words, dimensions) of unit length, a zero row for a word without one.
    """
    rows = [row for row, word in enumerate(words) if len(word) > 1 and vectors[row].any()]
    known, of_known = [words[row] for row in rows], vectors[rows]
    most = min(MOST_NEIGHBOURS, len(known) - 1)
    found: dict[str, tuple[str, ...]] = {}
    for start in range(0, len(known), _ROWS_AT_ONCE):
        cosines = of_known[start : start + _ROWS_AT_ONCE] @ of_known.T
        for row, near in enumerate(cosines, start=start):
            near[row] = -1.0
            best = [each for each in np.argpartition(-near, most)[:MOST_NEIGHBOURS] if near[each] >= NEAR]
            if best:
                found[known[row]] = tuple(known[each] for each in best)
    return found
