"""How surely a sentence answers a question, read together by a small transformer (a cross-encoder: Nogueira & Cho, arXiv:1901.04085).

What `assistant.matching` counts word by word is read here in its order, with what each word stands beside. That takes ten times as long:
only the sentence that would be answered with is read, and those right behind it, and only where all else leaves a doubt.
`data/cross_encoder/README.md` tells what it has learnt from, and what it cannot tell.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import Evidence
from assistant.matching import means_of, rarity, read, rows_of, sums_of, words_around
from assistant.meanings import Floats, meanings

TOKENS, SENSES, LAYERS = "tokens.npy", "senses.npy", "layers.npz"

# So many words are read of a question, of a sentence, and of what stands around it.
MOST_ASKED, MOST_OWN, MOST_AROUND = 20, 40, 16
HEADS = 4
N_MARKS, N_SUMS, LEAST_RARITY = 4, 4, 0.1
# A pair is read once for each sentence that it is compared with, and again for the next one.
REMEMBERED_PAIRS = 2_000

_NUMBER = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两.%％]+")
_TINY = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A question and a sentence as they are read: their words, question first, then the sentence, then what stands around it.

    `segments` (n_words,) says which of the three a word is of, `held` (n_words,) whether the other side holds it, half where only what
    stands around does, `numbers` (n_words,) whether it is a number. `rarity` (n_asked,) tells how rare each word of the question is.
    """

    words: tuple[str, ...]
    segments: NDArray[np.intp]
    held: Floats
    numbers: Floats
    rarity: Floats

    @classmethod
    def of(cls, question: str, own: str, around: str) -> "Pair":
        """What is read of a question, a sentence and what stands around it."""
        parts = read(question)[:MOST_ASKED], read(own)[:MOST_OWN], read(around)[:MOST_AROUND]
        words = (*parts[0], *parts[1], *parts[2])
        segments = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        numbers = np.array([is_number(word) for word in words], dtype=np.float32)
        rare = np.array([rarity(word) for word in parts[0]], dtype=np.float32)
        return cls(words, segments, _held(parts), numbers, rare)

    @property
    def is_empty(self) -> bool:
        """Whether there is no word of the question, or none of the sentence."""
        return not {0, 1} <= set(self.segments.tolist())


def _held(parts: Sequence[Sequence[str]]) -> Floats:
    """For each word of a question, a sentence and what stands around it, whether the other side holds it; half where only the last does."""
    asked, said, around = map(set, parts)
    of_question = [1.0 if word in said else 0.5 * (word in around) for word in parts[0]]
    return np.array([*of_question, *(float(word in asked) for part in parts[1:] for word in part)], dtype=np.float32)


def is_number(word: str) -> bool:
    """Whether a word is a number; which one says nothing here.

    >>> is_number("30%"), is_number("十五"), is_number("十分")
    (True, True, False)
    """
    return _NUMBER.fullmatch(word) is not None


@dataclass(frozen=True, slots=True, eq=False)
class CrossEncoder:
    """The learnt tables and layers; `rows` says which word has which row.

    `tokens` is (n_words, dimensions) int8, a word in units of `layers["scale"]`; `senses` (n_words, dimensions) int8 are vectors in any
    length whose cosines tell how like two words are. The other layers are those of `assistant.fitting.cross_encoding.Network`, by name,
    each a matrix that is multiplied with from the right.
    """

    rows: Mapping[str, int]
    tokens: NDArray[np.int8]
    senses: NDArray[np.int8]
    layers: Mapping[str, Floats]

    @classmethod
    def load(cls, folder: Path) -> "CrossEncoder":
        """What is in a folder; the tables stay on disk until they are asked for."""
        with np.load(folder / LAYERS) as stored:
            layers = {name: stored[name].astype(np.float32) for name in stored.files}
        tokens, senses = (np.load(folder / name, mmap_mode="r") for name in (TOKENS, SENSES))
        return cls(meanings().rows, tokens, senses, layers)

    def judge(self, pair: Pair) -> float:
        """The log-odds that the sentence answers the question, as far as the words tell; 0 where either has none."""
        if pair.is_empty:
            return 0.0
        rows = [[] if is_number(word) else rows_of(word, self.rows) for word in pair.words]
        marks, sums = self._marks(pair, rows)
        x = self._embedded(pair, rows, marks)
        for number in range(sum(name.endswith(".values") for name in self.layers)):
            x = self._layer(f"{number}.", x)
        gates = (x @ self.layers["gate"])[:, 0]
        pooled = [_softmax(gates[pair.segments == side]) @ x[pair.segments == side] for side in (0, 1)]
        hidden = _gelu(np.concatenate([*pooled, sums]) @ self.layers["hidden"] + self.layers["hidden_bias"])
        return float(hidden @ self.layers["out"] + self.layers["out_bias"])

    def _marks(self, pair: Pair, rows: Sequence[Sequence[int]]) -> tuple[Floats, Floats]:
        """What is told of each word beside itself, (n_words, 4), and of the whole question, (4,).

        Of a word: whether the other side holds it, how like the most like word of the other side is, how like for a word of the question
        with what stands around, and whether it is a number. Of the question: the second, third and first of these, by rarity, and the mean
        of the second.
        """
        units = means_of(self.senses, rows)
        asked, said = pair.segments == 0, pair.segments == 1
        like = units @ units[asked].T
        best, best_there = np.zeros((2, len(rows)), dtype=np.float32)
        best[~asked] = like[~asked].max(axis=1)
        best[asked], best_there[asked] = like[said].max(axis=0), like[~asked].max(axis=0)
        marks = np.stack([pair.held, best, best_there, pair.numbers], axis=1)
        shares = pair.rarity @ marks[asked][:, [1, 2, 0]] / max(float(pair.rarity.sum()), LEAST_RARITY)
        return marks, np.array([*shares, best[asked].mean()], dtype=np.float32)

    def _embedded(self, pair: Pair, rows: Sequence[Sequence[int]], marks: Floats) -> Floats:
        layers = self.layers
        n_rows = np.array([[len(each)] for each in rows])
        tokens = np.where(n_rows, sums_of(self.tokens, rows, made=np.asarray) / np.maximum(n_rows, 1) * layers["scale"], layers["unknown"])
        placed = layers["segments"][pair.segments] + layers["places"][: len(rows)]
        return np.asarray(tokens + placed + marks @ layers["marks"] + layers["marks_bias"], dtype=np.float32)

    def _layer(self, name: str, x: Floats) -> Floats:
        """One layer of a transformer that makes each half of it of one length first."""
        layers = self.layers
        of_heads = (_normal(x, layers, f"{name}first") @ layers[f"{name}inner"] + layers[f"{name}inner_bias"]).reshape(len(x), 3, HEADS, -1)
        queries, keys, values = of_heads.transpose(1, 2, 0, 3)
        shares = _softmax(queries @ keys.transpose(0, 2, 1) / np.sqrt(queries.shape[-1], dtype=np.float32))
        seen = (shares @ values).transpose(1, 0, 2).reshape(x.shape)
        known = np.asarray(x + seen @ layers[f"{name}values"] + layers[f"{name}values_bias"], dtype=np.float32)
        wide = _gelu(_normal(known, layers, f"{name}second") @ layers[f"{name}wide"] + layers[f"{name}wide_bias"])
        return np.asarray(known + wide @ layers[f"{name}narrow"] + layers[f"{name}narrow_bias"])


def _softmax(x: Floats) -> Floats:
    shares = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True))


def _gelu(x: Floats) -> Floats:
    return np.asarray(0.5 * x * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x))))


def _normal(x: Floats, layers: Mapping[str, Floats], name: str) -> Floats:
    centred = x - x.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(_TINY))
    return np.asarray(centred / spread * layers[name] + layers[f"{name}_bias"])


@cache
def cross_encoder() -> CrossEncoder:
    """What ships with the product."""
    with as_file(files("assistant") / "data" / "cross_encoder") as folder:
        return CrossEncoder.load(folder)


def judged(question: str, evidence: Evidence) -> float:
    """The log-odds that a sentence answers a question, as far as the words of both tell by what ships."""
    return _judged(question, evidence.whole_text, words_around(evidence))


@lru_cache(maxsize=REMEMBERED_PAIRS)
def _judged(question: str, own: str, around: str) -> float:
    return cross_encoder().judge(Pair.of(question, own, around))
