"""Learns how well a sentence matches a question: the vectors, weights and layers of `assistant.matching`, in plain torch.

What is learnt is what the ranking lacks: the scores of the first ranking are given, and the sentences that come first in it and do not
answer are what those that do are held against.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from assistant.fitting.observing import Observation
from assistant.matching import HIDDEN, LIKENESSES, MOST_LIKE, OUT, VECTORS, WEIGHTS, WIDTHS, Matcher, Seen, rarity, rows_of
from assistant.meanings import Floats, meanings, register, unit
from assistant.ranking import Ranked
from indexing.embedding import load_embedder

DIMENSIONS, WIDTH = 128, 16
EPOCHS, BATCH = 6, 16
RATE, SLOWER, DECAY, DROPPED = 1.5e-3, 0.75, 1e-4, 0.25
SEED = 1

_Question = TypeVar("_Question")


@dataclass(frozen=True, slots=True, eq=False)
class Contested:
    """A question with the first sentences of the first ranking, and which of them answer."""

    observation: Observation
    first: tuple[Ranked, ...]
    answers: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is learnt from: the rows of its words and their shares, what is counted, the first scores, and which answer."""

    rows: Tensor
    starts: Tensor
    asked: Tensor
    own: Tensor
    around: Tensor
    scores: Tensor
    answers: Tensor


class Network(nn.Module):
    """What `Matcher.match` computes, over what is known of each row of the table: (n_words, n_known)."""

    def __init__(self, known: Tensor) -> None:
        super().__init__()
        self.known = known
        width = known.shape[1]
        self.projected = nn.Linear(width - 2, DIMENSIONS, bias=False)
        self.weighed = nn.Sequential(nn.Linear(width, WIDTH), nn.Tanh(), nn.Linear(WIDTH, 1))
        self.hidden = nn.Linear(2 * len(LIKENESSES), WIDTH)
        self.out = nn.Linear(WIDTH, 1, bias=False)
        self.dropped = nn.Dropout(DROPPED)
        nn.init.normal_(self.projected.weight, std=0.05)

    def forward(self, asked: Asked) -> Tensor:
        """What the words say for each sentence, (n_sentences,)."""
        known = self.dropped(_means(self.known, asked))
        units = nn.functional.normalize(self.projected(known[:, 2:]), dim=1, eps=1e-6)
        like = (units @ units[asked.asked].T).clamp(max=MOST_LIKE)
        same = torch.arange(len(units))[:, None] == asked.asked[None]
        like = torch.where(same, torch.ones(()), like)
        near = torch.exp(-((like[:, :, None] - torch.from_numpy(LIKENESSES)) ** 2) / (2 * torch.from_numpy(WIDTHS) ** 2))
        pooled = [torch.log1p(torch.einsum("nu,uqk->nqk", counts, near)) for counts in (asked.own, asked.around)]
        share = torch.softmax(self.weighed(known[asked.asked])[:, 0], 0)
        said = self.out(torch.tanh(self.hidden(torch.cat(pooled, 2))))[:, :, 0]
        return torch.as_tensor(said @ share)

    def matcher(self) -> Matcher:
        """What was learnt, as the product reads it."""
        with torch.no_grad():
            vectors = unit(self.projected(self.known[:, 2:]).numpy())
            weights = self.weighed(self.known)[:, 0].numpy()
        scaled = np.round(vectors * 127 / np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-6)).astype(np.int8)
        layer = np.vstack([self.hidden.weight.detach().numpy().T, self.hidden.bias.detach().numpy()[None]])
        return Matcher(meanings().rows, scaled, weights.astype(np.float16).astype(np.float32), layer, self.out.weight.detach().numpy()[0])


def fit_matcher(questions: Sequence[Contested]) -> Matcher:
    """Learns from questions of which one of the first sentences answers."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)  # noqa: S311 -- the same order every time
    seen = [asked_of(each) for each in questions]
    network = Network(torch.from_numpy(known_of_words()))
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, SLOWER)
    for _ in range(EPOCHS):
        chance.shuffle(seen)
        for batch in batches(seen):
            optimizer.zero_grad()
            torch.autograd.backward(torch.stack([_loss(network, each) for each in batch]).mean())
            optimizer.step()
        schedule.step()
    return network.eval().matcher()


def write(matcher: Matcher, folder: Path) -> None:
    """The files that `Matcher.load` reads."""
    folder.mkdir(exist_ok=True)
    np.save(folder / VECTORS, matcher.vectors)
    np.save(folder / WEIGHTS, matcher.weights.astype(np.float16))
    np.save(folder / HIDDEN, matcher.hidden)
    np.save(folder / OUT, matcher.out)


def _loss(network: Network, asked: Asked) -> Tensor:
    return loss_of_order(asked.scores + network(asked), asked.answers)


def loss_of_order(scores: Tensor, answers: Tensor) -> Tensor:
    """What it costs that another of the sentences of a question comes first than one that answers; both (n_sentences,)."""
    return torch.logsumexp(scores, 0) - torch.logsumexp(scores[answers], 0)


def batches(seen: Sequence[_Question]) -> Iterator[Sequence[_Question]]:
    """The questions in runs of `BATCH`, in their order."""
    for start in range(0, len(seen), BATCH):
        yield seen[start : start + BATCH]


def known_of_words() -> Floats:
    """What is known of each word of the table: its rarity and register, its meaning, and its vector in the search."""
    table = meanings()
    names = list(table.rows)
    traits = np.array([[rarity(name), register([name])] for name in names], dtype=np.float32)
    vectors = unit(load_embedder("").embed(names, role="query"))
    return np.hstack([traits, table.units(range(len(names))), vectors]).astype(np.float32)


def asked_of(contested: Contested) -> Asked:
    """A question as the network takes it."""
    seen = Seen.of(contested.observation.query.in_chinese, [item.evidence for item in contested.first])
    rows = [rows_of(word, meanings().rows) for word in seen.known]
    return Asked(
        rows=torch.tensor([row for each in rows for row in each], dtype=torch.long),
        starts=torch.tensor([place for place, each in enumerate(rows) for _ in each], dtype=torch.long),
        asked=torch.tensor(seen.asked, dtype=torch.long),
        own=torch.from_numpy(seen.own),
        around=torch.from_numpy(seen.around),
        scores=torch.tensor([item.score for item in contested.first], dtype=torch.float32),
        answers=torch.from_numpy(contested.answers),
    )


def _means(known: Tensor, asked: Asked) -> Tensor:
    """What is known of each word that was read; of one without a row, the mean of its characters."""
    size = len(asked.own[0])
    summed = torch.zeros(size, known.shape[1]).index_add_(0, asked.starts, known[asked.rows])
    return summed / torch.bincount(asked.starts, minlength=size).clamp_min(1)[:, None]
