"""The SQL database under the store: its transactions and its version; `sqlite_file` and `postgres` know what differs between the two."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, Self

import sqlalchemy as sql

from corpus.errors import SettingsError, StoreError, StoreVersionError
from indexing.migrations import SCHEMA_VERSION, can_migrate, migrate
from indexing.postgres import Postgres
from indexing.sqlite_file import SqliteFile
from indexing.tables import META, METADATA

# The documents and all that is noted of them are written by one at a time.
DOCUMENTS_SCOPE = "documents"
_SCHEMA_SCOPE = "schema"


class Backend(Protocol):
    """What differs from one kind of database to another."""

    engine: sql.Engine
    name: str

    def close(self) -> None:
        """Lets all connections go."""
        ...

    def make_ready(self) -> None:
        """Prepares a database without tables."""
        ...

    def alone(self, connection: sql.Connection, scope: str) -> None:
        """Keeps others from writing in this scope until the transaction ends."""
        ...

    def claim(self, name: str) -> bool:
        """Whether this process alone may work on what has this name."""
        ...

    def let_go(self, name: str) -> None:
        """Lets others claim it."""
        ...

    def revision(self) -> int:
        """A number that changes when documents were changed."""
        ...

    def committed(self) -> None:
        """Told after each transaction of this process that wrote."""
        ...

    def damage(self, connection: sql.Connection) -> list[str]:
        """What the database finds wrong with itself."""
        ...

    def mapped(self, error: sql.exc.SQLAlchemyError | sqlite3.Error | UnicodeDecodeError) -> StoreError | SettingsError:
        """What an error means here."""
        ...


class Database:
    """A database; safe to use from several threads."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._engine = backend.engine

    @classmethod
    def open(cls, location: Path | str) -> Self:
        """Opens a SQLite file by its path, or a PostgreSQL database by its URL; makes its tables, and the file, where there are none.

        Raises:
            SettingsError: It can neither be read nor made there.
            StoreVersionError: Another version wrote it; it is left as it was.
            StoreError: It is damaged, or its server cannot be reached.
        """
        database = cls(SqliteFile(location) if isinstance(location, Path) else Postgres(location))
        try:
            database._check_version()
        except (StoreError, SettingsError):
            database.close()
            raise
        return database

    @property
    def is_shared(self) -> bool:
        """Whether several processes write it at once."""
        return isinstance(self._backend, Postgres)

    def close(self) -> None:
        """Lets all connections go."""
        self._backend.close()

    def commits(self) -> int:
        """A number that changes when documents were changed since this was last asked, by this process or another; quick to ask.

        Only equal or not means anything, and only while the database is open.
        """
        with self._mapped():
            return self._backend.revision()

    def claim(self, name: str) -> bool:
        """Whether this process alone may work on what has this name, until it lets go of it or ends; never waits."""
        with self._mapped():
            return self._backend.claim(name)

    def let_go(self, name: str) -> None:
        """Lets other processes claim it."""
        self._backend.let_go(name)

    @contextmanager
    def reading(self) -> Iterator[sql.Connection]:
        """A connection that sees one state of the database throughout."""
        options = {"isolation_level": "REPEATABLE READ"} if self.is_shared else {}
        with self._mapped(), self._engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, scope: str | None = DOCUMENTS_SCOPE) -> Iterator[sql.Connection]:
        """A transaction that is on the disk when the block ends; nobody else writes in its scope meanwhile.

        Args:
            scope: What may not change between looking and writing, such as one message; `None` where nothing is looked at.
        """
        with self._mapped():
            with self._engine.connect().execution_options(writing=True) as connection, connection.begin():
                if scope is not None:
                    self._backend.alone(connection, scope)
                yield connection
            self._backend.committed()

    def damage(self, connection: sql.Connection) -> list[str]:
        """What the database itself finds wrong with its files."""
        return self._backend.damage(connection)

    @contextmanager
    def _mapped(self) -> Iterator[None]:
        try:
            yield
        except (sql.exc.SQLAlchemyError, sqlite3.Error, UnicodeDecodeError) as error:
            raise self._backend.mapped(error) from error

    def _version(self, connection: sql.Connection) -> str | None:
        return connection.scalar(sql.select(META.c.value).where(META.c.key == "schema"))

    def _check_version(self) -> None:
        """Makes the tables where there are none, brings those of an earlier version up to date, and raises where it can do neither."""
        with self._mapped():
            tables = sql.inspect(self._engine).get_table_names()
        if not tables:
            self._create()
            return
        with self.reading() as connection:
            version = self._version(connection) if META.name in tables else None
        if version != SCHEMA_VERSION:
            if version is None or not can_migrate(version):
                raise self._of_another_version(version)
            with self.writing(_SCHEMA_SCOPE) as connection:
                migrate(connection)

    def _create(self) -> None:
        with self._mapped():
            self._backend.make_ready()
        with self.writing(_SCHEMA_SCOPE) as connection:
            METADATA.create_all(connection)
            if self._version(connection) is None:
                connection.execute(META.insert().values(key="schema", value=SCHEMA_VERSION))

    def _of_another_version(self, version: str | None) -> StoreVersionError:
        return StoreVersionError(
            f"{self._backend.name!r} was written by another version (schema {version!r}, this one writes {SCHEMA_VERSION!r}): "
            "set YOUJU_HOME to another folder and ingest again, or use the version that wrote it"
        )
