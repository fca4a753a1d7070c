"""The SQL database under the store: its transactions, its version, and what its errors mean."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import sqlalchemy as sql

from corpus.errors import SettingsError, StoreBusyError, StoreError, StoreVersionError
from indexing.migrations import SCHEMA_VERSION, can_migrate, migrate
from indexing.tables import META, METADATA


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
        """Makes the tables where the file is new, brings those of an earlier version up to date, and raises where it can do neither."""
        with self._mapped():
            tables = sql.inspect(self._engine).get_table_names()
            version = self._version() if META.name in tables else None
            if not tables:
                self._create()
            elif version != SCHEMA_VERSION:
                if version is None or not can_migrate(version):
                    raise _of_another_version(self._path, version)
                with self.writing() as connection:
                    migrate(connection)

    def _create(self) -> None:
        with self._engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA journal_mode=WAL")
        with self.writing() as connection:
            METADATA.create_all(connection)
            connection.execute(META.insert().values(key="schema", value=SCHEMA_VERSION))


def _of_another_version(path: Path, version: str | None) -> StoreVersionError:
    return StoreVersionError(
        f"{str(path)!r} was written by another version (schema {version!r}, this one writes {SCHEMA_VERSION!r}): "
        "set YOUJU_HOME to another folder and ingest again, or use the version that wrote it"
    )


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
