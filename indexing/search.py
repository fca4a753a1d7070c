"""The search that the assistant uses: words and meaning together, joined with the truth."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from corpus.errors import QuestionError
from indexing.chunking import Chunk
from indexing.dense import VectorIndex
from indexing.embedding import Embedder
from indexing.fusion import Fused, Weights, fuse, spread
from indexing.hits import Hit
from indexing.sparse import WordIndex

# Each half is asked for more than is wanted, so that a chunk that one of them ranks low can still come first.
MIN_DEPTH = 50
DEPTH_FACTOR = 5


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

    def search(self, text: str, *, limit: int = 10, document_ids: frozenset[str] | None = None) -> list[Hit]:
        """At most `limit` hits, best first; `document_ids`, where given, are the only documents looked at."""
        if limit < 1:
            raise QuestionError(f"A search needs a limit of 1 or more, not {limit!r}")
        depth = max(MIN_DEPTH, DEPTH_FACTOR * limit)
        vector = self._embedder.embed([text], role="query")[0]
        indexes = self._indexes()
        dense = indexes.dense.nearest(vector, limit=depth, document_ids=document_ids)
        sparse = indexes.sparse.best(text, limit=depth, document_ids=document_ids)
        fused = fuse(dense, sparse, depth=depth, dense_weight=self._weights.dense)
        return self._joined(fused, limit)

    def _joined(self, fused: Sequence[Fused], limit: int) -> list[Hit]:
        """The best `limit` as hits; those ranked lower are read from the truth only while they could still be among them."""
        ranked = list(zip(spread([each.score for each in fused]), fused, strict=True))
        hits: list[Hit] = []
        for start in range(0, len(ranked), 2 * limit):
            if len(hits) >= limit and hits[limit - 1].score >= ranked[start][0]:
                break
            batch = ranked[start : start + 2 * limit]
            chunks = self._chunks([each.chunk_id for _, each in batch])
            hits += [self._hit(each, score, chunks[each.chunk_id]) for score, each in batch if each.chunk_id in chunks]
            hits.sort(key=lambda hit: -hit.score)
        return hits[:limit]

    def _hit(self, fused: Fused, score: float, chunk: Chunk) -> Hit:
        factor = self._weights.furniture if chunk.furniture else 1.0
        return Hit(chunk, score * factor, fused.dense, fused.sparse)
