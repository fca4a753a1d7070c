"""What the transactions of the store are made of: rows read and written over one connection."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sql

from indexing import rows
from indexing.chunking import Chunk
from indexing.rows import Row
from indexing.tables import CHUNKS, DOCUMENTS, META, ORIGINS

# The most values that one statement binds: SQLite allows 32766.
BATCH_SIZE = 5000


def in_batches(items: Sequence[str], size: int = BATCH_SIZE) -> list[Sequence[str]]:
    """The items in stretches of at most `size`.

    >>> in_batches(["a", "b", "c"], 2)
    [['a', 'b'], ['c']]
    """
    return [items[start : start + size] for start in range(0, len(items), size)]


def fetch(connection: sql.Connection, query: sql.Select[*tuple[Any, ...]]) -> list[Row]:
    """The rows that a query finds."""
    # A mapping for each row would ask for the names again and again: the policies of a question are hundreds of rows.
    result = connection.execute(query)
    names = tuple(result.keys())
    return [dict(zip(names, row, strict=True)) for row in result]


def fetch_of(connection: sql.Connection, table: sql.Table, document_id: str) -> list[Row]:
    """The rows of a document, in the order of the table's primary key."""
    return fetch(connection, sql.select(table).where(table.c.document_id == document_id).order_by(*table.primary_key))


def insert(connection: sql.Connection, table: sql.Table, new: Sequence[Row]) -> None:
    """Writes rows, each sealed."""
    if new:
        connection.execute(table.insert(), [rows.sealed(row) for row in new])


def chunk_ids_of(connection: sql.Connection, document_id: str) -> list[str]:
    """The ids of the chunks of a document."""
    return list(connection.scalars(sql.select(CHUNKS.c.chunk_id).where(CHUNKS.c.document_id == document_id)))


def fetch_chunks(connection: sql.Connection, condition: sql.ColumnElement[bool]) -> list[Chunk]:
    """The chunks that meet a condition, by document, in the order of its text."""
    text = sql.func.substr(DOCUMENTS.c.clean, CHUNKS.c.start + 1, CHUNKS.c.end - CHUNKS.c.start).label("text")
    query = sql.select(CHUNKS, text).join(DOCUMENTS).where(condition).order_by(CHUNKS.c.document_id, CHUNKS.c.position)
    return [rows.chunk_of(row, str(row["text"])) for row in fetch(connection, query)]


def leave_origin(connection: sql.Connection, origin: str, new_id: str) -> list[str]:
    """Takes the origin from the document that it gave before; a document without an origin goes. Returns the chunks that are no more."""
    document_id = connection.scalar(sql.select(ORIGINS.c.document_id).where(ORIGINS.c.origin == origin))
    if document_id is None:
        return []
    connection.execute(ORIGINS.delete().where(ORIGINS.c.origin == origin))
    if document_id == new_id or fetch_of(connection, ORIGINS, document_id):
        return []
    gone = chunk_ids_of(connection, document_id)
    connection.execute(DOCUMENTS.delete().where(DOCUMENTS.c.document_id == document_id))
    return gone


def advance(connection: sql.Connection) -> None:
    """Counts a change of the documents or vectors."""
    generation = connection.scalar(sql.select(META.c.value).where(META.c.key == "generation"))
    write_note(connection, "generation", str(int(generation or 0) + 1))


def write_note(connection: sql.Connection, key: str, value: str) -> None:
    """Notes a value about the whole home, in place of what was noted under the key."""
    connection.execute(META.delete().where(META.c.key == key))
    connection.execute(META.insert().values(key=key, value=value))
