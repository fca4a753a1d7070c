"""A library whose truth, or vectors, live in servers that several processes, of several machines, use.

Each home has its own index of words, which whoever owns the home brings in step with the truth; the vectors are in one server for all, or a
copy in each home. Where the truth is shared, anybody may write it. `follow` has to be called now and then.
"""

import hmac
from pathlib import Path
from typing import cast

from corpus.errors import SettingsError, StoreBusyError, StoreError
from indexing.chroma_server import ServerIndex
from indexing.copies import dense_kind, sparse_kind
from indexing.embedding import Embedder
from indexing.home_notes import HomeNotes
from indexing.homes import STORE, make_home
from indexing.keeping import Keeper
from indexing.library import Library
from indexing.milvus_copies import MilvusWords, NoWords, milvus_keeper
from indexing.milvus_server import MilvusIndex
from indexing.search import Indexes
from indexing.shared_copies import SharedVectors, shared_dense_keeper
from indexing.sharing import SharedKeeper
from indexing.sparse import SparseIndex
from indexing.store import Store

# Under this the store notes what proves the secret of all who share it.
SECRET_NOTE = "secret-proof"  # noqa: S105 -- the name of a note


class SharedLibrary(Library):
    """The state of one home, and what it shares with others.

    `chroma_url` is the address of a Chroma server, `milvus_url` that of a Milvus cluster, which has the words as well; empty where there is
    none.
    """

    def __init__(self, home: Path, store: Store, embedder: Embedder, *, chroma_url: str = "", milvus_url: str = "") -> None:
        super().__init__(home, store, embedder)
        self._vectors: SharedKeeper[ServerIndex] | SharedKeeper[MilvusIndex] | None = None
        self._milvus_words: MilvusWords | None = None
        if store.is_shared:
            notes = HomeNotes(home / "notes")
            self._sparse = Keeper(home, store, sparse_kind(store), notes)
            self._dense = Keeper(home, store, dense_kind(store, embedder.identity), notes)
        if milvus_url:
            self._vectors = keeper = milvus_keeper(store, milvus_url, embedder)
            self._milvus_words = MilvusWords(keeper)
            self._sparse = cast("Keeper[SparseIndex]", NoWords())
        elif chroma_url:
            self._vectors = shared_dense_keeper(store, chroma_url, embedder.identity)
        self._words_read: tuple[str | None, int, SparseIndex] | None = None
        self._tried = False

    @property
    def is_shared(self) -> bool:
        """Whether other processes write the truth as well."""
        return self._store.is_shared

    @property
    def has_company(self) -> bool:
        """Whether other processes may write what is shown here: a server that is away, and comes back, counts as one."""
        return True

    @property
    def is_words_only(self) -> bool:
        """Whether the search knows words alone at the moment: the vectors are built anew, or their server is away."""
        if not self._vectors:
            return super().is_words_only
        self._try(self._vectors)
        return self._vectors.in_doubt

    def close(self) -> None:
        """Lets go of the files, the connections and the home."""
        if self._vectors:
            self._vectors.close()
        super().close()

    def own(self, *, wait: bool = True) -> None:
        """Takes the home, where no other process has it, and brings its indexes in step; whoever shares the truth may write without.

        Args:
            wait: Whether to build the vectors anew where they have to be; else they stay in doubt until `check` builds them.

        Raises:
            StoreBusyError: Another process owns it, and the truth is not shared.
        """
        with self._changing:
            if not self._ownership.held:
                try:
                    self._take(wait=wait)
                except StoreBusyError:
                    if not self.is_shared:
                        raise
            if self._vectors:
                self._tried = True
                self._vectors.follow(fill=wait)

    def follow(self) -> None:
        """Brings in step what no other process has in hand, and takes the home where its owner has gone.

        Raises:
            StoreError: The truth cannot be read.
        """
        with self._changing:
            self.own()
            self.flush()

    def flush(self) -> None:
        """Has the indexes of this home follow the truth, and the vectors of all where no other process is at it."""
        with self._changing:
            if self._ownership.held:
                for keeper in (self._sparse,) if self._vectors else (self._sparse, self._dense):
                    # What is in doubt is built anew of all that there is.
                    if not keeper.in_doubt and not keeper.is_in_step():
                        keeper.follow()
            if self._vectors:
                self._vectors.follow()
            self._pending.clear()

    def check(self) -> int:
        """Has sampled chunks find themselves in the indexes, and builds anew those where they do not; tells how many."""
        if not self._vectors:
            return super().check()
        with self._changing:
            self.flush()
            n_wrong = int(not self._vectors.in_doubt and not self._vectors.is_right())
            if n_wrong:
                self._vectors.follow()
            if self._ownership.held and not self._sparse.is_right():
                self._sparse.rebuild()
                n_wrong += 1
            return n_wrong

    def is_in_step(self) -> bool:
        """Whether both indexes show the truth of this moment."""
        return self._sparse.is_in_step() and self._vectors.is_in_step() if self._vectors else super().is_in_step()

    def repair(self) -> None:
        """Builds both indexes anew from the truth.

        Raises:
            StoreBusyError: Another process owns the home.
            StoreAwayError: The server of the vectors cannot be reached.
        """
        if not self._vectors:
            super().repair()
            return
        with self._changing:
            self._ownership.take()
            self._embed_again()
            self._sparse.rebuild()
            self._vectors.rebuild()

    def _take(self, *, wait: bool) -> None:
        if not self._vectors:
            super().own(wait=wait)
            return
        self._ownership.take()
        self._embed_again()
        self._sparse.catch_up()

    def _dense_problems(self) -> list[str]:
        return self._vectors.problems() if self._vectors else super()._dense_problems()

    def _indexes(self) -> Indexes:
        """What the search asks at this moment."""
        if not self._vectors:
            return super()._indexes()
        self._try(self._vectors)
        return Indexes(SharedVectors(self._vectors), self._milvus_words or self._sparse_now())

    def _try(self, vectors: SharedKeeper[ServerIndex] | SharedKeeper[MilvusIndex]) -> None:
        """Finds out, once, whether the vectors can be asked: a process that only reads does nothing more for them."""
        if not self._tried:
            self._tried = True
            vectors.follow(fill=False)

    def _sparse_now(self) -> SparseIndex:
        """The words: those of the owner, or as the owner last wrote them."""
        if self._ownership.held:
            if self._sparse.in_doubt:
                raise self._being_built()
            return self._sparse.index
        generation, read = self._store.generation(), self._words_read
        if read and read[1] == generation:
            return read[2]
        folder = self._sparse.folder_in_use()
        # The owner writes into the folder that is open here already.
        words = read[2] if read and read[0] == folder else self._words()
        if words is None:
            raise self._being_built()
        words.reload()
        self._words_read = (folder, generation, words)
        return words

    def _being_built(self) -> StoreBusyError:
        return StoreBusyError(f"The index of words in {str(self.home)!r} is being built: ask again in a moment")


def agree_on_secret(store: Store, secret: bytes) -> None:
    """Has all processes that share a truth use one secret: the first to come notes what proves it, and others have to prove the same.

    Raises:
        SettingsError: Another secret is in use.
    """
    # Of the secret itself nothing can be read from it.
    proof = hmac.digest(secret, b"the same on every server", "sha256").hex()
    if not hmac.compare_digest(store.note_once(SECRET_NOTE, proof), proof):
        raise SettingsError(
            "YOUJU_SECRET_KEY is not that of the other servers of YOUJU_DATABASE_URL, so that no access key would open and no user be "
            "known: set the same on every server. To give all a new one, which ends every access key, stop them, delete the row "
            f"{SECRET_NOTE!r} of the table 'meta', and start them with it"
        )


def open_library(
    home: Path, *, embedder: Embedder, database_url: str = "", chroma_url: str = "", milvus_url: str = "", secret: str = ""
) -> Library:
    """Opens the home, and makes it where there is none.

    Args:
        home: The folder.
        embedder: Makes the vectors.
        database_url: The URL of a PostgreSQL database; empty: the truth is a file in the home.
        chroma_url: The address of a Chroma server; empty: the vectors are in the home.
        milvus_url: The address of a Milvus cluster that holds vectors and words in place of Chroma and the home.
        secret: What all who share the truth hash access keys and users with; empty: whoever opens it does neither.

    Raises:
        SettingsError: The folder cannot be made or written, the database does not let us in, or others use another secret.
        StoreError: What is stored there cannot be used; StoreVersionError where another version wrote it.
    """
    if not database_url and not chroma_url and not milvus_url:
        return Library.open(home, embedder=embedder)
    make_home(home)
    store = Store.open(database_url or home / STORE)
    try:
        if store.is_shared and secret:
            agree_on_secret(store, secret.encode())
        return SharedLibrary(home, store, embedder, chroma_url=chroma_url, milvus_url=milvus_url)
    except (SettingsError, StoreError):
        store.close()
        raise
