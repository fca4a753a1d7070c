"""Learns whether a sentence answers a question that it was found for: the tables and layers of `assistant.cross_encoder`, in torch.

It learns two things at once, of the sentences that come first in the first ranking: which of them answers, and for each whether it does.
Only what says the second ships; the first shows it what to look at.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from assistant.cross_encoder import (
    HEADS,
    LAYERS,
    LEAST_RARITY,
    MOST_AROUND,
    MOST_ASKED,
    MOST_OWN,
    N_MARKS,
    N_SUMS,
    SENSES,
    TOKENS,
    CrossEncoder,
    Pair,
    is_number,
)
from assistant.fitting.matching import BATCH, Contested, batches, known_of_words, loss_of_order
from assistant.matching import rows_of, words_around
from assistant.meanings import Floats, meanings, unit

DIMENSIONS, N_LAYERS, WIDER = 96, 2, 2
EPOCHS = 3
RATE, DECAY, WARM, STEEPEST = 1.2e-3, 0.01, 0.08, 1.0
DROPPED, WORDS_DROPPED = 0.1, 0.2
# What is known of a word begins with its rarity and its register, which say nothing of its meaning.
N_TRAITS = 2
# So many of the sentences that come first are learnt from, and the first that answers behind them.
LEARNT = 8
SEED = 1

_N_SEGMENTS, _PADDING, _NEVER = 3, 3, -1e4
_MOST = np.iinfo(np.int8).max


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the first sentences of the first ranking: their words, what stands around them, their scores, and which answer."""

    question: str
    own: tuple[str, ...]
    around: tuple[str, ...]
    scores: tuple[float, ...]
    answers: tuple[bool, ...]

    @classmethod
    def of(cls, contested: Contested) -> Self:
        """What is learnt from a question."""
        first, answers = contested.first, contested.answers.tolist()
        behind = [place for place in range(LEARNT, len(first)) if answers[place]]
        places = [*range(min(LEARNT, len(first))), *behind[:1]]
        evidences = [first[place].evidence for place in places]
        return cls(
            contested.observation.query.in_chinese,
            tuple(each.whole_text for each in evidences),
            tuple(words_around(each) for each in evidences),
            tuple(first[place].score for place in places),
            tuple(answers[place] for place in places),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """The pairs of a question as the network takes them, one for each sentence."""

    pairs: tuple[tuple[NDArray[np.int32], Pair], ...]
    scores: Tensor
    answers: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class _Batch:
    """Several pairs, each (n_pairs, n_words), those of fewer words filled up."""

    words: Tensor
    segments: Tensor
    held: Tensor
    numbers: Tensor
    rarity: Tensor

    @classmethod
    def of(cls, pairs: Sequence[tuple[NDArray[np.int32], Pair]]) -> Self:
        """The pairs side by side."""
        shape = len(pairs), max(len(numbers) for numbers, _ in pairs)
        words, segments = np.zeros(shape, dtype=np.int64), np.full(shape, _PADDING)
        held, numbers, rarity = np.zeros((3, *shape), dtype=np.float32)
        for row, (numbers_of_words, pair) in enumerate(pairs):
            n_words = len(pair.words)
            words[row, :n_words], segments[row, :n_words] = numbers_of_words, pair.segments
            held[row, :n_words], numbers[row, :n_words], rarity[row, : len(pair.rarity)] = pair.held, pair.numbers, pair.rarity
        return cls(*map(torch.from_numpy, (words, segments, held, numbers, rarity)))


class Vocabulary:
    """Numbers words, and knows of each what the tables know of it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def numbers(self, words: Iterable[str]) -> NDArray[np.int32]:
        """The number of each word, a new one for a word not seen before."""
        return np.array([self._numbers.setdefault(word, len(self._numbers)) for word in words], dtype=np.int32)

    def known(self) -> Tensor:
        """What is known of each word, (n_words, n_known); all zero where nothing is, as of a number."""
        table, rows = known_of_words(), meanings().rows
        found = [[] if is_number(word) else rows_of(word, rows) for word in self._numbers]
        nothing = np.zeros(table.shape[1], dtype=np.float32)
        return torch.from_numpy(np.stack([table[each].mean(axis=0) if each else nothing for each in found]))


class _Layer(nn.Module):
    """A layer of a transformer, each half of it made of one length first."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = nn.LayerNorm(DIMENSIONS), nn.LayerNorm(DIMENSIONS)
        self.inner, self.values = nn.Linear(DIMENSIONS, 3 * DIMENSIONS), nn.Linear(DIMENSIONS, DIMENSIONS)
        self.wide, self.narrow = nn.Linear(DIMENSIONS, WIDER * DIMENSIONS), nn.Linear(WIDER * DIMENSIONS, DIMENSIONS)
        self.dropped = nn.Dropout(DROPPED)
        nn.init.xavier_uniform_(self.inner.weight)

    def forward(self, x: Tensor, there: Tensor) -> Tensor:
        """The words once more, (n_pairs, n_words, dimensions); `there` says which are none."""
        of_heads = self.inner(self.first(x)).unflatten(2, (3, HEADS, -1)).permute(2, 0, 3, 1, 4)
        seen = nn.functional.scaled_dot_product_attention(
            of_heads[0], of_heads[1], of_heads[2], attn_mask=there[:, None, None, :], dropout_p=DROPPED if self.training else 0.0
        )
        x = x + self.dropped(self.values(seen.transpose(1, 2).flatten(2)))
        wide = nn.functional.gelu(self.wide(self.second(x)), approximate="tanh")
        return torch.as_tensor(x + self.dropped(self.narrow(self.dropped(wide))))


class Network(nn.Module):
    """What `CrossEncoder.judge` computes for many pairs at once, and beside it a score for the order, over a table of known words."""

    def __init__(self, known: Tensor) -> None:
        super().__init__()
        self.known = known
        self.tokens = nn.Linear(known.shape[1], DIMENSIONS, bias=False)
        self.senses = nn.Linear(known.shape[1] - N_TRAITS, DIMENSIONS, bias=False)
        self.unknown = nn.Parameter(torch.zeros(DIMENSIONS))
        self.segments = nn.Embedding(_N_SEGMENTS + 1, DIMENSIONS)
        self.places = nn.Embedding(MOST_ASKED + MOST_OWN + MOST_AROUND, DIMENSIONS)
        self.marks = nn.Linear(N_MARKS, DIMENSIONS)
        self.layers = nn.ModuleList([_Layer() for _ in range(N_LAYERS)])
        self.gate = nn.Linear(DIMENSIONS, 1, bias=False)
        self.hidden = nn.Linear(2 * DIMENSIONS + N_SUMS, DIMENSIONS)
        self.out = nn.Linear(DIMENSIONS, 2)
        self.words_dropped, self.dropped = nn.Dropout(WORDS_DROPPED), nn.Dropout(DROPPED)
        nn.init.normal_(self.places.weight, std=0.02)
        nn.init.normal_(self.segments.weight, std=0.1)
        nn.init.normal_(self.senses.weight, std=0.05)

    def forward(self, pairs: Sequence[tuple[NDArray[np.int32], Pair]]) -> Tensor:
        """For each pair a score for the order and the log-odds that it answers, (n_pairs, 2)."""
        batch = _Batch.of(pairs)
        raw = self.known[batch.words]
        known = self.words_dropped(raw)
        marks, sums = self._marks(batch, known)
        tokens = torch.where(raw.any(dim=2, keepdim=True), self.tokens(known), self.unknown)
        x = tokens + self.segments(batch.segments) + self.places.weight[: batch.words.shape[1]] + self.marks(marks)
        for layer in self.layers:
            x = layer(x, batch.segments != _PADDING)
        gates = self.gate(x)[:, :, 0]
        shares = [torch.softmax(gates.masked_fill(batch.segments != side, _NEVER), dim=1) for side in (0, 1)]
        pooled = [(share[:, :, None] * x).sum(dim=1) for share in shares]
        hidden = nn.functional.gelu(self.hidden(torch.cat([*pooled, sums], dim=1)), approximate="tanh")
        return torch.as_tensor(self.out(self.dropped(hidden)))

    def _marks(self, batch: "_Batch", known: Tensor) -> tuple[Tensor, Tensor]:
        """What is told of each word beside itself, and of each question; as `CrossEncoder` says."""
        units = nn.functional.normalize(self.senses(known[:, :, N_TRAITS:]), dim=2, eps=1e-6)
        like = units @ units.transpose(1, 2)
        asked, said, there = batch.segments == 0, batch.segments == 1, batch.segments != _PADDING
        other = (asked[:, :, None] & said[:, None]) | ((there & ~asked)[:, :, None] & asked[:, None])
        best = like.masked_fill(~other, -1.0).amax(dim=2) * there
        best_there = like.masked_fill(~(asked[:, :, None] & (there & ~asked)[:, None]), -1.0).amax(dim=2) * asked
        marks = torch.stack([batch.held, best, best_there, batch.numbers], dim=2)
        told = (batch.rarity[:, :, None] * marks[:, :, [1, 2, 0]]).sum(dim=1) / batch.rarity.sum(dim=1, keepdim=True).clamp_min(
            LEAST_RARITY
        )
        mean = (best * asked).sum(dim=1, keepdim=True) / asked.sum(dim=1, keepdim=True)
        return marks, torch.cat([told, mean], dim=1)

    def cross_encoder(self) -> CrossEncoder:
        """What was learnt, as the product reads it."""
        known = torch.from_numpy(known_of_words())
        with torch.no_grad():
            tokens, senses = self.tokens(known).numpy(), unit(self.senses(known[:, N_TRAITS:]).numpy())
        scale = np.abs(tokens).max(axis=0) / _MOST
        lengths = np.maximum(np.abs(senses).max(axis=1, keepdims=True), 1e-6) / _MOST
        rounded = [np.round(table).astype(np.int8) for table in (tokens / scale, senses / lengths)]
        return CrossEncoder(meanings().rows, rounded[0], rounded[1], {"scale": scale, **self._written()})

    def _written(self) -> Mapping[str, Floats]:
        layers = {"unknown": self.unknown, "segments": self.segments.weight[:_N_SEGMENTS], "places": self.places.weight}
        layers |= {"gate": self.gate.weight.T, "out": self.out.weight[1], "out_bias": self.out.bias[1]}
        linear: dict[str, nn.Linear | nn.LayerNorm] = {"marks": self.marks, "hidden": self.hidden}
        for number, layer in enumerate(self.layers):
            linear |= {f"{number}.{name}": part for name, part in layer.named_children() if isinstance(part, nn.Linear | nn.LayerNorm)}
        for name, part in linear.items():
            layers |= {name: part.weight.movedim(0, -1), f"{name}_bias": part.bias}
        return {name: np.array(layer.detach().numpy(), order="C") for name, layer in layers.items()}


def fit_cross_encoder(questions: Sequence[Asked]) -> CrossEncoder:
    """Learns from questions of which one of the first sentences answers."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)  # noqa: S311 -- the same order every time
    vocabulary = Vocabulary()
    seen = [each for each in (_read(asked, vocabulary) for asked in questions) if each.answers.any()]
    network = Network(vocabulary.known())
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    n_steps = EPOCHS * -(-len(seen) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=n_steps, pct_start=WARM)
    for _ in range(EPOCHS):
        chance.shuffle(seen)
        for batch in batches(seen):
            optimizer.zero_grad()
            torch.autograd.backward(_loss(network, batch))
            nn.utils.clip_grad_norm_(network.parameters(), STEEPEST)
            optimizer.step()
            schedule.step()
    return network.eval().cross_encoder()


def write(encoder: CrossEncoder, folder: Path) -> None:
    """The files that `CrossEncoder.load` reads."""
    folder.mkdir(exist_ok=True)
    np.save(folder / TOKENS, encoder.tokens)
    np.save(folder / SENSES, encoder.senses)
    np.savez(folder / LAYERS, allow_pickle=False, **{name: layer.astype(np.float16) for name, layer in encoder.layers.items()})


def _read(asked: Asked, vocabulary: Vocabulary) -> _Read:
    pairs = [Pair.of(asked.question, own, around) for own, around in zip(asked.own, asked.around, strict=True)]
    kept = [place for place, pair in enumerate(pairs) if not pair.is_empty]
    scores, answers = torch.tensor(asked.scores)[kept], torch.tensor(asked.answers)[kept]
    return _Read(tuple((vocabulary.numbers(pairs[place].words), pairs[place]) for place in kept), scores, answers)


def _loss(network: Network, batch: Sequence[_Read]) -> Tensor:
    """That another sentence comes first than one that answers, and that one is taken for what it is not; the mean over the questions."""
    said = network([pair for each in batch for pair in each.pairs]).split([len(each.pairs) for each in batch])
    losses = []
    for each, (ranks, odds) in zip(batch, (part.unbind(1) for part in said), strict=True):
        losses.append(
            loss_of_order(each.scores + ranks, each.answers) + nn.functional.binary_cross_entropy_with_logits(odds, each.answers.float())
        )
    return torch.stack(losses).mean()
