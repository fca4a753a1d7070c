"""Vectors and words in a Milvus cluster; the only module that knows pymilvus.

Milvus scores words by BM25, a field at a time. Each term is sent as one made-up word of letters and digits, which every tokenizer of
Milvus leaves whole: texts are cut into words before they get here, and no text is stored there.
"""

import hashlib
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import SettingsError, StoreAwayError, StoreError
from corpus.tokenizing import search_words
from indexing.addresses import Address
from indexing.dense import CANARY_DISTANCE, SAME_VECTOR
from indexing.filters import Scored
from indexing.sparse import BOOSTS, K1, SparseEntry, rarity
from indexing.terms import FIELDS, MAIN_FIELDS, terms_of

if TYPE_CHECKING:
    from pymilvus import MilvusClient

ASKING_SECONDS = 5.0
WRITING_SECONDS = 120.0
PAUSE_SECONDS = 1.0
_DEFAULT_PORT = 19530

# Chunks of one request: with their terms and vectors they stay far below the 64 MB that Milvus takes.
BATCH_SIZE = 500

# Each field is asked for more than is wanted, since what one ranks low the sum of all can rank high.
DEPTH_FACTOR = 3

# How many chunks hold a word changes slowly; what was counted is believed for so long.
COUNT_SECONDS = 600
_MAX_COUNTS = 50_000

_MAX_CHARACTERS = 65_535
_MAX_NAMED = 10_000


class MilvusServer:
    """A Milvus cluster by its address, which may hold a name and a password; a path that ends in `.db` is a file of milvus-lite."""

    def __init__(self, url: str, *, dimensions: int) -> None:
        self._url, self._token = (url, "") if url.endswith(".db") else _url_and_token(url)
        self._dimensions = dimensions
        self.name = self._url
        self._making = threading.Lock()
        self._client: MilvusClient | None = None
        self._away_until = 0.0

    def close(self) -> None:
        """Lets the connections go."""
        with self._making:
            if self._client is not None:
                self._client.close()
            self._client = None

    def open(self, name: str) -> "MilvusIndex":
        """The index in the collection of this name, which is made where there is none.

        Raises:
            StoreAwayError: The server cannot be reached.
        """
        collection = _collection(name)
        with self.asked() as client:
            if not client.has_collection(collection, timeout=WRITING_SECONDS):
                schema, indexes = _layout(client, self._dimensions)
                client.create_collection(
                    collection, schema=schema, index_params=indexes, consistency_level="Strong", timeout=WRITING_SECONDS
                )
            client.load_collection(collection, timeout=WRITING_SECONDS)
        return MilvusIndex(self, collection)

    def names(self) -> list[str]:
        """The names of all collections, as they were opened by."""
        with self.asked() as client:
            return [name.replace("_", "-") for name in client.list_collections(timeout=ASKING_SECONDS)]

    def drop(self, name: str) -> None:
        """Deletes a collection."""
        with self.asked() as client:
            client.drop_collection(_collection(name), timeout=WRITING_SECONDS)

    @contextmanager
    def asked(self) -> Iterator["MilvusClient"]:
        """A client.

        Raises:
            StoreAwayError: The server cannot be reached.
            StoreError: It says no.
        """
        try:
            import grpc  # noqa: PLC0415 -- whoever does not use Milvus needs neither
            import pymilvus  # noqa: PLC0415 -- see above
        except ModuleNotFoundError as error:
            raise SettingsError("YOUJU_VECTOR_ENGINE=milvus needs the client of Milvus: pip install 'youju[milvus]'") from error
        if time.monotonic() < self._away_until:
            raise StoreAwayError(f"The Milvus server {self.name} did not answer a moment ago")
        try:
            yield self._connected(pymilvus.MilvusClient)
        except (grpc.RpcError, OSError, ConnectionError) as error:
            raise self._away(error) from error
        except pymilvus.exceptions.MilvusException as error:
            if isinstance(error, pymilvus.exceptions.MilvusUnavailableException) or "connect" in str(error).lower():
                raise self._away(error) from error
            raise StoreError(f"The Milvus server {self.name} cannot do it ({error}): `youju verify --repair` fills it again") from error

    def _away(self, error: Exception) -> StoreAwayError:
        self._away_until = time.monotonic() + PAUSE_SECONDS
        self.close()
        return StoreAwayError(f"The Milvus server {self.name} cannot be reached ({type(error).__name__})")

    def _connected(self, make: "type[MilvusClient]") -> "MilvusClient":
        with self._making:
            if self._client is None:
                self._client = make(self._url, token=self._token, timeout=ASKING_SECONDS)
            return self._client


class MilvusIndex:
    """A collection of a Milvus cluster: the nearest vectors, and the best words in common."""

    def __init__(self, server: MilvusServer, collection: str) -> None:
        self._server = server
        self._collection = collection
        self._counts = lru_cache(_MAX_COUNTS)(self._counted)

    def close(self) -> None:
        """Nothing: the connections are the server's."""

    def count(self) -> int:
        """How many chunks there are."""
        return self._count("")

    def ids(self) -> list[str]:
        """The ids of all chunks."""
        found: list[str] = []
        with self._server.asked() as client:
            pages = client.query_iterator(self._collection, batch_size=5000, filter="", output_fields=["chunk_id"])
            while page := pages.next():
                found += [row["chunk_id"] for row in page]
            pages.close()
        return found

    def add(self, entries: Sequence[SparseEntry], vectors: NDArray[np.float32]) -> None:
        """Writes chunks, in place of those of the same ids; row i belongs to chunk i."""
        rows = [_row(entry, vector) for entry, vector in zip(entries, vectors, strict=True)]
        for start in range(0, len(rows), BATCH_SIZE):
            with self._server.asked() as client:
                client.upsert(self._collection, rows[start : start + BATCH_SIZE], timeout=WRITING_SECONDS)

    def remove(self, chunk_ids: Sequence[str]) -> None:
        """Takes chunks out; ids that are not there are passed over."""
        for start in range(0, len(chunk_ids), BATCH_SIZE):
            with self._server.asked() as client:
                client.delete(self._collection, ids=list(chunk_ids[start : start + BATCH_SIZE]), timeout=WRITING_SECONDS)

    def nearest(self, vector: NDArray[np.float32], *, limit: int, document_ids: frozenset[str] | None = None) -> list[Scored]:
        """At most `limit` chunks by falling cosine with `vector`; of these documents only, where given."""
        if not vector.any() or document_ids == frozenset():
            return []
        return self._search("vector", np.asarray(vector), limit, document_ids)

    def best(self, text: str, *, others: str = "", limit: int, document_ids: frozenset[str] | None = None) -> list[Scored]:
        """At most `limit` chunks that share words with `text`, best first, with scores as those of `SparseIndex.best`."""
        asked, rest = list(terms_of(text)), [term for term in terms_of(others) if term[0] != "context"]
        rest = [term for term in rest if term not in asked]
        possible = self._highest(asked) + BOOSTS["others"] * self._highest(rest) or float(any(self._known(*term) for term in asked + rest))
        if not possible or not limit or document_ids == frozenset():
            return []
        sums: dict[str, float] = {}
        for field in FIELDS:
            for terms, share in ((asked, 1.0), (rest, BOOSTS["others"])):
                words = " ".join(_coded(term) for of_field, term in terms if of_field == field)
                for scored in self._search(f"{field}_bm25", words, DEPTH_FACTOR * limit, document_ids) if words else ():
                    sums[scored.chunk_id] = sums.get(scored.chunk_id, 0.0) + share * BOOSTS[field] * abs(scored.score)
        ranked = sorted(sums.items(), key=lambda each: (-each[1], each[0]))[:limit]
        return [Scored(chunk_id, min(1.0, total / possible)) for chunk_id, total in ranked]

    def rarities(self, text: str) -> dict[str, float]:
        """The words of a text that some chunk says, each with its inverse document frequency."""
        total = self._known("", "")
        counts = {word: self._known("words", word) for word in search_words(text)}
        return {word: rarity(total, count) for word, count in counts.items() if count}

    def finds(self, chunk_ids: Sequence[str], vectors: NDArray[np.float32]) -> bool:
        """Whether each of these vectors finds itself (or an equal one): the canary that notices a damaged index."""
        found = (self._search("vector", vector, 1, None) for vector in vectors if vector.any())
        wanted = (chunk_id for chunk_id, vector in zip(chunk_ids, vectors, strict=True) if vector.any())
        return all(_is_it(each, near) for each, near in zip(wanted, found, strict=True))

    def differing(self, chunk_ids: Sequence[str], vectors: NDArray[np.float32]) -> list[str]:
        """Those of these chunks that are missing, or whose vectors are not these."""
        kept: dict[str, NDArray[np.float32]] = {}
        for start in range(0, len(chunk_ids), BATCH_SIZE):
            with self._server.asked() as client:
                rows = client.get(self._collection, ids=list(chunk_ids[start : start + BATCH_SIZE]), output_fields=["chunk_id", "vector"])
            kept |= {row["chunk_id"]: np.asarray(row["vector"], dtype=np.float32) for row in rows}
        pairs = zip(chunk_ids, vectors, strict=True)
        return [each for each, vector in pairs if each not in kept or np.abs(kept[each] - vector).max() > SAME_VECTOR]

    def _search(self, field: str, wanted: object, limit: int, document_ids: frozenset[str] | None) -> list[Scored]:
        narrowed = f"document_id in {_listed(document_ids)}" if document_ids is not None else ""
        with self._server.asked() as client:
            [found] = client.search(
                self._collection,
                data=[wanted],
                anns_field=field,
                limit=limit,
                filter=narrowed,
                output_fields=["chunk_id"],
                timeout=ASKING_SECONDS,
            )
        return [Scored(hit["chunk_id"], float(hit["distance"])) for hit in found]

    def _highest(self, terms: Sequence[tuple[str, str]]) -> float:
        """The score that no chunk exceeds by its text alone."""
        total = self._known("", "")
        counts = [(BOOSTS[field], self._known(field, term)) for field, term in terms if field in MAIN_FIELDS]
        return sum(boost * (K1 + 1) * rarity(total, count) for boost, count in counts if count)

    def _known(self, field: str, term: str) -> int:
        """How many chunks hold a term in a field, or how many there are, as it was a while ago."""
        return self._counts(field, term, int(time.monotonic() // COUNT_SECONDS))

    def _counted(self, field: str, term: str, _period: int) -> int:
        return self._count(f'TEXT_MATCH({field}, "{_coded(term)}")' if field else "")

    def _count(self, condition: str) -> int:
        with self._server.asked() as client:
            [row] = client.query(self._collection, filter=condition, output_fields=["count(*)"], timeout=ASKING_SECONDS)
        return int(row["count(*)"])


def _is_it(chunk_id: str, nearest: Sequence[Scored]) -> bool:
    return bool(nearest) and (nearest[0].chunk_id == chunk_id or 1 - nearest[0].score < CANARY_DISTANCE)


def _collection(name: str) -> str:
    """Milvus takes letters, digits and underscores."""
    return name.replace("-", "_")


def _url_and_token(url: str) -> tuple[str, str]:
    """The address without its name and password, and these as Milvus is given them."""
    address = Address.of(url, setting="YOUJU_MILVUS_URL", such_as="http://127.0.0.1:19530")
    return address.without_password(_DEFAULT_PORT), f"{address.user}:{address.password}" if address.user else ""


def _layout(client: "MilvusClient", dimensions: int) -> tuple[Any, Any]:
    """The fields of a collection, and the index of each that is searched."""
    from pymilvus import DataType, Function, FunctionType  # noqa: PLC0415 -- whoever does not use Milvus does not need it

    schema, indexes = client.create_schema(auto_id=False, enable_dynamic_field=False), client.prepare_index_params()
    schema.add_field("chunk_id", DataType.VARCHAR, is_primary=True, max_length=128)
    schema.add_field("document_id", DataType.VARCHAR, max_length=64)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimensions)
    indexes.add_index("vector", index_type="AUTOINDEX", metric_type="COSINE")
    for field in FIELDS:
        analyzer = {"enable_analyzer": True, "enable_match": True, "analyzer_params": {"tokenizer": "standard"}}
        schema.add_field(field, DataType.VARCHAR, max_length=_MAX_CHARACTERS, **analyzer)
        schema.add_field(f"{field}_bm25", DataType.SPARSE_FLOAT_VECTOR)
        names = {"input_field_names": [field], "output_field_names": [f"{field}_bm25"]}
        schema.add_function(Function(name=f"{field}_function", function_type=FunctionType.BM25, **names))
        indexes.add_index(f"{field}_bm25", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25", params={"bm25_k1": K1, "bm25_b": 0.75})
    return schema, indexes


def _row(entry: SparseEntry, vector: NDArray[np.float32]) -> dict[str, object]:
    terms = {field: " ".join(map(_coded, entry.readings.get(field, "").split()))[:_MAX_CHARACTERS] for field in FIELDS}
    return {"chunk_id": entry.chunk_id, "document_id": entry.document_id, "vector": vector, **terms}


@lru_cache(100_000)
def _coded(term: str) -> str:
    """A term as one word of letters and digits.

    >>> _coded("急会诊")
    't5ee43dfdef'
    """
    return "t" + hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def _listed(document_ids: frozenset[str]) -> str:
    """A list of names in Milvus's words; more than it takes are narrowed by whoever asked."""
    return "[" + ", ".join(f'"{each}"' for each in sorted(document_ids)[:_MAX_NAMED]) + "]"
