"""Narrows ranked chunks to documents by asking for more than are wanted."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from indexing.chunking import document_of


class Scored(NamedTuple):
    """A chunk id and how well one index likes it; higher is better."""

    chunk_id: str
    score: float


def overfetched(
    fetch: Callable[[int], Sequence[Scored]], *, limit: int, total: int, document_ids: frozenset[str] | None = None
) -> list[Scored]:
    """The best `limit` chunks of certain documents, from a ranking that knows no documents.

    Args:
        fetch: Gives the best n chunks of all, best first.
        limit: How many are wanted.
        total: How many chunks to ask for at most.
        document_ids: The documents to keep; `None` keeps all.

    >>> ranked = [Scored("a-1", 0.9), Scored("b-1", 0.8), Scored("b-2", 0.7)]
    >>> overfetched(lambda n: ranked[:n], limit=1, total=3, document_ids=frozenset({"b"}))
    [Scored(chunk_id='b-1', score=0.8)]
    """
    n = min(limit, total)
    while True:
        fetched = fetch(n) if n else []
        kept = [scored for scored in fetched if document_ids is None or document_of(scored.chunk_id) in document_ids]
        if len(kept) >= limit or n >= total or len(fetched) < n:
            return kept[:limit]
        n = min(total, 4 * n)
