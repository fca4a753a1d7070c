"""What the search says of its dense half alone, and how it asks both; the fused search is tested with the library."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.errors import StoreError
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


class Halves:
    """Both halves of a search over no chunk; `words` is done when the words are asked for."""

    def __init__(self, *, words: Callable[[], None], vectors: Callable[[], None] = lambda: None) -> None:
        self._words = words
        self._vectors = vectors

    def nearest(self, vector: NDArray[np.float32], *, limit: int, document_ids: frozenset[str] | None = None) -> list[Scored]:
        self._vectors()
        return []

    def best(self, text: str, *, others: str = "", limit: int, document_ids: frozenset[str] | None = None) -> list[Scored]:
        self._words()
        return []

    def rarities(self, text: str) -> dict[str, float]:
        return {}


def searcher_of(halves: Halves) -> HybridSearcher:
    return HybridSearcher(embedder=Angles(), indexes=lambda: Indexes(halves, halves), chunks=dict.fromkeys, weights=Weights.shipped())


def test_both_halves_are_asked_side_by_side() -> None:
    both = Barrier(2, timeout=10)
    assert searcher_of(Halves(words=both.wait, vectors=both.wait)).search("10") == []


def test_an_error_of_the_words_comes_through() -> None:
    def fail() -> None:
        raise StoreError("The words cannot be used")

    with pytest.raises(StoreError, match="The words cannot be used"):
        searcher_of(Halves(words=fail)).search("10")


def test_a_search_does_not_wait_for_the_words_of_another() -> None:
    begun, done = Event(), Event()

    def wait_the_first_time() -> None:
        if not begun.is_set():
            begun.set()
            assert done.wait(timeout=10)

    searching = searcher_of(Halves(words=wait_the_first_time))
    with ThreadPoolExecutor(1) as other:
        first = other.submit(searching.search, "10")
        assert begun.wait(timeout=10)
        assert searching.search("20") == []
        assert not first.done()
        done.set()
        assert first.result(timeout=10) == []
