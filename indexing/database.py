"""The SQL database under the store: its tables, its transactions, and what its errors mean.

With the store the only module that knows SQLAlchemy.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import sqlalchemy as sql

from corpus.errors import SettingsError, StoreBusyError, StoreError, StoreVersionError

SCHEMA_VERSION = "3"

METADATA = sql.MetaData()


def _table(name: str, *columns: sql.Column[str] | sql.Column[int] | sql.Column[bytes]) -> sql.Table:
    """A table whose rows are sealed with a checksum."""
    return sql.Table(name, METADATA, *columns, sql.Column("checksum", sql.String, nullable=False))


def _document_id(*, primary_key: bool = True) -> sql.Column[str]:
    key = sql.ForeignKey("documents.document_id", ondelete="CASCADE")
    return sql.Column("document_id", sql.String, key, primary_key=primary_key, nullable=False, index=not primary_key)


def _string(name: str, *, nullable: bool = False) -> sql.Column[str]:
    return sql.Column(name, sql.Text, nullable=nullable)


def _integer(name: str, *, primary_key: bool = False) -> sql.Column[int]:
    return sql.Column(name, sql.Integer, nullable=False, primary_key=primary_key)


META = sql.Table("meta", METADATA, sql.Column("key", sql.String, primary_key=True), sql.Column("value", sql.Text, nullable=False))
DOCUMENTS = _table(
    "documents",
    sql.Column("document_id", sql.String, primary_key=True),
    *(_string(name) for name in ("sha256", "raw", "anchors", "clean", "edits", "header", "furniture", "recipe", "ingested_at")),
    *(_integer(name) for name in ("n_clauses", "n_edits", "n_chunks", "n_obligations")),
)
ORIGINS = _table("origins", sql.Column("origin", sql.String, primary_key=True), _string("source_name"), _document_id(primary_key=False))
CLAUSES = _table(
    "clauses",
    _document_id(),
    _integer("position", primary_key=True),
    *(_string("parent_id", nullable=True), *(_string(name) for name in ("clause_id", "kind", "label", "heading"))),
    *(_integer(name) for name in ("start", "end", "own_start", "own_end")),
)
REFERENCES = _table(
    "document_references",
    _document_id(),
    _integer("position", primary_key=True),
    *(_integer("start"), _integer("end"), _string("text"), _string("target", nullable=True)),
)
CHUNKS = _table(
    "chunks",
    sql.Column("chunk_id", sql.String, primary_key=True),
    _document_id(primary_key=False),
    *(_integer("position"), _string("clause_id"), _integer("start"), _integer("end"), _string("context"), _integer("furniture")),
)
VECTORS = _table(
    "vectors",
    sql.Column("chunk_id", sql.String, sql.ForeignKey("chunks.chunk_id", ondelete="CASCADE"), primary_key=True),
    *(sql.Column("vector", sql.LargeBinary, nullable=False), _string("embedder")),
)
OBLIGATIONS = _table(
    "obligations",
    _document_id(),
    _integer("position", primary_key=True),
    *(_string(name) for name in ("obligation_id", "clause_id", "clause_label", "actor", "modality", "action", "condition", "exception")),
    *(_string(name) for name in ("values", "spans", "problems")),
    *(_integer(name) for name in ("start", "end", "raw_start", "raw_end")),
)
SEALED = (DOCUMENTS, ORIGINS, CLAUSES, REFERENCES, CHUNKS, VECTORS, OBLIGATIONS)


class Database:
    """A database file; safe to use from several threads."""

    def __init__(self, engine: sql.Engine, path: Path) -> None:
        self._engine = engine
        self._path = path
        self._watching = threading.Lock()
        self._watch: sql.PoolProxiedConnection | None = None

    @classmethod
    def open(cls, path: Path) -> Self:
        """Opens the file, and makes it and its tables where there is none.

        Raises:
            SettingsError: It can neither be read nor made there.
            StoreVersionError: Another version wrote it; it is left as it was.
            StoreError: It is damaged.
        """
        engine = sql.create_engine(f"sqlite:///{path}")
        sql.event.listen(engine, "connect", _prepare)
        sql.event.listen(engine, "begin", _begin)
        database = cls(engine, path)
        try:
            database._check_version()
        except (StoreError, SettingsError):
            database.close()
            raise
        return database

    def close(self) -> None:
        """Lets the file go."""
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        self._engine.dispose()

    def commits(self) -> int:
        """A number that changes when anything was committed since this was last asked, by this process or another; takes microseconds.

        Only equal or not means anything, and only while the database is open.
        """
        # The pragma tells a connection of the commits of all others, so this one is never written through.
        with self._watching, self._mapped():
            try:
                if self._watch is None:
                    self._watch = self._engine.raw_connection()
                cursor = self._watch.cursor()
                cursor.execute("PRAGMA data_version")
                [[commits]] = cursor.fetchall()
                return int(commits)
            except sqlite3.Error as error:
                raise _mapped_error(error, self._path) from error

    @contextmanager
    def reading(self) -> Iterator[sql.Connection]:
        """A connection that sees one state of the database throughout."""
        with self._mapped(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sql.Connection]:
        """A transaction of the one writer; it is on the disk when the block ends."""
        with self._mapped(), self._engine.connect().execution_options(writing=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        try:
            yield
        except sql.exc.SQLAlchemyError as error:
            raise _mapped_error(error, self._path) from error

    def _version(self) -> str | None:
        with self.reading() as connection:
            return connection.scalar(sql.select(META.c.value).where(META.c.key == "schema"))

    def _check_version(self) -> None:
        """Raises where another version wrote the file; makes the tables where it is new."""
        with self._mapped():
            tables = sql.inspect(self._engine).get_table_names()
            version = self._version() if META.name in tables else None
            if tables and version != SCHEMA_VERSION:
                raise StoreVersionError(
                    f"{str(self._path)!r} was written by another version (schema {version!r}, this one writes {SCHEMA_VERSION!r}): "
                    "set YOUJU_HOME to another folder and ingest again, or use the version that wrote it"
                )
            if not tables:
                with self._engine.connect() as connection:
                    connection.connection.cursor().execute("PRAGMA journal_mode=WAL")
                with self.writing() as connection:
                    METADATA.create_all(connection)
                    connection.execute(META.insert().values(key="schema", value=SCHEMA_VERSION))


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # Transactions are begun by hand, so that several reads see one state and a writer waits its turn instead of failing half-way.
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sql.Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _mapped_error(error: sql.exc.SQLAlchemyError | sqlite3.Error, path: Path) -> StoreError | SettingsError:
    """What SQLite's message means here."""
    message = str(getattr(error, "orig", error))
    if "locked" in message or "busy" in message:
        return StoreBusyError(f"{str(path)!r} is being written by another process: try again when it is done")
    if "unable to open" in message or "readonly" in message:
        return SettingsError(f"{str(path)!r} cannot be opened for writing ({message}): set YOUJU_HOME to a folder that can be written")
    if "full" in message:
        return StoreError(f"There is no room left on the disk of {str(path)!r}: make room and run the command again, nothing was lost")
    if "malformed" in message or "not a database" in message or "corrupt" in message:
        return StoreError(f"{str(path)!r} is damaged ({message}): put a backup back, or remove it and ingest the documents again")
    return StoreError(f"{str(path)!r} cannot be used ({message})")
