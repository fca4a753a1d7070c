"""The two kinds of index, each told how it is made from the truth."""

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from corpus.errors import NotFoundError
from indexing.chunking import document_of
from indexing.dense import ChromaIndex, VectorsOf
from indexing.filters import Scored
from indexing.index_kinds import Kind
from indexing.keeping import Keeper
from indexing.recent import Recent
from indexing.sparse import SPARSE_IDENTITY, SparseEntry, SparseIndex
from indexing.statements import in_batches
from indexing.store import Store
from indexing.terms import Readings

# How many stored vectors must find themselves before an index is used.
N_CANARIES = 16

# The vectors that are kept of documents that were asked about by name or place: of 1 KB each.
MAX_KEPT_VECTORS = 20_000


def dense_kind(store: Store, embedder: str) -> Kind[ChromaIndex]:
    """The vectors of the truth in Chroma; `embedder` is the identity of what made them."""

    def change(index: ChromaIndex, added: Sequence[str], removed: Sequence[str]) -> None:
        index.remove(removed)
        for batch in in_batches(added):
            index.add(*store.vectors(batch))

    def is_sound(index: ChromaIndex) -> bool:
        chunk_ids = store.chunk_ids()
        return index.finds(*store.vectors(random.sample(chunk_ids, min(N_CANARIES, len(chunk_ids)))))

    def differing(index: ChromaIndex) -> list[str]:
        return [chunk_id for batch in in_batches(store.chunk_ids()) for chunk_id in index.differing(*store.vectors(batch))]

    return Kind(
        "dense",
        f"chroma-cosine|{embedder}",
        partial(ChromaIndex.open, vectors_of=kept_vectors(store)),
        change,
        is_sound,
        keeps_gone=True,
        settle=ChromaIndex.settle,
        digest=ChromaIndex.digest,
        differing=differing,
    )


class KeptVectors:
    """The vectors that a keeper has in use; none while they are built anew, so that words alone decide."""

    def __init__(self, keeper: Keeper[ChromaIndex]) -> None:
        self._keeper = keeper

    def nearest(self, vector: NDArray[np.float32], *, limit: int, document_ids: frozenset[str] | None = None) -> list[Scored]:
        """At most `limit` chunks by falling cosine with `vector`."""
        with self._keeper.using() as index:
            return index.nearest(vector, limit=limit, document_ids=document_ids) if index else []


def kept_vectors(store: Store) -> VectorsOf:
    """Gives the vectors of some documents, those asked for last without reading them again while the truth is the same."""
    kept = Recent[tuple[list[str], NDArray[np.float32]]](max_size=MAX_KEPT_VECTORS, size=lambda found: len(found[0]))

    def vectors_of(document_ids: frozenset[str]) -> tuple[list[str], NDArray[np.float32]]:
        key, generation = "\n".join(sorted(document_ids)), store.generation()
        found = kept.get(key, generation)
        if found is None:
            found = store.vectors_of(document_ids)
            # What was read of another generation is not asked for again.
            kept.retain(lambda _key, version: version == generation)
            kept.put(key, generation, found)
        return found

    return vectors_of


def sparse_kind(store: Store, ready: Mapping[str, Mapping[str, Readings]] = MappingProxyType({})) -> Kind[SparseIndex]:
    """The words of the truth in tantivy; `ready` are the terms of documents as they were written last, by document and chunk."""

    def change(index: SparseIndex, added: Sequence[str], removed: Sequence[str]) -> None:
        index.change(entries_of(store, added, ready), removed)

    def is_sound(index: SparseIndex) -> bool:
        index.check()
        chunk_ids = store.chunk_ids()
        return all(index.holds(chunk_id) for chunk_id in random.sample(chunk_ids, min(N_CANARIES, len(chunk_ids))))

    return Kind("sparse", SPARSE_IDENTITY, SparseIndex.open, change, is_sound)


def entries_of(
    store: Store, chunk_ids: Sequence[str], ready: Mapping[str, Mapping[str, Readings]] = MappingProxyType({})
) -> Iterator[SparseEntry]:
    """The chunks of these ids, by document, in the order of its text; those that are not `ready` are read from the truth and cut."""
    for document_id, of_document in groupby(sorted(chunk_ids), key=document_of):
        wanted = set(of_document)
        cut = ready.get(document_id, {})
        if wanted <= cut.keys():
            yield from (SparseEntry(chunk_id, document_id, terms) for chunk_id, terms in cut.items() if chunk_id in wanted)
        else:
            yield from _read(store, document_id, sorted(wanted))


def _read(store: Store, document_id: str, chunk_ids: Sequence[str]) -> Iterator[SparseEntry]:
    """Chunks of one document, each with what the original prints in its place."""
    try:
        document = store.document(document_id)
    except NotFoundError:
        # Another process has taken it out meanwhile, as the next change tells.
        return
    offsets = document.offsets
    for chunk in store.chunks(chunk_ids).values():
        yield SparseEntry.of(chunk, offsets.to_raw(chunk.span).of(document.source.text))
