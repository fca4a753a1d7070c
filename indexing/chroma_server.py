"""The vectors in a Chroma server that several processes use; it is away at times, and comes back.

Chroma gets vectors and ids and nothing else, as in a folder of our own. Its client waits for ever, fails with errors of every kind, and
asks the server already when it is made; so it is made late, given a time, and not asked for a moment after it failed.
"""

import base64
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreAwayError, StoreError
from indexing.addresses import Address
from indexing.chunking import document_of
from indexing.dense import BATCH_SIZE, CANARY_DISTANCE, FEW_DOCUMENTS, OVERFETCH_FACTOR, SAME_VECTOR, ExactIndex, VectorsOf
from indexing.filters import Scored

if TYPE_CHECKING:
    import httpx
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection

# A question is answered without the server sooner than people notice; writing 5,000 vectors takes seconds.
ASKING_SECONDS = 2.0
WRITING_SECONDS = 60.0

# For so long a server that did not answer is not asked.
PAUSE_SECONDS = 1.0

# A server that starts works off its log, up to so many vectors; one killed while it writes its graph, each time at so many, has to be
# filled again.
SYNC_THRESHOLD = 20_000

_DEFAULT_PORTS = {"http": 8000, "https": 443}


class ChromaServer:
    """A Chroma server by its address, which may hold the name and password that a proxy in front of it asks for."""

    def __init__(self, url: str) -> None:
        address = Address.of(url, setting="YOUJU_CHROMA_URL", such_as="http://127.0.0.1:8000")
        self._scheme, self._host = address.scheme, address.host
        self._port = address.port or _DEFAULT_PORTS[address.scheme]
        self._headers = _authorization(address)
        self.name = address.without_password(self._port)
        self._making = threading.Lock()
        self._clients: dict[float, Client] = {}
        self._away_until = 0.0

    def close(self) -> None:
        """Lets the connections go."""
        with self._making:
            for client in self._clients.values():
                # Closing the client leaves its connections open, and those of the second client that it keeps to itself.
                for each in (client, cast("Any", client)._admin_client):  # noqa: SLF001 -- there is no other way to reach it
                    _session_of(each).close()
                client.close()
            self._clients = {}

    def open(self, name: str, vectors_of: VectorsOf) -> "ServerIndex":
        """The index in the collection of this name, which is made where there is none.

        Args:
            name: The name of the collection.
            vectors_of: Gives all vectors of some documents.

        Raises:
            StoreAwayError: The server cannot be reached.
        """
        configuration: CreateCollectionConfiguration = {"hnsw": {"space": "cosine", "sync_threshold": SYNC_THRESHOLD}}
        with self.asked(WRITING_SECONDS) as client:
            client.get_or_create_collection(name, embedding_function=None, configuration=configuration)
        return ServerIndex(self, name, vectors_of)

    def names(self) -> list[str]:
        """The names of all collections."""
        with self.asked(WRITING_SECONDS) as client:
            return [collection.name for collection in client.list_collections()]

    def drop(self, name: str) -> None:
        """Deletes a collection."""
        with self.asked(WRITING_SECONDS) as client:
            client.delete_collection(name)

    @contextmanager
    def asked(self, seconds: float) -> Iterator["Client"]:
        """A client that waits for so long.

        Raises:
            StoreAwayError: The server cannot be reached.
            StoreError: It says no.
        """
        import chromadb  # noqa: PLC0415 -- takes a second, which those who only read pay late

        if time.monotonic() < self._away_until:
            raise StoreAwayError(f"The Chroma server {self.name} did not answer a moment ago")
        try:
            yield self._client(seconds)
        except chromadb.errors.ChromaError as error:
            raise StoreError(f"The Chroma server {self.name} cannot do it ({error}): `youju verify --repair` fills it again") from error
        except StoreError:
            raise
        except Exception as error:
            # Chroma's client raises ValueError, errors of httpx, or bare exceptions that hold what a proxy answered.
            self._away_until = time.monotonic() + PAUSE_SECONDS
            raise StoreAwayError(f"The Chroma server {self.name} cannot be reached ({type(error).__name__}: {error})") from error

    def _client(self, seconds: float) -> "Client":
        with self._making:
            client = self._clients.get(seconds)
            if client is None:
                import httpx  # noqa: PLC0415 -- a tenth of a second that a home of its own never pays

                httpx.get(f"{self.name}/api/v2/heartbeat", headers=self._headers, timeout=ASKING_SECONDS).raise_for_status()
                client = self._clients[seconds] = self._made(seconds)
            return client

    def _made(self, seconds: float) -> "Client":
        import chromadb  # noqa: PLC0415 -- see above
        import httpx  # noqa: PLC0415 -- see above
        from chromadb.config import Settings  # noqa: PLC0415 -- see above

        # A file called .env in the working directory would configure Chroma; nothing of ours is in it.
        without_file: dict[str, Any] = {"_env_file": None}
        settings = Settings(anonymized_telemetry=False, **without_file)
        made = chromadb.HttpClient(self._host, self._port, ssl=self._scheme == "https", headers=dict(self._headers), settings=settings)
        client = cast("Client", made)
        _session_of(client).timeout = httpx.Timeout(seconds, connect=ASKING_SECONDS)
        return client


class ServerIndex:
    """A collection of a Chroma server."""

    def __init__(self, server: ChromaServer, name: str, vectors_of: VectorsOf) -> None:
        self._server = server
        self._name = name
        self._vectors_of = vectors_of
        self._collections: dict[float, Collection] = {}

    def close(self) -> None:
        """Nothing: the connections are the server's."""

    def count(self) -> int:
        """How many vectors there are."""
        with self._asked(WRITING_SECONDS) as collection:
            return collection.count()

    def ids(self) -> list[str]:
        """The ids of all chunks."""
        with self._asked(WRITING_SECONDS) as collection:
            return list(collection.get(include=[])["ids"])

    def add(self, chunk_ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Writes vectors, in place of those of the same ids; row i belongs to chunk i."""
        for start in range(0, len(chunk_ids), BATCH_SIZE):
            end = start + BATCH_SIZE
            with self._asked(WRITING_SECONDS) as collection:
                collection.upsert(ids=list(chunk_ids[start:end]), embeddings=vectors[start:end])

    def remove(self, chunk_ids: Sequence[str]) -> None:
        """Takes vectors out; ids that are not there are passed over."""
        for start in range(0, len(chunk_ids), BATCH_SIZE):
            with self._asked(WRITING_SECONDS) as collection:
                collection.delete(ids=list(chunk_ids[start : start + BATCH_SIZE]))

    def nearest(self, vector: NDArray[np.float32], *, limit: int, document_ids: frozenset[str] | None = None) -> list[Scored]:
        """At most `limit` chunks by falling cosine with `vector`."""
        if not vector.any():
            return []
        if document_ids is None:
            return self._query(vector, limit)
        if len(document_ids) > FEW_DOCUMENTS:
            found = [each for each in self._query(vector, OVERFETCH_FACTOR * limit) if document_of(each.chunk_id) in document_ids]
            if len(found) >= limit:
                return found[:limit]
        return ExactIndex(*self._vectors_of(document_ids)).nearest(vector, limit=limit)

    def finds(self, chunk_ids: Sequence[str], vectors: NDArray[np.float32]) -> bool:
        """Whether each of these vectors finds itself (or an equal one): the canary that notices a damaged index."""
        return all(self._finds(chunk_id, vector) for chunk_id, vector in zip(chunk_ids, vectors, strict=True) if vector.any())

    def differing(self, chunk_ids: Sequence[str], vectors: NDArray[np.float32]) -> list[str]:
        """Those of these chunks that are missing, or whose vectors are not these."""
        if not len(chunk_ids):
            return []
        with self._asked(WRITING_SECONDS) as collection:
            found = collection.get(ids=list(chunk_ids), include=["embeddings"])
        kept = dict(zip(found["ids"], np.asarray(found["embeddings"], dtype=np.float32), strict=True))
        pairs = zip(chunk_ids, vectors, strict=True)
        return [each for each, vector in pairs if each not in kept or np.abs(kept[each] - vector).max() > SAME_VECTOR]

    def _finds(self, chunk_id: str, vector: NDArray[np.float32]) -> bool:
        nearest = self._query(vector, 1)
        return bool(nearest) and (nearest[0].chunk_id == chunk_id or 1 - nearest[0].score < CANARY_DISTANCE)

    def _query(self, vector: NDArray[np.float32], n: int) -> list[Scored]:
        with self._asked(ASKING_SECONDS) as collection:
            found = collection.query(query_embeddings=np.stack([vector]), n_results=n, include=["distances"])
        return [Scored(chunk_id, 1 - distance) for chunk_id, distance in zip(found["ids"][0], (found["distances"] or [[]])[0], strict=True)]

    @contextmanager
    def _asked(self, seconds: float) -> Iterator["Collection"]:
        with self._server.asked(seconds) as client:
            collection = self._collections.get(seconds)
            if collection is None:
                collection = self._collections[seconds] = client.get_collection(self._name, embedding_function=None)
            yield collection


def _session_of(client: "Client") -> "httpx.Client":
    session: httpx.Client = cast("Any", client)._server._session  # noqa: SLF001 -- there is no other way to give it a time, or to close it
    return session


def _authorization(address: Address) -> dict[str, str]:
    """The header that a proxy asks for, by HTTP's basic scheme (RFC 7617)."""
    if not address.user:
        return {}
    words = f"{address.user}:{address.password}".encode()
    return {"Authorization": f"Basic {base64.b64encode(words).decode()}"}
