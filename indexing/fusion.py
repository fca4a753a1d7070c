"""One score out of three: what meaning and words say of a chunk, and how much of the question one of its sentences says.

The weights are fitted numbers in `data/fusion.toml`.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexing.filters import Scored

WEIGHTS_FILE = Path(__file__).parent / "data" / "fusion.toml"


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece of evidence counts for.

    `dense` is what a cosine counts for where a share of the highest sparse score counts for 1, `coverage` what the coverage adds to the
    fused score, `furniture` the factor of what a web site said. `terms` is the share that the words a question is about have in its
    vector, with what else they may be called; the question as it was asked has the rest.
    """

    dense: float
    coverage: float
    furniture: float
    terms: float

    @classmethod
    def shipped(cls) -> "Weights":
        """The weights that come with the package."""
        return cls(**tomllib.loads(WEIGHTS_FILE.read_text("utf-8"))["weights"])


@dataclass(frozen=True, slots=True)
class Fused:
    """A chunk with its fused score and the two scores of the halves, 0..1; `score` is more where coverage was added."""

    chunk_id: str
    score: float
    dense: float
    sparse: float


def fuse(dense: Sequence[Scored], sparse: Sequence[Scored], *, depth: int, dense_weight: float) -> list[Fused]:
    """All chunks of both rankings by falling fused score, ties by chunk id.

    A convex combination, in which each half counts for as much as its own best chunk agrees with the question: where the words hardly
    match, meaning decides, and where they match well, words do. Both scores have a fixed scale: cosines below 0 count as 0, and sparse
    scores are shares of the highest one possible.

    Args:
        dense: Cosines, best first.
        sparse: Shares of the highest score, best first.
        depth: How many of each were asked for. A chunk that is missing from a full ranking is taken for as good as its last, one that is
            missing from a shorter ranking has nothing of it.
        dense_weight: What a cosine counts for where a sparse share counts for 1.

    >>> fused = fuse([Scored("a", 0.8), Scored("b", 0.4)], [Scored("b", 0.6)], depth=9, dense_weight=0.25)
    >>> [(each.chunk_id, round(each.score, 2)) for each in fused]
    [('b', 0.55), ('a', 0.2)]
    """
    of_dense, of_sparse = _by_chunk(dense), _by_chunk(sparse)
    dense_rest, sparse_rest = _rest(dense, depth), _rest(sparse, depth)
    weight = _dense_share(max(of_dense.values(), default=0.0), max(of_sparse.values(), default=0.0), dense_weight)
    fused = [
        Fused(chunk_id, weight * near + (1 - weight) * shared, near, shared)
        for chunk_id in {**of_dense, **of_sparse}
        for near, shared in [(of_dense.get(chunk_id, dense_rest), of_sparse.get(chunk_id, sparse_rest))]
    ]
    return _ranked(fused)


def cover(fused: Sequence[Fused], coverage: Mapping[str, float], *, weight: float) -> list[Fused]:
    """The same chunks by falling score with their coverage added, ties by chunk id; those of unknown coverage keep their score.

    >>> [each.chunk_id for each in cover([Fused("a", 0.5, 0.5, 0.5), Fused("b", 0.4, 0.4, 0.4)], {"b": 1.0}, weight=0.3)]
    ['b', 'a']
    """
    return _ranked(
        [
            Fused(each.chunk_id, each.score + weight * coverage[each.chunk_id], each.dense, each.sparse)
            if each.chunk_id in coverage
            else each
            for each in fused
        ]
    )


def spread(scores: Sequence[float]) -> list[float]:
    """Scores from 0 for the lowest to 1 for the highest; equal scores are all 1.

    >>> spread([0.5, 0.25, 0.3])
    [1.0, 0.0, 0.2]
    """
    low, high = min(scores, default=0.0), max(scores, default=0.0)
    return [round((score - low) / (high - low), 6) if high > low else 1.0 for score in scores]


def _ranked(fused: Sequence[Fused]) -> list[Fused]:
    return sorted(fused, key=lambda each: (-each.score, each.chunk_id))


def _dense_share(best_dense: float, best_sparse: float, dense_weight: float) -> float:
    """What the dense half counts for, 0..1, the sparse half the rest."""
    counted = dense_weight * best_dense
    return counted / (counted + best_sparse) if counted + best_sparse > 0 else 0.0


def _by_chunk(ranking: Sequence[Scored]) -> dict[str, float]:
    return {chunk_id: _share(score) for chunk_id, score in ranking}


def _rest(ranking: Sequence[Scored], depth: int) -> float:
    """What a chunk that is not in the ranking is taken for."""
    return _share(ranking[-1].score) if ranking and len(ranking) >= depth else 0.0


def _share(score: float) -> float:
    return min(1.0, max(0.0, score))
