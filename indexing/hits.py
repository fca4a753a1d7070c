"""What a search takes and gives: `Searcher.search(text) -> Hit*`, best first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from indexing.chunking import Chunk


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that a search found.

    All scores lie in 0..1, higher is better. `score` is the fused score, spread from the worst to the best of this query, and compares
    within one query only. `dense` is the cosine, `sparse` the share of the highest score that words could have: these two compare across
    queries as well.
    """

    chunk: Chunk
    score: float
    dense: float
    sparse: float


class Searcher(Protocol):
    """Ranks the chunks of the corpus for a text."""

    def search(
        self, text: str, *, terms: Sequence[tuple[str, ...]] = (), limit: int = 10, document_ids: frozenset[str] | None = None
    ) -> list[Hit]:
        """At most `limit` hits, best first.

        Args:
            text: What is looked for.
            terms: Where known, the words that the text is about, each as it stands there and then what else it may be called.
            limit: How many hits are wanted.
            document_ids: Where given, the only documents looked at.
        """
        ...
