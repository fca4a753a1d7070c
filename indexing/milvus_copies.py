"""Vectors and words of the truth in a Milvus cluster, told how they are made from it."""

import random
from collections.abc import Mapping, Sequence

from corpus.errors import StoreAwayError
from indexing.copies import N_CANARIES, entries_of
from indexing.embedding import Embedder
from indexing.filters import Scored
from indexing.milvus_server import MilvusIndex, MilvusServer
from indexing.sharing import SharedKeeper, SharedKind
from indexing.sparse import SPARSE_IDENTITY
from indexing.statements import in_batches
from indexing.store import Store

# Chunks whose texts and vectors are in memory together.
_AT_ONCE = 2000


def milvus_keeper(store: Store, url: str, embedder: Embedder) -> SharedKeeper[MilvusIndex]:
    """What is in the Milvus cluster at this address; `embedder` is what made the vectors."""
    server = MilvusServer(url, dimensions=embedder.embed(["会诊"], role="passage").shape[1])

    def change(index: MilvusIndex, added: Sequence[str], removed: Sequence[str]) -> None:
        index.remove(removed)
        for batch in in_batches(sorted(added), _AT_ONCE):
            entries = {entry.chunk_id: entry for entry in entries_of(store, batch)}
            chunk_ids, vectors = store.vectors([chunk_id for chunk_id in batch if chunk_id in entries])
            index.add([entries[chunk_id] for chunk_id in chunk_ids], vectors)

    def is_sound(index: MilvusIndex) -> bool:
        chunk_ids = store.chunk_ids()
        return index.finds(*store.vectors(random.sample(chunk_ids, min(N_CANARIES, len(chunk_ids)))))

    def differing(index: MilvusIndex) -> list[str]:
        return [chunk_id for batch in in_batches(store.chunk_ids()) for chunk_id in index.differing(*store.vectors(batch))]

    return SharedKeeper(store, server, SharedKind("milvus", f"{embedder.identity}|{SPARSE_IDENTITY}", change, is_sound, differing))


class MilvusWords:
    """The words that a keeper has in use; without them there is no answer."""

    def __init__(self, keeper: SharedKeeper[MilvusIndex]) -> None:
        self._keeper = keeper

    def best(self, text: str, *, others: str = "", limit: int, document_ids: frozenset[str] | None = None) -> list[Scored]:
        """At most `limit` chunks that share words with `text`, best first.

        Raises:
            StoreAwayError: The cluster cannot be asked.
        """
        with self._keeper.using() as index:
            return _there(index).best(text, others=others, limit=limit, document_ids=document_ids)

    def rarities(self, text: str) -> Mapping[str, float]:
        """The words of a text that are known at all, each with how rare it is.

        Raises:
            StoreAwayError: The cluster cannot be asked.
        """
        with self._keeper.using() as index:
            return _there(index).rarities(text)


def _there(index: MilvusIndex | None) -> MilvusIndex:
    if index is None:
        raise StoreAwayError("The Milvus cluster cannot be asked: it is away, or is being filled; try again in a moment")
    return index


class NoWords:
    """Stands in the place of a home's own index of words, where there is none: nothing to keep, and nothing to go wrong."""

    in_doubt = False

    def close(self) -> None:
        """Nothing."""

    def catch_up(self) -> None:
        """Nothing."""

    def follow(self) -> None:
        """Nothing."""

    def rebuild(self) -> None:
        """Nothing."""

    def is_in_step(self) -> bool:
        """True."""
        return True

    def is_right(self) -> bool:
        """True."""
        return True

    def problems(self) -> list[str]:
        """None."""
        return []
