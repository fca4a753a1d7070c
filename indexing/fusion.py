"""One score out of two: a convex combination of the scores that both indexes give, each set against the best of its query.

The weights are fitted numbers in `data/fusion.toml`.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from indexing.filters import Scored


@dataclass(frozen=True, slots=True)
class Weights:
    """`dense` is what the dense half counts for, 0..1, the sparse half the rest; `furniture` is the factor of what a web site said."""

    dense: float
    furniture: float

    @classmethod
    def shipped(cls) -> "Weights":
        """The weights that come with the package."""
        return cls(**tomllib.loads((files("indexing") / "data" / "fusion.toml").read_text("utf-8"))["weights"])


@dataclass(frozen=True, slots=True)
class Fused:
    """A chunk with its fused score and the two normalised scores that it was made from, all in 0..1."""

    chunk_id: str
    score: float
    dense: float
    sparse: float


def fuse(dense: Sequence[Scored], sparse: Sequence[Scored], *, dense_weight: float) -> list[Fused]:
    """All chunks of both rankings by falling fused score, ties by chunk id.

    >>> [(each.chunk_id, each.score) for each in fuse([Scored("a", 0.8), Scored("b", 0.4)], [Scored("b", 9.0)], dense_weight=0.25)]
    [('b', 0.75), ('a', 0.25)]
    """
    of_dense, of_sparse = _normalised(dense), _normalised(sparse)
    fused = [
        Fused(chunk_id, dense_weight * near + (1 - dense_weight) * shared, near, shared)
        for chunk_id in {**of_dense, **of_sparse}
        for near, shared in [(of_dense.get(chunk_id, 0.0), of_sparse.get(chunk_id, 0.0))]
    ]
    return sorted(fused, key=lambda each: (-each.score, each.chunk_id))


def _normalised(scored: Sequence[Scored]) -> dict[str, float]:
    """Scores from 0 for the worst of the ranking to 1 for its best; a ranking of equal scores is all 1."""
    if not scored:
        return {}
    scores = [each.score for each in scored]
    low, high = min(scores), max(scores)
    return {each.chunk_id: (each.score - low) / (high - low) if high > low else 1.0 for each in scored}
