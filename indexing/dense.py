"""Nearest vectors: exactly, from the truth, or through Chroma, which holds a copy that can be rebuilt at any time.

The only module that knows chromadb, whose errors it maps to `StoreError`. Chroma gets vectors and ids and nothing else, and one process
at a time: it neither notices a second writer nor survives one.
"""

import hashlib
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreError
from indexing.chunking import document_of
from indexing.filters import Scored, overfetched

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection

COLLECTION = "chunks"

# Chroma takes 5461 at most.
BATCH_SIZE = 5000

# So much of a file is read at once to tell whether it is as it was written.
BLOCK_BYTES = 1 << 20

# Above any row count: at every multiple of it Chroma rewrites its index in place, and a process killed meanwhile leaves it unreadable.
SYNC_THRESHOLD = 10_000_000

# How many neighbours a search keeps in sight: with 100, as Chroma has it, two of the ten nearest of 80,000 vectors are missed, with this
# less than one.
EF_SEARCH = 500

# How many neighbours building the graph keeps in sight: with 100, as Chroma has it, an ingest works a fifth longer on the graph, and a
# search that keeps 400 in sight finds as many of the ten nearest as with this and the number above.
EF_CONSTRUCTION = 80

# So it rewrites it at the next question.
LEAST_SYNC_THRESHOLD = 2

# A stored vector finds itself at a distance of rounding errors.
CANARY_DISTANCE = 1e-4

# Asked for one alone, Chroma misses a vector that it holds once in 2,000 times, and a sound index would be built anew.
CANARY_DEPTH = 400

# Chroma makes vectors of unit length of those that it is given, which have it already, but for the last digits.
SAME_VECTOR = 1e-5

# Comparing with every vector of this many documents is quicker than asking Chroma for so much more that enough of it is theirs.
FEW_DOCUMENTS = 100

# Of more documents so many times what is wanted is looked through for theirs, and where that is too little as many times that.
OVERFETCH_FACTOR = 8

VectorsOf = Callable[[frozenset[str]], tuple[list[str], NDArray[np.float32]]]


class VectorIndex(Protocol):
    """Finds the chunks whose vectors are nearest to a vector."""

    def nearest(self, vector: NDArray[np.float32], *, limit: int, document_ids: frozenset[str] | None = None) -> list[Scored]:
        """At most `limit` chunks by falling cosine with `vector`, which has unit length; of these documents only, where given."""
        ...


class ExactIndex:
    """Compares with every vector: no file, no wrong neighbour, 3 ms for 70,000 chunks."""

    def __init__(self, chunk_ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        self._chunk_ids = chunk_ids
        self._vectors = np.ascontiguousarray(vectors)

    def nearest(self, vector: NDArray[np.float32], *, limit: int, document_ids: frozenset[str] | None = None) -> list[Scored]:
        """At most `limit` chunks by falling cosine with `vector`, those of equal cosine in the order in which they were given."""
        if not len(self._chunk_ids) or not vector.any():
            return []
        # A matrix product would wake a thread on each processor, and wait for the slowest where others use them too.
        scores = np.vecdot(self._vectors, vector)
        if document_ids is None:
            best = _highest(scores, limit)
        else:
            rows = self._rows_of(document_ids)
            best = rows[_highest(scores[rows], limit)]
        return [Scored(self._chunk_ids[row], float(scores[row])) for row in best]

    def _rows_of(self, document_ids: frozenset[str]) -> NDArray[np.intp]:
        numbers, document_of_row = self._documents
        wanted = np.zeros(len(numbers), dtype=bool)
        wanted[[numbers[document_id] for document_id in document_ids if document_id in numbers]] = True
        return np.flatnonzero(wanted[document_of_row])

    @cached_property
    def _documents(self) -> tuple[dict[str, int], NDArray[np.int32]]:
        """A number for each document, and that of each row."""
        numbers: dict[str, int] = {}
        of_rows = (numbers.setdefault(document_of(chunk_id), len(numbers)) for chunk_id in self._chunk_ids)
        return numbers, np.fromiter(of_rows, dtype=np.int32, count=len(self._chunk_ids))


def _highest(scores: NDArray[np.float32], limit: int) -> NDArray[np.intp]:
    """The rows of the highest scores, best first, equal ones in their order."""
    rows = np.flatnonzero(scores >= np.partition(scores, -limit)[-limit]) if limit < len(scores) else np.arange(len(scores))
    best: NDArray[np.intp] = rows[np.argsort(-scores[rows], kind="stable")]
    return best[:limit]


class ChromaIndex:
    """A Chroma collection in a folder of its own; the caller holds the lock of the home."""

    def __init__(
        self, client: "Client", collection: "Collection", path: Path, errors: tuple[type[Exception], ...], vectors_of: VectorsOf | None
    ) -> None:
        self._client = client
        self._collection = collection
        self._path = path
        self._errors = errors
        self._vectors_of = vectors_of
        self._size: int | None = None

    @classmethod
    def open(cls, path: Path, *, vectors_of: VectorsOf | None = None) -> "ChromaIndex":
        """Opens the collection in a folder; makes both where there is none.

        Args:
            path: The folder.
            vectors_of: Gives all vectors of some documents, for when these are so few that asking Chroma for more does not reach them.

        Raises:
            StoreError: The folder cannot be read as a collection.
        """
        # Importing chromadb takes about a second, which those who only read do not pay.
        import chromadb  # noqa: PLC0415

        errors = (chromadb.errors.ChromaError, ValueError, OSError)
        try:
            client, collection = _connected(path)
        except (*errors, AttributeError) as error:
            # Chroma remembers a client of this folder whose start failed, and gives it, half made, to the next one who asks.
            raise _unusable(path, error) from error
        return cls(client, collection, path, errors, vectors_of)

    def close(self) -> None:
        """Lets the files go."""
        self._client.close()

    def settle(self) -> None:
        """Works off Chroma's log and writes out the graph, which a start would else make anew of every vector: a minute for 80,000.

        For one that was just opened: Chroma heeds the threshold that it is opened with. Killed meanwhile it leaves what cannot be read.
        """
        with self._mapped():
            self._reopen_with(sync_threshold=LEAST_SYNC_THRESHOLD)
            sample = self._collection.get(limit=1, include=["embeddings"])["embeddings"]
            if sample is not None and len(sample):
                self._collection.query(query_embeddings=np.asarray(sample, dtype=np.float32), n_results=1, include=[])
            self._reopen_with(sync_threshold=SYNC_THRESHOLD)

    def digest(self) -> str:
        """The SHA-256 of the files of the graph, which Chroma trusts blindly; its database may change without them."""
        digest = hashlib.sha256()
        for path in sorted(path for path in self._path.glob("*/*") if path.is_file()):
            digest.update(path.relative_to(self._path).as_posix().encode())
            # A gigabyte for a million chunks, of which memory need not hold more than a block.
            with path.open("rb") as file:
                while block := file.read(BLOCK_BYTES):
                    digest.update(block)
        return digest.hexdigest()

    def _reopen_with(self, *, sync_threshold: int) -> None:
        with _quiet():
            self._collection.modify(configuration={"hnsw": {"sync_threshold": sync_threshold}})
        self._client.close()
        self._client, self._collection = _connected(self._path)

    def count(self) -> int:
        """How many vectors there are."""
        with self._mapped():
            return self._collection.count()

    def ids(self) -> list[str]:
        """The ids of all chunks."""
        with self._mapped():
            return list(self._collection.get(include=[])["ids"])

    def add(self, chunk_ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Writes vectors, in place of those of the same ids; row i belongs to chunk i."""
        for start in range(0, len(chunk_ids), BATCH_SIZE):
            end = start + BATCH_SIZE
            with self._mapped():
                self._collection.upsert(ids=list(chunk_ids[start:end]), embeddings=vectors[start:end])
            self._size = None

    def remove(self, chunk_ids: Sequence[str]) -> None:
        """Takes vectors out; ids that are not there are passed over."""
        for start in range(0, len(chunk_ids), BATCH_SIZE):
            with self._mapped():
                self._collection.delete(ids=list(chunk_ids[start : start + BATCH_SIZE]))
            self._size = None

    def nearest(self, vector: NDArray[np.float32], *, limit: int, document_ids: frozenset[str] | None = None) -> list[Scored]:
        """At most `limit` chunks by falling cosine with `vector`."""
        if not vector.any() or not limit:
            return []
        if document_ids is None:
            return self._query(vector, limit)
        if self._vectors_of is None:
            return overfetched(lambda n: self._query(vector, n), limit=limit, total=self._total(), document_ids=document_ids)
        if len(document_ids) > FEW_DOCUMENTS:
            found = self._of(document_ids, vector, OVERFETCH_FACTOR * limit)
            if len(found) < limit:
                found = self._of(document_ids, vector, OVERFETCH_FACTOR**2 * limit)
            if found:
                return found[:limit]
        return ExactIndex(*self._vectors_of(document_ids)).nearest(vector, limit=limit)

    def _of(self, document_ids: frozenset[str], vector: NDArray[np.float32], n: int) -> list[Scored]:
        """Those among the `n` nearest that belong to these documents."""
        n = min(self._total(), n)
        return [scored for scored in self._query(vector, n) if document_of(scored.chunk_id) in document_ids] if n else []

    def _total(self) -> int:
        """How many vectors there are; Chroma counts them one by one, so that is asked once a change."""
        total = self._size
        if total is None:
            total = self._size = self.count()
        return total

    def finds(self, chunk_ids: Sequence[str], vectors: NDArray[np.float32]) -> bool:
        """Whether each of these vectors finds itself (or an equal one): the canary that notices a damaged index."""
        return all(self._finds(chunk_id, vector) for chunk_id, vector in zip(chunk_ids, vectors, strict=True) if vector.any())

    def differing(self, chunk_ids: Sequence[str], vectors: NDArray[np.float32]) -> list[str]:
        """Those of these chunks that are missing, or whose vectors are not these."""
        if not len(chunk_ids):
            return []
        with self._mapped():
            found = self._collection.get(ids=list(chunk_ids), include=["embeddings"])
        embeddings = np.asarray(found["embeddings"], dtype=np.float32)
        kept = dict(zip(found["ids"], embeddings, strict=True))
        pairs = zip(chunk_ids, vectors, strict=True)
        return [each for each, vector in pairs if each not in kept or np.abs(kept[each] - vector).max() > SAME_VECTOR]

    def _finds(self, chunk_id: str, vector: NDArray[np.float32]) -> bool:
        nearest = self._query(vector, CANARY_DEPTH)
        return bool(nearest) and (nearest[0].chunk_id == chunk_id or 1 - nearest[0].score < CANARY_DISTANCE)

    def _query(self, vector: NDArray[np.float32], n: int) -> list[Scored]:
        with self._mapped():
            found = self._collection.query(query_embeddings=np.stack([vector]), n_results=n, include=["distances"])
        return [Scored(chunk_id, 1 - distance) for chunk_id, distance in zip(found["ids"][0], (found["distances"] or [[]])[0], strict=True)]

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        try:
            yield
        except self._errors as error:
            raise _unusable(self._path, error) from error


def _connected(path: Path) -> tuple["Client", "Collection"]:
    import chromadb  # noqa: PLC0415
    from chromadb.config import Settings  # noqa: PLC0415

    # A file called .env in the working directory would configure Chroma; nothing of ours is in it.
    without_file: dict[str, Any] = {"_env_file": None}
    settings = Settings(anonymized_telemetry=False, chroma_api_impl="chromadb.api.rust.RustBindingsAPI", **without_file)
    client = cast("Client", chromadb.PersistentClient(path, settings=settings))
    wanted: CreateCollectionConfiguration = {
        "hnsw": {"space": "cosine", "sync_threshold": SYNC_THRESHOLD, "ef_search": EF_SEARCH, "ef_construction": EF_CONSTRUCTION}
    }
    with _quiet():
        collection = client.get_or_create_collection(COLLECTION, embedding_function=None, configuration=wanted)
        if collection.configuration_json["hnsw"]["ef_search"] == EF_SEARCH:
            return client, collection
        # A collection of before; it is searched as it was opened.
        collection.modify(configuration={"hnsw": {"ef_search": EF_SEARCH}})
    client.close()
    return _connected(path)


@contextmanager
def _quiet() -> Iterator[None]:
    """A collection whose configuration was changed is taken for one with an embedding function of an old kind, and warned of."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def _unusable(path: Path, error: Exception) -> StoreError:
    return StoreError(f"The vectors in {str(path)!r} cannot be used ({error}): `youju verify --repair` builds them again")
