"""The search that the assistant uses: words and meaning together, joined with the truth."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.errors import QuestionError
from indexing.chunking import Chunk
from indexing.coverage import AskedWord, asked_words, coverage
from indexing.dense import VectorIndex
from indexing.embedding import Embedder
from indexing.filters import Scored
from indexing.fusion import Fused, Weights, cover, fuse, spread
from indexing.hits import Hit
from indexing.sparse import WordIndex

# Each half is asked for more than is wanted, so that a chunk that one of them ranks low can still come first.
MIN_DEPTH = 50
DEPTH_FACTOR = 5

# So many of the best are read from the truth and asked how much of the question they say; reading more finds no more.
MIN_READ = 20
READ_FACTOR = 2


class Indexes(NamedTuple):
    """The two halves of the search at one moment."""

    dense: VectorIndex
    sparse: WordIndex


class HybridSearcher:
    """Ranks chunks by both indexes; a chunk that the truth does not know is never a hit.

    `indexes` gives the two halves as they are at the moment, `chunks` those chunks of the truth that exist.
    """

    def __init__(
        self,
        *,
        embedder: Embedder,
        indexes: Callable[[], Indexes],
        chunks: Callable[[Iterable[str]], Mapping[str, Chunk]],
        weights: Weights,
    ) -> None:
        self._embedder = embedder
        self._indexes = indexes
        self._chunks = chunks
        self._weights = weights
        # Both halves leave Python while they look: on a second processor the words cost no time.
        self._beside = ThreadPoolExecutor(1, "search")

    def search(
        self, text: str, *, terms: Sequence[tuple[str, ...]] = (), limit: int = 10, document_ids: frozenset[str] | None = None
    ) -> list[Hit]:
        """At most `limit` hits, best first, as `indexing.hits.Searcher` says.

        Raises:
            QuestionError: `limit` is below 1.
        """
        if limit < 1:
            raise QuestionError(f"A search needs a limit of 1 or more, not {limit!r}")
        depth = max(MIN_DEPTH, DEPTH_FACTOR * limit)
        others = " ".join(form for forms in terms for form in forms[1:])
        vector = self._vector(text, terms)
        indexes = self._indexes()
        by_words = partial(indexes.sparse.best, text, others=others, limit=depth, document_ids=document_ids)
        begun = self._beside.submit(by_words)
        dense = indexes.dense.nearest(vector, limit=depth, document_ids=document_ids)
        # Where the other thread has not come to it, since other searches are at work, nobody waits for it.
        sparse = by_words() if begun.cancel() else begun.result()
        fused = fuse(dense, sparse, depth=depth, dense_weight=self._weights.dense)
        return self._hits(fused, asked_words(text, terms, indexes.sparse.rarities(f"{text} {others}")), limit)

    def nearest(self, text: str, *, limit: int = 10) -> list[Scored]:
        """The chunks whose vectors are nearest to that of `text`, best first: what asking the vector index alone gives."""
        vector = self._embedder.embed([text], role="query")[0]
        return self._indexes().dense.nearest(vector, limit=limit)

    def _vector(self, text: str, terms: Sequence[tuple[str, ...]]) -> NDArray[np.float32]:
        """The direction of a text, turned to that of the words that it is about."""
        vectors = self._embedder.embed([text, " ".join(chain.from_iterable(terms))] if terms else [text], role="query")
        shares = np.array([1 - self._weights.terms, self._weights.terms] if terms else [1.0], dtype=np.float32)
        turned: NDArray[np.float32] = shares @ vectors
        length = float(np.linalg.norm(turned))
        return np.divide(turned, length, dtype=np.float32) if length else turned

    def _hits(self, fused: Sequence[Fused], words: Sequence[AskedWord], limit: int) -> list[Hit]:
        """The best `limit`, with how much of the question those say that are read from the truth."""
        chunks = self._read([each.chunk_id for each in fused], limit)
        covered = cover(fused, {chunk_id: coverage(words, chunk) for chunk_id, chunk in chunks.items()}, weight=self._weights.coverage)
        scores = spread([each.score for each in covered])
        hits = [
            self._hit(each, score, chunks[each.chunk_id]) for each, score in zip(covered, scores, strict=True) if each.chunk_id in chunks
        ]
        return sorted(hits, key=lambda hit: -hit.score)[:limit]

    def _read(self, chunk_ids: Sequence[str], limit: int) -> dict[str, Chunk]:
        """The first of these chunks; more of them only while what the policies themselves say is less than is wanted."""
        n_read = max(MIN_READ, READ_FACTOR * limit)
        chunks: dict[str, Chunk] = {}
        for start in range(0, len(chunk_ids), n_read):
            if sum(not chunk.furniture for chunk in chunks.values()) >= limit:
                break
            chunks |= self._chunks(chunk_ids[start : start + n_read])
        return chunks

    def _hit(self, fused: Fused, score: float, chunk: Chunk) -> Hit:
        factor = self._weights.furniture if chunk.furniture else 1.0
        return Hit(chunk, score * factor, fused.dense, fused.sparse)
