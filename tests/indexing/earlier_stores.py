"""Stores as earlier versions wrote them."""

import sqlite3
from pathlib import Path

import sqlalchemy as sql

from indexing.migrations import SCHEMA_VERSION, STEPS
from indexing.seals import Row

VERSION_3 = Path(__file__).with_name("schema_3.sql")
SCHEMA_3_TABLES = ("documents", "origins", "clauses", "document_references", "chunks", "vectors", "obligations")

# Every version that there are steps from.
EARLIER = tuple(str(version) for version in range(3, int(SCHEMA_VERSION)))


def rows_of(path: Path) -> dict[str, list[Row]]:
    """What version 3 had tables for."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    found = {table: [dict(row) for row in connection.execute(f'SELECT * FROM "{table}"')] for table in SCHEMA_3_TABLES}  # noqa: S608 -- names of our own
    connection.close()
    return found


def write_earlier(present: Path, path: Path, version: str = "3") -> None:
    """The documents of a `present` store as an earlier version wrote them: steps are never changed, so they tell what a version had."""
    connection = sqlite3.connect(path)
    connection.executescript(VERSION_3.read_text(encoding="utf-8"))
    for table, rows in rows_of(present).items():
        for row in rows:
            columns = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" * len(row))
            connection.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', list(row.values()))  # noqa: S608 -- names of our own
    connection.execute("INSERT INTO meta VALUES ('schema', ?), ('generation', '1')", [version])
    connection.commit()
    connection.close()
    engine = sql.create_engine(f"sqlite:///{path}")
    with engine.begin() as later:
        for step in range(3, int(version)):
            STEPS[str(step)](later)
    engine.dispose()
