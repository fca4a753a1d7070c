"""What the words' own parts are to start with: chance, and what vectors that others made say of the word."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import nn

from indexing.training.word_vectors import WordVectors


def first_parts(tokens: Sequence[str], known: WordVectors | None, *, dimensions: int, known_share: float, seed: int) -> torch.Tensor:
    """The parts of all tokens, (n_tokens, dimensions), each about of unit length.

    Those of known words hold `known_share` of their squared length from their vectors, less the mean of these and turned into the space by
    one random rotation, which keeps the cosines where there are dimensions enough; all else is chance, the same for the same seed.
    """
    chance = torch.Generator().manual_seed(seed)
    parts: torch.Tensor = torch.randn(len(tokens), dimensions, generator=chance) / dimensions**0.5
    if known is None:
        return parts
    rotation = nn.init.orthogonal_(torch.empty(known.vectors.shape[1], dimensions), generator=chance)
    found = [row for row, token in enumerate(tokens) if token in known.rows]
    vectors = known.vectors[[known.rows[tokens[row]] for row in found]] - known.vectors.mean(axis=0)
    turned = nn.functional.normalize(torch.from_numpy(np.asarray(vectors)), dim=-1) @ rotation
    parts[found] = (1 - known_share) ** 0.5 * parts[found] + known_share**0.5 * turned
    return parts
