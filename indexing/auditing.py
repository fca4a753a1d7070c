"""Finds what is stored and is not what was written."""

import sqlalchemy as sql

from indexing.seals import Row, is_intact
from indexing.statements import fetch
from indexing.tables import CHUNKS, CLAUSES, DOCUMENTS, OBLIGATIONS, SEALED, VECTORS

# The columns that tell people which row it is.
_NAMES = (
    "document_id",
    "origin",
    "position",
    "chunk_id",
    "conversation_id",
    "answer_id",
    "feedback_id",
    "key_id",
    "job_id",
    "key",
    "push_id",
)


def damage(connection: sql.Connection) -> list[str]:
    """One line for each row that does not hold what was written, and for each document that lacks rows."""
    broken = [
        f"A row of {table.name!r} was changed behind Youju's back: {_name_of(row)}"
        for table in SEALED
        for row in fetch(connection, sql.select(table))
        if not is_intact(row)
    ]
    return broken + _missing_rows(connection)


def _name_of(row: Row) -> str:
    """Which row it is, for people."""
    return ", ".join(f"{key} {row[key]!r}" for key in _NAMES if key in row)


def _missing_rows(connection: sql.Connection) -> list[str]:
    """Documents with fewer or more clauses, chunks, obligations or vectors than were written."""
    problems: list[str] = []
    for name, table, source in (
        ("clauses", CLAUSES, CLAUSES),
        ("chunks", CHUNKS, CHUNKS),
        ("obligations", OBLIGATIONS, OBLIGATIONS),
        ("vectors", CHUNKS, sql.join(CHUNKS, VECTORS)),
    ):
        column = DOCUMENTS.c[f"n_{table.name}"]
        counted = sql.select(sql.func.count()).select_from(source).where(table.c.document_id == DOCUMENTS.c.document_id)
        found = counted.correlate(DOCUMENTS).scalar_subquery()
        for document_id, written, present in connection.execute(sql.select(DOCUMENTS.c.document_id, column, found).where(column != found)):
            problems.append(f"Document {document_id!r} was written with {written} {name}, {present} are left")
    return problems
