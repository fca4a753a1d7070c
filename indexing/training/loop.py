"""Learns the token vectors: contrastive loss with in-batch negatives, in plain torch.

A word's vector is its own part plus the parts of the shorter words and characters inside it, so that a word that no pair teaches still
stands near those that share its characters. What is saved is the sum: one row per token.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from indexing.static_model import Vectors
from indexing.training import word_vectors
from indexing.training.pairs import Pair
from indexing.training.starting import first_parts

# Sums are shared out among threads: only the same number of them gives the same figures again.
THREADS = 2


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the training is run.

    `steps` batches; `learning_rate` falls linearly to zero; `temperature` divides the cosines; `token_dropout` is the share of tokens
    left out of every text in training, and of each no more than the `longest` first are read; `inner_weight` is what the words inside a
    word count for beside it; `smoothing` is how frequent a word is whose weight is halved to start with, and `known_share` what
    a word's part has of a known vector then.
    """

    n_tokens: int = 14_000
    dimensions: int = 256
    steps: int = 900
    batch_size: int = 512
    learning_rate: float = 0.005
    temperature: float = 0.02
    token_dropout: float = 0.2
    inner_weight: float = 0.5
    smoothing: float = 1e-3
    known_share: float = 0.3
    longest: int = 400
    seed: int = 7


@dataclass(frozen=True, slots=True)
class InnerWords:
    """For each token, itself and the tokens inside it: `parts[starts[i]:starts[i + 1]]` with `shares`, whose squares sum to one."""

    parts: torch.Tensor
    shares: torch.Tensor
    starts: torch.Tensor

    @classmethod
    def of(cls, tokens: Sequence[str], *, weight: float) -> Self:
        """The inner words of all tokens; together they count `weight` where the token itself counts one."""
        index = {token: row for row, token in enumerate(tokens)}
        parts, shares, starts = list[int](), list[float](), list[int]()
        for row, token in enumerate(tokens):
            inside = {token[i:j] for i in range(len(token)) for j in range(i + 1, len(token) + 1)} - {token}
            found = sorted(index[part] for part in inside if part in index) if row else []
            share = np.array([1.0, *[weight / max(len(found), 1) ** 0.5] * len(found)])
            starts.append(len(parts))
            parts += [row, *found]
            shares += (share / np.linalg.norm(share)).tolist()
        return cls(torch.tensor(parts), torch.tensor(shares), torch.tensor(starts))


class WordVectors(nn.Module):
    """One vector per token: the sum of its own part and of those of its inner words, times a weight of the token."""

    def __init__(self, probabilities: Mapping[str, float], recipe: Recipe, known: word_vectors.WordVectors | None) -> None:
        super().__init__()
        start = first_parts(list(probabilities), known, dimensions=recipe.dimensions, known_share=recipe.known_share, seed=recipe.seed)
        self.parts = nn.Parameter(start)
        # Frequent words say little: the weight that "A simple but tough-to-beat baseline" (Arora et al., 2017) gives them to start with.
        frequency = torch.tensor(list(probabilities.values()))
        self.log_weights = nn.Parameter(torch.log(recipe.smoothing / (recipe.smoothing + frequency)))
        self._inner = InnerWords.of(list(probabilities), weight=recipe.inner_weight)

    def table(self) -> torch.Tensor:
        """The token vectors, (n_tokens, dimensions); row 0, the unknown token, is zero."""
        inner = self._inner
        sums = nn.functional.embedding_bag(inner.parts, self.parts, inner.starts, mode="sum", per_sample_weights=inner.shares)
        rows = sums * self.log_weights.exp()[:, None]
        return torch.cat([torch.zeros_like(rows[:1]), rows[1:]])


def train(
    batches: Iterator[Sequence[Pair]],
    *,
    token_ids: Callable[[Sequence[str]], Sequence[NDArray[np.int64]]],
    probabilities: Mapping[str, float],
    known: word_vectors.WordVectors | None,
    recipe: Recipe,
    report: Callable[[str], None],
) -> Vectors:
    """The trained token vectors, (n_tokens, dimensions) float32, in the order of `probabilities`; `known` ones are started with."""
    torch.set_num_threads(THREADS)
    torch.manual_seed(recipe.seed)
    model = WordVectors(probabilities, recipe, known)
    optimiser = torch.optim.Adam(model.parameters(), lr=recipe.learning_rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / recipe.steps)
    started = time.monotonic()
    for step in range(recipe.steps):
        batch = next(batches)
        table = model.table()
        queries = _means(table, token_ids([pair.query for pair in batch]), recipe)
        passages = _means(table, token_ids([pair.passage for pair in batch]), recipe)
        loss = contrastive_loss(queries, passages, temperature=recipe.temperature)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it without types
        optimiser.step()
        schedule.step()
        if step % 100 == 0 or step == recipe.steps - 1:
            report(f"step {step} loss {loss.item():.3f} {time.monotonic() - started:.0f} s")
    with torch.no_grad():
        return np.asarray(model.table().numpy(), dtype=np.float32)


def contrastive_loss(queries: torch.Tensor, passages: torch.Tensor, *, temperature: float) -> torch.Tensor:
    """Cross entropy of finding each query's passage among the batch's passages, and each passage's query among its queries."""
    scores = queries @ passages.T / temperature
    target = torch.arange(len(scores))
    loss = nn.functional.cross_entropy
    return (loss(scores, target) + loss(scores.T, target)) / 2


def _means(table: torch.Tensor, token_ids: Sequence[NDArray[np.int64]], recipe: Recipe) -> torch.Tensor:
    texts = [ids[: recipe.longest] for ids in token_ids]
    offsets = torch.from_numpy(np.cumsum([0, *map(len, texts[:-1])]))
    flat = torch.from_numpy(np.concatenate(texts))
    kept = (torch.rand(len(flat)) >= recipe.token_dropout).to(table.dtype)
    sums = nn.functional.embedding_bag(flat, table, offsets, mode="sum", per_sample_weights=kept)
    return nn.functional.normalize(sums, dim=-1)
