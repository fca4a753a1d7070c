"""How well a sentence matches a question by what the words of both mean, as learnt from questions and the sentences that answer them.

Each word of the question is held against each word of the sentence, and against those around it: how many are the same, how many nearly,
how many distantly so (kernel pooling: Xiong et al., End-to-End Neural Ad-hoc Ranking with Kernel Pooling, SIGIR 2017). What that says for
the sentence, and what each word of a question counts, is learnt. `data/matching/README.md` tells how, and what it cannot tell.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import Evidence
from assistant.meanings import Floats, meanings, unit
from corpus.background import background_rarity
from corpus.tokenizing import words

VECTORS, WEIGHTS, HIDDEN, OUT = "vectors.npy", "weights.npy", "hidden.npy", "out.npy"

# The kernels: a word that is the same, and words of a likeness about so much.
LIKENESSES = np.array([1.0, 0.9, 0.7, 0.5, 0.3, 0.1, -0.1], dtype=np.float32)
WIDTHS = np.array([0.05, *[0.1] * 6], dtype=np.float32)
# Only the same word is as like as that.
MOST_LIKE = 0.93

# So many words are read of a question, of a sentence, and of what stands around it.
MOST_ASKED, MOST_OWN, MOST_AROUND = 24, 50, 40


@dataclass(frozen=True, slots=True, eq=False)
class Matcher:
    """The learnt table and layers; `rows` says which word has which row.

    `vectors` is (n_words, dimensions) int8 in any length; `weights` (n_words,) says what a word of a question counts, before the softmax
    over its words. `hidden` is (2 × n_kernels + 1, n_hidden) and `out` (n_hidden,): a layer with its bias last, and what it says for a
    sentence.
    """

    rows: Mapping[str, int]
    vectors: NDArray[np.int8]
    weights: Floats
    hidden: Floats
    out: Floats

    @classmethod
    def load(cls, folder: Path) -> "Matcher":
        """What is in a folder; the vectors stay on disk until they are asked for."""
        weights = np.load(folder / WEIGHTS).astype(np.float32)
        return cls(meanings().rows, np.load(folder / VECTORS, mmap_mode="r"), weights, np.load(folder / HIDDEN), np.load(folder / OUT))

    def match(self, question: str, evidences: Sequence[Evidence]) -> Floats:
        """What the words say for each of the sentences, (n_sentences,); only differences between sentences of one question count."""
        seen = Seen.of(question, evidences)
        if not seen.asked or not evidences:
            return np.zeros(len(evidences), dtype=np.float32)
        rows = [rows_of(word, self.rows) for word in seen.known]
        kernels = self._kernels(means_of(self.vectors, rows), seen.asked)
        pooled = [np.log1p(counts @ kernels).reshape(len(evidences), len(seen.asked), -1) for counts in (seen.own, seen.around)]
        hidden = np.tanh(np.concatenate(pooled, axis=2) @ self.hidden[:-1] + self.hidden[-1])
        counted = np.array([self.weights[list(rows[place])].mean() if rows[place] else 0.0 for place in seen.asked])
        share = np.exp(counted - counted.max())
        return np.asarray((hidden @ self.out) @ (share / share.sum()), dtype=np.float32)

    def _kernels(self, units: Floats, asked: Sequence[int]) -> Floats:
        """What each kernel says of each known word, for each word that is asked, (n_known, n_asked × n_kernels)."""
        places = list(asked)
        like = np.minimum(units @ units[places].T, MOST_LIKE)
        like[places, range(len(places))] = 1.0
        near = np.exp(-((like[:, :, None] - LIKENESSES) ** 2) / (2 * WIDTHS**2))
        return np.asarray(near.reshape(len(units), -1))


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """The words of a question and of some sentences, each `known` once; `asked` are the places of the question's among them.

    `own` and `around` count for each sentence how often it, and what stands around it, holds each known word, (n_sentences, n_known).
    """

    known: tuple[str, ...]
    asked: tuple[int, ...]
    own: Floats
    around: Floats

    @classmethod
    def of(cls, question: str, evidences: Sequence[Evidence]) -> "Seen":
        """What is read of a question and of sentences."""
        asked = read(question)[:MOST_ASKED]
        own = [read(each.whole_text)[:MOST_OWN] for each in evidences]
        around = [read(words_around(each))[:MOST_AROUND] for each in evidences]
        places: dict[str, int] = {}
        for word in chain(asked, *own, *around):
            places.setdefault(word, len(places))
        return cls(tuple(places), tuple(places[word] for word in asked), _counted(own, places), _counted(around, places))


def _counted(texts: Sequence[Sequence[str]], places: Mapping[str, int]) -> Floats:
    shape = len(texts), len(places)
    cells = np.array([row * len(places) + places[word] for row, text in enumerate(texts) for word in text], dtype=np.intp)
    return np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float32)


def means_of(vectors: NDArray[np.int8], rows: Sequence[Sequence[int]]) -> Floats:
    """For each word the mean of the vectors in its rows, (n_words, dimensions) of unit length, zero where it has none."""
    return unit(sums_of(vectors, rows, made=unit))


def sums_of(table: NDArray[np.int8], rows: Sequence[Sequence[int]], *, made: Callable[[Floats], Floats]) -> Floats:
    """For each word the sum of what is `made` of the table's rows that it has, (n_words, dimensions), zero where it has none."""
    summed = np.zeros((len(rows), table.shape[1]), dtype=np.float32)
    # Nearly all have one row, and few have three: the first of each, the second of each, and so on.
    for nth in range(max(map(len, rows), default=0)):
        places = [place for place, each in enumerate(rows) if len(each) > nth]
        summed[places] += made(np.asarray(table[[rows[place][nth] for place in places]], dtype=np.float32))
    return summed


def rows_of(word: str, rows: Mapping[str, int]) -> list[int]:
    """The row of a word, or those of its characters where it has none; nothing for a number.

    >>> rows_of("加班费", {"加班费": 7, "加": 1}), rows_of("加班补", {"加": 1, "班": 2}), rows_of("30", {})
    ([7], [1, 2], [])
    """
    row = rows.get(word)
    return [row] if row is not None else [rows[each] for each in word if each in rows]


def rarity(word: str) -> float:
    """How rare a word is in Chinese at large, 0..1; 1 where it is too rare for that to be known."""
    known = background_rarity(word)
    return 1.0 if known is None else known


@cache
def matcher() -> Matcher:
    """What ships with the product."""
    with as_file(files("assistant") / "data" / "matching") as folder:
        return Matcher.load(folder)


def words_around(evidence: Evidence) -> str:
    """What stands around a sentence: the one before it, the heading of its clause, and the title."""
    return f"{evidence.previous_text}。{evidence.clause.heading}。{evidence.header.title}"


@lru_cache(maxsize=5_000)
def read(text: str) -> tuple[str, ...]:
    """The words of a text but for marks."""
    return tuple(word for word in words(text) if any(map(str.isalnum, word)))
