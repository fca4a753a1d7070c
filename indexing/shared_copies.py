"""The kinds of index that live in servers, each told how it is made from the truth."""

import random
from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreError
from indexing.chroma_server import ChromaServer, ServerIndex
from indexing.copies import N_CANARIES, kept_vectors
from indexing.filters import Scored
from indexing.milvus_server import MilvusIndex
from indexing.sharing import IndexServer, SharedKeeper, SharedKind
from indexing.statements import in_batches
from indexing.store import Store


class Vectors:
    """The vectors of a store in a Chroma server, as an `IndexServer`."""

    def __init__(self, server: ChromaServer, store: Store) -> None:
        self.name = server.name
        self.names, self.drop, self.close = server.names, server.drop, server.close
        self.open = partial(server.open, vectors_of=kept_vectors(store))


def shared_dense_keeper(store: Store, url: str, embedder: str) -> SharedKeeper[ServerIndex]:
    """The vectors of the truth in the Chroma server at this address; `embedder` is the identity of what made them."""
    server: IndexServer[ServerIndex] = Vectors(ChromaServer(url), store)

    def change(index: ServerIndex, added: Sequence[str], removed: Sequence[str]) -> None:
        index.remove(removed)
        for batch in in_batches(added):
            index.add(*store.vectors(batch))

    def is_sound(index: ServerIndex) -> bool:
        chunk_ids = store.chunk_ids()
        return index.finds(*store.vectors(random.sample(chunk_ids, min(N_CANARIES, len(chunk_ids)))))

    def differing(index: ServerIndex) -> list[str]:
        return [chunk_id for batch in in_batches(store.chunk_ids()) for chunk_id in index.differing(*store.vectors(batch))]

    return SharedKeeper(store, server, SharedKind("dense", f"chroma-server-cosine|{embedder}", change, is_sound, differing))


class SharedVectors:
    """The vectors that a keeper has in use; none while their server is away or they are in doubt, so that words alone decide."""

    def __init__(self, keeper: SharedKeeper[ServerIndex] | SharedKeeper[MilvusIndex]) -> None:
        self._keeper = keeper

    def nearest(self, vector: NDArray[np.float32], *, limit: int, document_ids: frozenset[str] | None = None) -> list[Scored]:
        """At most `limit` chunks by falling cosine with `vector`."""
        try:
            with self._keeper.using() as index:
                return index.nearest(vector, limit=limit, document_ids=document_ids) if index else []
        except StoreError:
            # It is in doubt from now on, and whoever follows the truth finds out what is the matter.
            return []
