"""What the transactions of the store are made of: rows read and written over one connection."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

import sqlalchemy as sql
from sqlalchemy.dialects import sqlite

from corpus.documents import Reference
from corpus.errors import NotFoundError
from indexing import rows
from indexing.chunking import Chunk
from indexing.seals import Row, Value, check_intact, not_as_written, sealed
from indexing.stored_clauses import StoredClauses
from indexing.stored_records import StoredRecords
from indexing.tables import CHANGES, CHUNKS, CLAUSES, DOCUMENTS, META, ORIGINS, REFERENCES

# The most values that one statement binds: SQLite allows 32766.
BATCH_SIZE = 5000

# An index that lags behind by more is compared with the truth chunk by chunk; older changes are forgotten so many at once.
KEPT_CHANGES = 100_000
FORGOTTEN_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Changes:
    """What was written and taken out up to a generation: ids of chunks."""

    generation: int
    added: list[str]
    gone: list[str]


def in_batches(items: Sequence[str], size: int = BATCH_SIZE) -> list[Sequence[str]]:
    """The items in stretches of at most `size`.

    >>> in_batches(["a", "b", "c"], 2)
    [['a', 'b'], ['c']]
    """
    return [items[start : start + size] for start in range(0, len(items), size)]


def fetch(connection: sql.Connection, query: sql.Select[*tuple[Any, ...]], **values: str | Sequence[str]) -> list[Row]:
    """The rows that a query finds, with these values in the place of its parameters."""
    # A mapping for each row would ask for the names again and again: the policies of a question are hundreds of rows.
    names, found = fetch_plain(connection, query, **values)
    return [dict(zip(names, row, strict=True)) for row in found]


def fetch_plain(
    connection: sql.Connection, query: sql.Select[*tuple[Any, ...]], **values: str | Sequence[str]
) -> tuple[tuple[str, ...], Sequence[Sequence[Value]]]:
    """The names of the columns that a query asks for, and the values of each row that it finds."""
    result = connection.execute(query, values)
    return tuple(result.keys()), result.all()


def fetch_of(connection: sql.Connection, table: sql.Table, document_id: str) -> list[Row]:
    """The rows of a document, in the order of the table's primary key.

    Raises:
        StoreError: One of them is not as it was written.
    """
    names, values = _plain_of(connection, table, document_id)
    found = [dict(zip(names, row, strict=True)) for row in values]
    check_intact(found)
    return found


def fetch_clauses(connection: sql.Connection, document_id: str) -> StoredClauses:
    """The clauses of a document; each is checked when it is asked for."""
    return StoredClauses(*_plain_of(connection, CLAUSES, document_id), rows.clause_of)


def fetch_references(connection: sql.Connection, document_id: str) -> StoredRecords[Reference]:
    """The mentions of other clauses and documents in a document; each is checked when it is asked for."""
    return StoredRecords(*_plain_of(connection, REFERENCES, document_id), rows.reference_of)


def _plain_of(connection: sql.Connection, table: sql.Table, document_id: str) -> tuple[tuple[str, ...], Sequence[Sequence[Value]]]:
    """The names of a table's columns, and the values of the rows of a document, in the order of the primary key."""
    if connection.dialect.name != "sqlite":
        return fetch_plain(connection, _of_document(table), document_id=document_id)
    # As SQLite gives them: SQLAlchemy would make a row of its own of each, and the policies of a question have hundreds.
    cursor = connection.connection.cursor()
    try:
        return _names(table), cursor.execute(_selection(table), (document_id,)).fetchall()
    finally:
        cursor.close()


@cache
def _of_document(table: sql.Table) -> sql.Select[*tuple[Any, ...]]:
    """The query of the rows of a document, put together once: a question reads those of several."""
    return sql.select(table).where(table.c.document_id == sql.bindparam("document_id")).order_by(*table.primary_key)


@cache
def _selection(table: sql.Table) -> str:
    """The same query as SQLite takes it."""
    return str(_of_document(table).compile(dialect=sqlite.dialect()))


@cache
def _names(table: sql.Table) -> tuple[str, ...]:
    """The names of the columns, in their order."""
    return tuple(column.name for column in table.c)


def fetch_document(connection: sql.Connection, document_id: str) -> tuple[Row, list[Row]]:
    """The row of a document and those of the places that it came from, at least one.

    Raises:
        NotFoundError: There is no such document.
    """
    found = fetch_of(connection, DOCUMENTS, document_id)
    if not found:
        raise NotFoundError(f"There is no document {document_id!r}: `youju documents` lists those that are here")
    return found[0], fetch_of(connection, ORIGINS, document_id)


def version_of(written: Value, origins: Iterable[Value]) -> str:
    """What changes with every writing of a document and with where it came from, of the checksums of their rows."""
    return "-".join(map(str, (written, *origins)))


def insert(connection: sql.Connection, table: sql.Table, new: Sequence[Row]) -> None:
    """Writes rows, each sealed."""
    insert_sealed(connection, table, [sealed(row) for row in new])


def insert_sealed(connection: sql.Connection, table: sql.Table, new: Sequence[Row]) -> None:
    """Writes rows that are sealed already, each with a value for every column."""
    if not new:
        return
    if connection.dialect.name == "sqlite":
        # SQLAlchemy looks at each value of each row, though SQLite takes all of them as they are: that takes as long as writing them.
        statement, values_of = _insertion(table)
        connection.exec_driver_sql(statement, [values_of(row) for row in new])
    else:
        connection.execute(table.insert(), list(new))


@cache
def _insertion(table: sql.Table) -> tuple[str, Callable[[Row], tuple[Value, ...]]]:
    """What writes a row into a table, and what gives the values of a row in the order in which that takes them."""
    compiled = table.insert().compile(dialect=sqlite.dialect())
    return str(compiled), itemgetter(*compiled.positiontup or ())


def fetch_chunks(connection: sql.Connection, chunk_ids: Sequence[str], texts: Mapping[str, str]) -> list[Chunk]:
    """The chunks of these ids that exist, by document, in the order of its text; `texts` are clean texts that need not be read again.

    Raises:
        StoreError: The document of one is not where the database looks for it.
    """
    found = fetch(connection, _CHUNKS, ids=list(chunk_ids))
    # Each is read as a whole and once: the database would go through all of it for each chunk that it cuts out.
    missing = {str(row["document_id"]) for row in found} - texts.keys()
    read = fetch(connection, _TEXTS, ids=sorted(missing)) if missing else []
    texts = {**texts, **{str(row["document_id"]): str(row["clean"]) for row in read}}
    for row in found:
        if row["document_id"] not in texts:
            raise not_as_written(row)
    return [rows.chunk_of(row, texts[str(row["document_id"])]) for row in found]


# Put together once: each document that is written needs all of them, and that takes longer than what the database does.
_CHUNK_IDS = sql.select(CHUNKS.c.chunk_id).where(CHUNKS.c.document_id == sql.bindparam("document_id"))
_FROM = sql.select(ORIGINS.c.document_id).where(ORIGINS.c.origin == sql.bindparam("origin"))
_RECIPE = sql.select(DOCUMENTS.c.recipe).where(DOCUMENTS.c.document_id == sql.bindparam("document_id"))
_WITHOUT = DOCUMENTS.delete().where(DOCUMENTS.c.document_id == sql.bindparam("document_id"))
_NOTED = sql.select(META.c.value).where(META.c.key == sql.bindparam("noted"))
_UNNOTED = META.delete().where(META.c.key == sql.bindparam("noted"))
_NOTING = META.insert()
_IDS: sql.BindParameter[Sequence[str]] = sql.bindparam("ids", expanding=True)
_CHUNKS = sql.select(CHUNKS).where(CHUNKS.c.chunk_id.in_(_IDS)).order_by(CHUNKS.c.document_id, CHUNKS.c.position)
_TEXTS = sql.select(DOCUMENTS.c.document_id, DOCUMENTS.c.clean).where(DOCUMENTS.c.document_id.in_(_IDS))


def document_from(connection: sql.Connection, origin: str) -> str | None:
    """The id of the document that came from this origin."""
    return connection.scalar(_FROM, {"origin": origin})


def recipe_of(connection: sql.Connection, document_id: str) -> str | None:
    """What a document was made with, `None` where there is no such document."""
    return connection.scalar(_RECIPE, {"document_id": document_id})


def take_out(connection: sql.Connection, document_id: str) -> list[str] | None:
    """Takes out a document with all that is of it; returns the ids of its chunks, `None` where there was none."""
    gone = list(connection.scalars(_CHUNK_IDS, {"document_id": document_id}))
    return gone if connection.execute(_WITHOUT, {"document_id": document_id}).rowcount else None


def leave_origin(connection: sql.Connection, origin: str, new_id: str) -> list[str]:
    """Takes the origin from the document that it gave before; a document without an origin goes. Returns the chunks that are no more."""
    document_id = document_from(connection, origin)
    if document_id is None:
        return []
    connection.execute(ORIGINS.delete().where(ORIGINS.c.origin == origin))
    if document_id == new_id or fetch_of(connection, ORIGINS, document_id):
        return []
    return take_out(connection, document_id) or []


def generation_of(connection: sql.Connection) -> int:
    """How often documents or vectors were changed."""
    return int(connection.scalar(_NOTED, {"noted": "generation"}) or 0)


def advance(connection: sql.Connection, document_id: str = "", gone: Sequence[str] = ()) -> None:
    """Counts a change, and notes for the indexes which document was written and which chunks are no more."""
    generation = generation_of(connection) + 1
    write_note(connection, "generation", str(generation))
    insert(connection, CHANGES, [{"generation": generation, "document_id": document_id, "gone": json.dumps(sorted(gone))}])
    if generation % FORGOTTEN_AT_ONCE == 0:
        connection.execute(CHANGES.delete().where(CHANGES.c.generation <= generation - KEPT_CHANGES))


def changes_since(connection: sql.Connection, generation: int) -> Changes | None:
    """What an index has to follow that shows this generation; `None` where that is so long ago that nobody remembers."""
    now, oldest = generation_of(connection), connection.scalar(sql.select(sql.func.min(CHANGES.c.generation)))
    if generation > now or (generation < now and (oldest is None or oldest > generation + 1)):
        return None
    rows = connection.execute(sql.select(CHANGES.c.document_id, CHANGES.c.gone).where(CHANGES.c.generation > generation)).all()
    present = [
        chunk_id
        for batch in in_batches(sorted({document_id for document_id, _ in rows}))
        for chunk_id in connection.scalars(sql.select(CHUNKS.c.chunk_id).where(CHUNKS.c.document_id.in_(batch)))
    ]
    gone = {chunk_id for _, of_row in rows for chunk_id in json.loads(of_row)}
    return Changes(now, sorted(present), sorted(gone - set(present)))


def write_note(connection: sql.Connection, key: str, value: str) -> None:
    """Notes a value about the whole home, in place of what was noted under the key."""
    connection.execute(_UNNOTED, {"noted": key})
    connection.execute(_NOTING, {"key": key, "value": value})
