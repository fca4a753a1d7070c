"""The truth: documents, clauses, chunks and vectors in one SQL database; everything else can be rebuilt from it.

Each change of a document is one transaction, and is on the disk when the call returns.
Queries are here, what they are made of in `statements`, transactions in `database`, tables in `tables`.
"""

import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

import numpy as np
import sqlalchemy as sql
from numpy.typing import NDArray

from corpus.documents import CleanDocument, Policy
from corpus.errors import NotFoundError
from corpus.obligations.records import Obligation
from indexing import rows
from indexing.auditing import damage
from indexing.chunking import Chunk
from indexing.database import Database
from indexing.document_rows import DocumentRows, document_rows
from indexing.inbox import Inbox
from indexing.jobs import JobLog
from indexing.journal import Journal
from indexing.keyring import Keyring
from indexing.obligation_shelf import ObligationShelf
from indexing.outbox import Outbox
from indexing.rows import DocumentSummary, Known, Versioned
from indexing.statements import (
    Changes,
    advance,
    changes_since,
    document_from,
    fetch,
    fetch_chunks,
    fetch_clauses,
    fetch_document,
    fetch_of,
    fetch_references,
    generation_of,
    in_batches,
    insert,
    insert_sealed,
    leave_origin,
    recipe_of,
    take_out,
    version_of,
    write_note,
)
from indexing.tables import CHUNKS, CLAUSES, DOCUMENTS, META, OBLIGATIONS, ORIGINS, REFERENCES, VECTORS

# What a list of documents tells of each.
_LISTED = tuple(column for column in DOCUMENTS.c if column.name not in {"raw", "anchors", "clean", "edits"})


class Store:
    """The database of one home; safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._generation: tuple[int, int] | None = None
        self.obligations = ObligationShelf(database)
        self.journal = Journal(database)
        self.keyring = Keyring(database)
        self.jobs = JobLog(database)
        self.inbox = Inbox(database)
        self.outbox = Outbox(database)

    @classmethod
    def open(cls, location: Path | str) -> Self:
        """Opens the database of a path or a URL, and makes its tables where there are none; raises as `Database.open` does."""
        return cls(Database.open(location))

    def close(self) -> None:
        """Lets the file go."""
        self._database.close()

    def replace(
        self,
        policy: Policy,
        chunks: Sequence[Chunk],
        vectors: NDArray[np.float32],
        *,
        embedder: str,
        recipe: str = "",
        obligations: Sequence[Obligation] = (),
    ) -> list[str]:
        """Writes a document as `write` does; the arguments are those of `document_rows` and of `write`."""
        return self.write(document_rows(policy, chunks, recipe=recipe, obligations=obligations), vectors, embedder=embedder)

    def write(self, new: DocumentRows, vectors: NDArray[np.float32], *, embedder: str) -> list[str]:
        """Writes a document, in place of the one of the same id and of the one that came from the same origin.

        Args:
            new: The rows of the document.
            vectors: Row i belongs to chunk i, (n_chunks, dimensions) float32.
            embedder: The identity of what made the vectors.

        Returns:
            The ids of the chunks that are no more.
        """
        with self._database.writing() as connection:
            gone = leave_origin(connection, new.origin, new.document_id)
            others = fetch_of(connection, ORIGINS, new.document_id)
            gone += take_out(connection, new.document_id) or []
            insert_sealed(connection, DOCUMENTS, [new.document])
            insert_sealed(connection, ORIGINS, [*others, new.origins])
            insert_sealed(connection, CLAUSES, new.clauses)
            insert_sealed(connection, REFERENCES, new.references)
            insert_sealed(connection, CHUNKS, new.chunks)
            insert(connection, VECTORS, rows.vector_rows(new.chunk_ids, vectors, embedder))
            insert_sealed(connection, OBLIGATIONS, new.obligations)
            gone = sorted(set(gone) - set(new.chunk_ids))
            advance(connection, new.document_id, gone)
        return gone

    def adopt(self, document_id: str, *, origin: str, source_name: str) -> list[str]:
        """Notes that a stored document also came from this origin; returns the ids of chunks that are no more."""
        if self.document_from(origin) == document_id:
            return []
        with self._database.writing() as connection:
            gone = leave_origin(connection, origin, document_id)
            insert(connection, ORIGINS, [rows.origin_row(document_id, origin=origin, source_name=source_name)])
            advance(connection, gone=gone)
        return gone

    def remove(self, document_id: str) -> list[str]:
        """Takes a document out; returns the ids of its chunks.

        Raises:
            NotFoundError: There is no such document.
        """
        with self._database.writing() as connection:
            if (gone := take_out(connection, document_id)) is None:
                raise NotFoundError(f"There is no document {document_id!r}: `youju documents` lists those that are here")
            advance(connection, document_id, gone)
        return gone

    def policy(self, document_id: str) -> Policy:
        """The whole document, as it was written; raises NotFoundError where there is no such document."""
        return self.versioned(document_id).policy

    def versioned(self, document_id: str) -> Versioned:
        """The whole document with its version; raises as `policy` does."""
        with self._database.reading() as connection:
            document, origins = fetch_document(connection, document_id)
            clauses, references = fetch_clauses(connection, document_id), fetch_references(connection, document_id)
        version = version_of(document["checksum"], [origin["checksum"] for origin in origins])
        return Versioned(version, rows.policy_of(document, origins[0], clauses, references))

    def document(self, document_id: str) -> CleanDocument:
        """The text of a document and its original, without its clauses; raises as `policy` does."""
        with self._database.reading() as connection:
            document, origins = fetch_document(connection, document_id)
            return rows.document_of(document, origins[0])

    def summary(self, document_id: str) -> DocumentSummary | None:
        """What a list tells of one document, `None` where there is no such document."""
        with self._database.reading() as connection:
            found = fetch(connection, sql.select(*_LISTED).where(DOCUMENTS.c.document_id == document_id))
            return rows.summary_of(found[0], fetch_of(connection, ORIGINS, document_id)[0]) if found else None

    def summaries(self) -> list[DocumentSummary]:
        """All documents, by source name."""
        with self._database.reading() as connection:
            names = {row["document_id"]: row for row in fetch(connection, sql.select(ORIGINS).order_by(ORIGINS.c.origin.desc()))}
            found = fetch(connection, sql.select(*_LISTED))
        return sorted(
            (rows.summary_of(row, names[row["document_id"]]) for row in found),
            key=lambda summary: (summary.source_name, summary.document_id),
        )

    def version(self, document_id: str) -> str:
        """Changes with every writing of the document, and with where it came from.

        Raises:
            NotFoundError: There is no such document.
        """
        written = sql.select(DOCUMENTS.c.checksum).where(DOCUMENTS.c.document_id == document_id)
        origins = sql.select(ORIGINS.c.checksum).where(ORIGINS.c.document_id == document_id).order_by(ORIGINS.c.origin)
        with self._database.reading() as connection:
            checksum = connection.scalar(written)
            if checksum is None:
                raise NotFoundError(f"There is no document {document_id!r}: `youju documents` lists those that are here")
            return version_of(checksum, connection.scalars(origins))

    def document_from(self, origin: str) -> str | None:
        """The id of the document that came from this origin."""
        with self._database.reading() as connection:
            return document_from(connection, origin)

    def recipe(self, document_id: str) -> str | None:
        """What the document was made with, `None` where there is no such document."""
        with self._database.reading() as connection:
            return recipe_of(connection, document_id)

    def chunks(self, chunk_ids: Iterable[str], known: Known | None = None) -> dict[str, Chunk]:
        """The chunks of these ids that exist, by id; the texts of documents are not read that are `known`, and still the same."""
        found: dict[str, Chunk] = {}
        with self._database.reading() as connection:
            texts = known.texts if known and generation_of(connection) == known.generation else {}
            for batch in in_batches(list(chunk_ids)):
                found |= {chunk.chunk_id: chunk for chunk in fetch_chunks(connection, batch, texts)}
        return found

    def chunk_ids(self) -> list[str]:
        """The ids of all chunks, in order."""
        with self._database.reading() as connection:
            return list(connection.scalars(sql.select(CHUNKS.c.chunk_id).order_by(CHUNKS.c.chunk_id)))

    def vectors(self, chunk_ids: Sequence[str] | None = None) -> tuple[list[str], NDArray[np.float32]]:
        """Chunk ids in order, and their vectors, (n_chunks, dimensions) float32; of all chunks, or of those asked for that exist."""
        conditions = [sql.true()] if chunk_ids is None else [VECTORS.c.chunk_id.in_(batch) for batch in in_batches(chunk_ids)]
        return self._vectors(sql.select(VECTORS.c.chunk_id, VECTORS.c.vector).where(condition) for condition in conditions)

    def vectors_of(self, document_ids: Iterable[str]) -> tuple[list[str], NDArray[np.float32]]:
        """The same for all chunks of these documents."""
        of_chunks = sql.select(VECTORS.c.chunk_id, VECTORS.c.vector).join(CHUNKS)
        return self._vectors(of_chunks.where(CHUNKS.c.document_id.in_(batch)) for batch in in_batches(sorted(document_ids)))

    def _vectors(self, queries: Iterable[sql.Select[str, bytes]]) -> tuple[list[str], NDArray[np.float32]]:
        with self._database.reading() as connection:
            found = sorted((chunk_id, vector) for query in queries for chunk_id, vector in connection.execute(query))
        return [chunk_id for chunk_id, _ in found], rows.matrix_of([vector for _, vector in found])

    def chunks_embedded_otherwise(self, embedder: str) -> list[str]:
        """The ids of the chunks whose vectors another embedder made."""
        with self._database.reading() as connection:
            otherwise = sql.select(VECTORS.c.chunk_id).where(VECTORS.c.embedder != embedder)
            return list(connection.scalars(otherwise.order_by(VECTORS.c.chunk_id)))

    def write_vectors(self, chunk_ids: Sequence[str], vectors: NDArray[np.float32], *, embedder: str) -> None:
        """Puts new vectors in place of those of these chunks; row i belongs to chunk i."""
        with self._database.writing() as connection:
            for batch in in_batches(chunk_ids):
                connection.execute(VECTORS.delete().where(VECTORS.c.chunk_id.in_(batch)))
            insert(connection, VECTORS, rows.vector_rows(chunk_ids, vectors, embedder))
            advance(connection)

    def count_chunks(self) -> int:
        """How many chunks there are."""
        with self._database.reading() as connection:
            return connection.scalar(sql.select(sql.func.count()).select_from(CHUNKS)) or 0

    def generation(self) -> int:
        """A number that grows with every change of the documents or vectors, whichever process makes it."""
        commits = self._database.commits()
        if self._generation is None or self._generation[0] != commits:
            self._generation = commits, int(self.note("generation") or 0)
        return self._generation[1]

    @property
    def is_shared(self) -> bool:
        """Whether the processes of several homes write it."""
        return self._database.is_shared

    def identity(self) -> str:
        """A name that no other store has, made when it is first asked for."""
        return self.note_once("identity", secrets.token_hex(6))

    def claim(self, name: str) -> bool:
        """Whether this process alone works on what has this name, until it lets go or ends; never waits."""
        return self._database.claim(name)

    def let_go(self, name: str) -> None:
        """Lets other processes claim it."""
        self._database.let_go(name)

    def changes_since(self, generation: int) -> Changes | None:
        """What an index has to follow that shows this generation; `None` where it has to be compared with all that there is."""
        with self._database.reading() as connection:
            return changes_since(connection, generation)

    def note(self, key: str) -> str | None:
        """What was noted under this key."""
        with self._database.reading() as connection:
            return connection.scalar(sql.select(META.c.value).where(META.c.key == key))

    def note_once(self, key: str, value: str) -> str:
        """Notes a value where none was noted under this key; gives what is noted, whichever process was first."""
        if self.note(key) is None:
            with self._database.writing() as connection:
                if connection.scalar(sql.select(META.c.value).where(META.c.key == key)) is None:
                    write_note(connection, key, value)
        return self.note(key) or value

    def write_note(self, key: str, value: str) -> None:
        """Notes a value about the whole home, such as the name of the index in use."""
        with self._database.writing() as connection:
            write_note(connection, key, value)

    def damage(self) -> list[str]:
        """One line for each row that does not hold what was written, and for each document that lacks rows."""
        with self._database.reading() as connection:
            return self._database.damage(connection) + damage(connection)
