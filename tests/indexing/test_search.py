"""What the search says of its dense half alone; the fused search is tested with the library."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from indexing.dense import ExactIndex
from indexing.filters import Scored
from indexing.fusion import Weights
from indexing.search import HybridSearcher, Indexes


class NoWords:
    """An index of words that nobody asks."""

    def best(self, text: str, *, others: str = "", limit: int, document_ids: frozenset[str] | None = None) -> list[Scored]:
        raise AssertionError("The words were asked")

    def rarities(self, text: str) -> dict[str, float]:
        raise AssertionError("The words were asked")


class Angles:
    """Embeds a number of degrees as the direction it is."""

    identity, dimensions = "angles", 2

    def embed(self, texts: list[str], *, role: str) -> NDArray[np.float32]:
        assert role == "query"
        radians = np.radians([float(text) for text in texts])
        return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)


def searcher(angles: dict[str, float], read: Callable[..., dict[str, object]]) -> HybridSearcher:
    vectors = Angles().embed([str(angle) for angle in angles.values()], role="query")
    indexes = Indexes(ExactIndex(list(angles), vectors), NoWords())
    return HybridSearcher(embedder=Angles(), indexes=lambda: indexes, chunks=read, weights=Weights.shipped())


def test_the_nearest_vectors_are_given_without_asking_for_words_or_texts() -> None:
    found = searcher({"far": 80, "near": 12, "nearer": 9}, dict.fromkeys).nearest("10", limit=2)
    assert [each.chunk_id for each in found] == ["nearer", "near"]
    assert found[0].score > found[1].score > 0.99
