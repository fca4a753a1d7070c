"""All that one home holds: the truth, the two indexes made from it, and the search over them."""

import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.errors import StoreBusyError, StoreError
from indexing.chunking import Chunk, text_to_embed
from indexing.copies import KeptVectors, dense_kind, sparse_kind
from indexing.dense import ExactIndex
from indexing.document_rows import DocumentRows
from indexing.embedding import Embedder
from indexing.fusion import Weights
from indexing.holdings import Holdings
from indexing.homes import LOCK, STORE, make_home, make_private_file
from indexing.keeping import Keeper
from indexing.ownership import Ownership
from indexing.pending import Pending
from indexing.search import HybridSearcher, Indexes
from indexing.sparse import SparseIndex
from indexing.statements import in_batches
from indexing.store import Store

# Up to here a process that only reads compares with every vector of the truth; above, it asks for the home and uses Chroma.
MAX_EXACT_CHUNKS = 200_000

# So many chunks change before the indexes are told; a crash in between costs nothing, they catch up from the truth.
FLUSH_CHUNKS = 12_000


class Library(Holdings):
    """The state of one home. Any number of processes may read it; the one that owns it may write.

    Reading needs neither the lock nor Chroma. `own` takes the lock, brings the indexes in step with the truth, and from then on the search
    asks Chroma: `youju serve` does so when it starts, ingesting and removing do it by themselves.
    """

    def __init__(self, home: Path, store: Store, embedder: Embedder) -> None:
        super().__init__(store)
        self.home = home
        self._embedder = embedder
        self._ownership = Ownership(home / LOCK)
        self._pending = Pending()
        self._dense = Keeper(home, store, dense_kind(store, embedder.identity))
        self._sparse = Keeper(home, store, sparse_kind(store, self._pending.readings))
        self._snapshot: tuple[int, Indexes] | None = None
        self._changing = threading.RLock()
        self.searcher = HybridSearcher(embedder=embedder, indexes=self._indexes, chunks=self._chunks, weights=Weights.shipped())

    @classmethod
    def open(cls, home: Path, *, embedder: Embedder) -> Self:
        """Opens the home, and makes it where there is none.

        Raises:
            SettingsError: The folder cannot be made or written.
            StoreError: What is stored there cannot be used; StoreVersionError where another version wrote it.
        """
        make_home(home)
        make_private_file(home / STORE)
        return cls(home, Store.open(home / STORE), embedder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the files and of the home."""
        self._dense.close()
        self._sparse.close()
        self._ownership.let_go()
        self._store.close()

    @property
    def has_company(self) -> bool:
        """Whether other processes may write what is shown here, so that `follow` has to be called now and then."""
        return False

    def follow(self) -> None:
        """Brings in step what others wrote; nobody does."""

    def own(self, *, wait: bool = True) -> None:
        """Takes the home for writing, and brings both indexes in step with the truth.

        Args:
            wait: Whether to build the vectors anew where they have to be; else they stay in doubt until `check` builds them.

        Raises:
            StoreBusyError: Another process owns it.
        """
        with self._changing:
            if not self._ownership.held:
                self._ownership.take()
                self._embed_again()
                self._sparse.catch_up()
                if not self._dense.open() and wait:
                    self._dense.rebuild()

    def check(self) -> int:
        """Has sampled chunks find themselves in both indexes, and builds anew the indexes where they do not; only the owner does.

        The new index is built beside the old one, which nobody asks any more: meanwhile words alone decide, or nothing is found where it is
        the words. Changes of the documents wait.

        Returns:
            How many indexes were built anew.
        """
        with self._changing:
            if not self._ownership.held:
                return 0
            self.flush()
            doubted = [keeper for keeper in (self._sparse, self._dense) if not keeper.is_right()]
            for keeper in doubted:
                keeper.rebuild()
            return len(doubted)

    @property
    def is_words_only(self) -> bool:
        """Whether the search knows words alone at the moment, since the vectors are built anew."""
        return self._ownership.held and self._dense.in_doubt

    @property
    def embedder(self) -> Embedder:
        """What makes the vectors."""
        return self._embedder

    def write(self, new: DocumentRows) -> bool:
        """Writes a document in place of what came from the same origin; it is safe when this returns, and found after `flush`.

        Returns:
            Whether there was something in its place.
        """
        vectors = new.embedded.vectors if new.embedded else self._embedder.embed(new.texts, role="passage")
        with self._changing:
            self.own()
            there = self._store.document_from(new.origin) is not None
            gone = self._store.write(new, vectors, embedder=self._embedder.identity)
            self._pending.note_written(new.document_id, dict(zip(new.chunk_ids, new.readings, strict=True)), removed=gone)
            self._flush_many()
        return there

    def adopt(self, document_id: str, *, origin: str, source_name: str) -> None:
        """Notes that a stored document also came from this origin, which what came from there before has left."""
        with self._changing:
            self.own()
            self._pending.note(added=(), removed=self._store.adopt(document_id, origin=origin, source_name=source_name))
            self._flush_many()

    def remove(self, document_id: str) -> None:
        """Takes a document out of the truth and of both indexes.

        Raises:
            NotFoundError: There is no such document.
            StoreBusyError: Another process owns the home.
        """
        with self._changing:
            self.own()
            self._pending.note(added=(), removed=self._store.remove(document_id))
            self.flush()

    def flush(self) -> None:
        """Tells the indexes of all changes."""
        with self._changing:
            if self._ownership.held and not self.is_in_step():
                for keeper in (self._dense, self._sparse):
                    # What is in doubt is built anew of all that there is.
                    if not keeper.in_doubt:
                        keeper.change(self._pending.added, self._pending.removed)
            self._pending.clear()

    def is_in_step(self) -> bool:
        """Whether both indexes show the truth of this moment."""
        return self._sparse.is_in_step() and (self._dense.is_in_step() or not self._ownership.held)

    def verify(self) -> list[str]:
        """One line for each thing that is not as it was written; empty where all is well."""
        problems = self._store.damage()
        stale = self._store.chunks_embedded_otherwise(self._embedder.identity)
        if stale:
            problems.append(f"{len(stale)} chunks were embedded by another model than {self._embedder.identity!r}")
        return problems + self._sparse.problems() + self._dense_problems()

    def repair(self) -> None:
        """Builds both indexes anew from the truth.

        Raises:
            StoreBusyError: Another process owns the home.
        """
        with self._changing:
            self._ownership.take()
            self._embed_again()
            self._dense.rebuild()
            self._sparse.rebuild()

    def _dense_problems(self) -> list[str]:
        held = self._ownership.held
        try:
            self._ownership.take()
        except StoreBusyError as error:
            return [f"The vectors in Chroma were not checked. {error}"]
        try:
            return self._dense.problems()
        finally:
            if not held:
                self._ownership.let_go()

    def _flush_many(self) -> None:
        """Tells the indexes where much has changed."""
        if len(self._pending) >= FLUSH_CHUNKS:
            self.flush()

    def _embed_again(self) -> None:
        """Makes new vectors for the chunks that another embedder made vectors for."""
        identity = self._embedder.identity
        for batch in in_batches(self._store.chunks_embedded_otherwise(identity)):
            chunks = list(self._store.chunks(batch).values())
            vectors = self._embedder.embed([text_to_embed(chunk) for chunk in chunks], role="passage")
            self._store.write_vectors([chunk.chunk_id for chunk in chunks], vectors, embedder=identity)

    def _indexes(self) -> Indexes:
        """What the search asks at this moment."""
        if self._ownership.held:
            return self._kept()
        generation = self._store.generation()
        if self._snapshot is None or self._snapshot[0] != generation:
            self._snapshot = (generation, self._look())
        return self._snapshot[1]

    def _look(self) -> Indexes:
        """The indexes for a process that only reads: the words as they were last written, and every vector of the truth."""
        if self._store.count_chunks() > MAX_EXACT_CHUNKS:
            with suppress(StoreBusyError):
                self.own()
                return self._kept()
        sparse = self._words()
        if sparse is None or self._store.chunks_embedded_otherwise(self._embedder.identity):
            raise StoreBusyError(f"The indexes in {str(self.home)!r} are being built by another process: try again when it is done")
        return Indexes(ExactIndex(*self._store.vectors()), sparse)

    def _kept(self) -> Indexes:
        """The indexes for the owner."""
        if self._sparse.in_doubt:
            raise StoreBusyError(f"The index of words in {str(self.home)!r} is built anew: ask again in a moment")
        return Indexes(KeptVectors(self._dense), self._sparse.index)

    def _chunks(self, chunk_ids: Iterable[str]) -> dict[str, Chunk]:
        """The chunks of these ids that exist.

        Raises:
            StoreError: One is in an index that shows the truth of this moment, and cannot be read from the truth.
        """
        wanted = list(chunk_ids)
        found = self._shelf.chunks(wanted)
        missing = next((chunk_id for chunk_id in wanted if chunk_id not in found), None)
        if missing and self._sparse.is_in_step() and self._holds(missing) and not self._shelf.chunks([missing]):
            raise StoreError(f"The store in {str(self.home)!r} does not give what it holds: `youju verify` tells what is damaged")
        return found

    def _holds(self, chunk_id: str) -> bool:
        words = self._indexes().sparse
        return isinstance(words, SparseIndex) and words.holds(chunk_id) and self._sparse.is_in_step()

    def _words(self) -> SparseIndex | None:
        """The words as they were last written, mended where they are damaged or old."""
        stale = self._store.chunks_embedded_otherwise(self._embedder.identity)
        if self._sparse.is_in_step() and not stale:
            with suppress(StoreError):
                return self._sparse.look()
        self._mend()
        return self._sparse.look()

    def _mend(self) -> None:
        """Brings what reading needs in step, unless another process is at it."""
        with suppress(StoreBusyError), self._changing:
            self._ownership.take()
            try:
                self._embed_again()
                self._sparse.catch_up()
            finally:
                self._sparse.close()
                self._ownership.let_go()
