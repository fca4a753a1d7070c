"""Words in common: a BM25 index over several readings of each chunk; the only module that knows tantivy.

Texts are cut into words before they get here, so the index itself only splits at spaces. It can be rebuilt from the truth.
"""

import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

import tantivy

from corpus.errors import StoreError
from corpus.tokenizing import TOKENIZER_IDENTITY, search_words
from indexing.chunking import Chunk
from indexing.filters import Scored
from indexing.fusion import WEIGHTS_FILE
from indexing.segments import check_files
from indexing.terms import FIELDS, MAIN_FIELDS, Readings, readings, terms_of

# Changes with the fields below, so that an index of other fields is rebuilt and never searched.
SPARSE_IDENTITY = f"fields-1|{TOKENIZER_IDENTITY}"

# What the BM25 score of a field counts for, and what `others` count for beside the words of the question: fitted numbers.
BOOSTS: Mapping[str, float] = tomllib.loads(WEIGHTS_FILE.read_text("utf-8"))["boosts"]

# BM25's k1 as tantivy has it: a term counts for at most (k1 + 1) times its rarity, however often it occurs.
K1 = 1.2

_WRITER_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class SparseEntry:
    """A chunk to index: its id, its document's, and its terms."""

    chunk_id: str
    document_id: str
    readings: Readings

    @classmethod
    def of(cls, chunk: Chunk, raw: str) -> Self:
        """The entry of a chunk; `raw` is its text as it stands in the original."""
        return cls(chunk.chunk_id, chunk.document_id, readings(chunk, raw))


class WordIndex(Protocol):
    """Finds the chunks that share words with a text."""

    def best(self, text: str, *, others: str = "", limit: int, document_ids: frozenset[str] | None = None) -> list[Scored]:
        """At most `limit` chunks by falling score, 0..1; of these documents only, where given. Words of `others` count for less."""
        ...

    def rarities(self, text: str) -> Mapping[str, float]:
        """The words of a text that are known at all, each with how rare it is."""
        ...


class SparseIndex:
    """A tantivy index in a folder of its own; one process writes, any number read."""

    def __init__(self, index: tantivy.Index, path: Path, boosts: Mapping[str, float] = BOOSTS) -> None:
        self._index = index
        self._path = path
        self._schema = index.schema
        self._boosts = boosts

    @classmethod
    def open(cls, path: Path, *, boosts: Mapping[str, float] = BOOSTS) -> "SparseIndex":
        """Opens the index in a folder; makes both where there is none.

        Args:
            path: The folder.
            boosts: What each field counts for in a search.

        Raises:
            StoreError: The folder cannot be read as an index.
        """
        with _mapped(path):
            path.mkdir(parents=True, exist_ok=True)
            check_files(path)
            index = tantivy.Index(_schema(), path=str(path))
        index.register_tokenizer("spaces", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        return cls(index, path, boosts)

    def close(self) -> None:
        """Lets the files go; nothing is held open between calls."""

    def check(self) -> None:
        """Makes sure that the files are those that were written.

        Raises:
            StoreError: One of them is not.
        """
        check_files(self._path)

    def reload(self) -> None:
        """Has the next search see what another process has written, which it else does within half a second."""
        with _mapped(self._path):
            self._index.reload()

    def count(self) -> int:
        """How many chunks there are."""
        self.reload()
        with _mapped(self._path):
            return int(self._index.searcher().num_docs)

    def ids(self) -> list[str]:
        """The ids of all chunks."""
        total = self.count()
        return [scored.chunk_id for scored in self._run(tantivy.Query.all_query(), total)] if total else []

    def holds(self, chunk_id: str) -> bool:
        """Whether this chunk is there."""
        return bool(self._run(tantivy.Query.term_query(self._schema, "chunk_id", chunk_id, "basic"), 1))

    def change(self, added: Iterable[SparseEntry] = (), removed: Iterable[str] = ()) -> None:
        """Takes chunks out and puts chunks in, all at once; a chunk that is there already is replaced.

        Raises:
            StoreError: The index cannot be written.
        """
        with _mapped(self._path):
            writer = self._index.writer(_WRITER_BYTES, 1)
            for chunk_id in removed:
                writer.delete_documents_by_term("chunk_id", chunk_id)
            for entry in added:
                writer.delete_documents_by_term("chunk_id", entry.chunk_id)
                writer.add_document(_document(entry))
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()

    def best(self, text: str, *, others: str = "", limit: int, document_ids: frozenset[str] | None = None) -> list[Scored]:
        """At most `limit` chunks that share words with `text`, best first; of these documents only, where given.

        The score is the share that the chunk's BM25 score has of the highest one possible for `text`, 0..1: 1 would be a chunk that holds
        every word of it that is known at all, over and over. Words of `others` that are not in `text` count for less.
        """
        terms = self._weighted(text, others)
        possible = self._highest(terms)
        if not possible or not limit:
            return []
        clauses = [(tantivy.Occur.Should, self._term_query(field, term, weight)) for (field, term), weight in terms.items()]
        query = tantivy.Query.boolean_query(clauses)
        if document_ids is not None:
            wanted = tantivy.Query.term_set_query(self._schema, "document_id", sorted(document_ids))
            query = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, query), (tantivy.Occur.Must, tantivy.Query.const_score_query(wanted, 0.0))]
            )
        return [Scored(chunk_id, min(1.0, score / possible)) for chunk_id, score in self._run(query, limit)]

    def _weighted(self, text: str, others: str) -> dict[tuple[str, str], float]:
        """What each term counts for in each field."""
        asked = {(field, term): self._boosts[field] for field, term in terms_of(text)}
        rest = {(field, term): self._boosts["others"] * self._boosts[field] for field, term in terms_of(others) if field != "context"}
        return {**rest, **asked}

    def _term_query(self, field: str, term: str, weight: float) -> tantivy.Query:
        return tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, term, "freq"), weight)

    def rarities(self, text: str) -> dict[str, float]:
        """The words of a text that some chunk says, each with its inverse document frequency."""
        searcher = self._index.searcher()
        with _mapped(self._path):
            counts = {word: searcher.doc_freq("words", word) for word in search_words(text)}
        return {word: rarity(searcher.num_docs, count) for word, count in counts.items() if count}

    def _highest(self, terms: Mapping[tuple[str, str], float]) -> float:
        """The score that no chunk exceeds by its text alone."""
        searcher = self._index.searcher()
        total = searcher.num_docs
        with _mapped(self._path):
            frequencies = [(weight, searcher.doc_freq(field, term)) for (field, term), weight in terms.items() if field in MAIN_FIELDS]
            return sum(weight * (K1 + 1) * rarity(total, count) for weight, count in frequencies if count) or float(
                any(searcher.doc_freq(field, term) for field, term in terms)
            )

    def _run(self, query: tantivy.Query, limit: int) -> list[Scored]:
        searcher = self._index.searcher()
        with _mapped(self._path):
            hits: Sequence[tuple[float, tantivy.DocAddress]] = searcher.search(query, limit, count=False).hits
            return [Scored(str(searcher.doc(address).get_first("chunk_id")), score) for score, address in hits]


@contextmanager
def _mapped(path: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, OSError) as error:
        raise StoreError(f"The words in {str(path)!r} cannot be used ({error}): `youju verify --repair` builds them again") from error


def rarity(total: int, count: int) -> float:
    """BM25's inverse document frequency of a term that `count` of `total` chunks hold."""
    return math.log(1 + (max(total - count, 0) + 0.5) / (count + 0.5))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("chunk_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document_id", tokenizer_name="raw", index_option="basic")
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="spaces", index_option="freq")
    return builder.build()


def _document(entry: SparseEntry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("chunk_id", entry.chunk_id)
    document.add_text("document_id", entry.document_id)
    for field, terms in entry.readings.items():
        document.add_text(field, terms)
    return document
