"""What words mean: the company that each keeps in Chinese at large, and whether rules use it or only talk does.

The table in `data/meanings/` is read when the first question needs it; its README tells how it was made and what it cannot tell.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.sentences import REMEMBERED_SENTENCES
from corpus.tokenizing import words

Floats = NDArray[np.float32]

WORDS, VECTORS = "words.txt", "vectors.npy"
# What is not known to be a word of rules or of talk.
UNKNOWN_REGISTER = 0.5
_LEAST_WHOLE = 3


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """A table of words: `vectors` is (n_words, dimensions) int8 in any length, all zero for a word of unknown meaning.

    `registers` says for each word how much it is one of rules, 0..1.
    """

    rows: Mapping[str, int]
    registers: Sequence[float]
    vectors: NDArray[np.int8]

    @classmethod
    def load(cls, folder: Path) -> "Meanings":
        """The table in a folder; the vectors stay on disk until they are asked for."""
        lines = [line.split(" ") for line in (folder / WORDS).read_text("utf-8").splitlines()]
        rows = {word: row for row, (word, _) in enumerate(lines)}
        return cls(rows, [int(percent) / 100 for _, percent in lines], np.load(folder / VECTORS, mmap_mode="r"))

    def units(self, rows: Sequence[int]) -> Floats:
        """The vectors of some rows, (n_rows, dimensions) float32 of unit length, zero where the meaning is unknown."""
        return unit(self.vectors[np.asarray(rows, dtype=np.intp)].astype(np.float32))


def unit(vectors: Floats) -> Floats:
    """The vectors, (n, dimensions), at unit length; zero ones stay zero."""
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6), dtype=np.float32)


@cache
def meanings() -> Meanings:
    """The table that ships with the product."""
    with as_file(files("assistant") / "data" / "meanings") as folder:
        return Meanings.load(folder)


def register(forms: Iterable[str]) -> float:
    """How much a thing is called by a word of rules, 0..1, by the one of its names that is most so.

    >>> register(["孩子"]) < 0.1 < 0.9 < register(["未成年人"])
    True
    """
    table = meanings()
    return max((table.registers[table.rows[form]] for form in forms if form in table.rows), default=UNKNOWN_REGISTER)


def vector_of(forms: Iterable[str]) -> Floats | None:
    """The meaning of the first of the names that is known, as a unit vector; a long one is what its words mean together."""
    table = meanings()
    for form in forms:
        row = table.rows.get(form)
        known = [row] if row is not None else list(rows_in(form)) if len(form) >= _LEAST_WHOLE else []
        vector = table.units(known).sum(axis=0) if known else None
        if vector is not None and vector.any():
            return np.asarray(unit(vector[None])[0])
    return None


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def rows_in(text: str) -> tuple[int, ...]:
    """The rows of the words of two characters or more in a text, each once."""
    rows = meanings().rows
    return tuple(dict.fromkeys(rows[word] for word in words(text) if len(word) > 1 and word in rows))


def likeness(word: str, text: str) -> float:
    """How like a word the nearest word of a text is: the cosine of their vectors, at least 0; 1 where the text holds the word.

    >>> likeness("看病", "到医院就诊") > 0.6 > likeness("看病", "缴纳保险费")
    True
    """
    if word in text:
        return 1.0
    vector, rows = vector_of([word]), rows_in(text)
    return max(0.0, float((meanings().units(rows) @ vector).max())) if vector is not None and rows else 0.0
