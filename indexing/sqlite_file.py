"""The SQL database as one SQLite file: how its transactions begin, what its errors mean, and how a change is noticed in microseconds."""

import sqlite3
import threading
from pathlib import Path

import sqlalchemy as sql

from corpus.errors import SettingsError, StoreBusyError, StoreError

# What SQLite, and Python where it reads SQLite's words, say of a file that is not as it was written.
_DAMAGED = ("malformed", "not a database", "corrupt", "decode")


class SqliteFile:
    """A file that one process writes at a time, and any number read."""

    def __init__(self, path: Path) -> None:
        self.engine = sql.create_engine(f"sqlite:///{path}")
        self.name = str(path)
        self._watching = threading.Lock()
        self._watch: sql.PoolProxiedConnection | None = None
        sql.event.listen(self.engine, "connect", _prepare)
        sql.event.listen(self.engine, "begin", _begin)

    def close(self) -> None:
        """Lets the file go."""
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        self.engine.dispose()

    def make_ready(self) -> None:
        """Prepares a new file, so that readers do not wait for the writer."""
        with self.engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA journal_mode=WAL")

    def alone(self, connection: sql.Connection, scope: str) -> None:
        """Nothing: a transaction that writes is the only one from its beginning."""

    def claim(self, name: str) -> bool:  # noqa: ARG002 -- other kinds of database look
        """True: the owner of the home is the only one who could work on anything."""
        return True

    def let_go(self, name: str) -> None:
        """Nothing."""

    def revision(self) -> int:
        """A number that changes when any other connection has committed; takes microseconds."""
        # The pragma tells a connection of the commits of all others, so this one is never written through.
        with self._watching:
            try:
                if self._watch is None:
                    self._watch = self.engine.raw_connection()
                cursor = self._watch.cursor()
                cursor.execute("PRAGMA data_version")
                [[revision]] = cursor.fetchall()
                return int(revision)
            except sqlite3.Error as error:
                raise self.mapped(error) from error

    def committed(self) -> None:
        """Nothing: the revision tells."""

    def damage(self, connection: sql.Connection) -> list[str]:
        """What SQLite itself finds wrong with the file."""
        return [str(problem) for problem in connection.scalars(sql.text("PRAGMA integrity_check")) if problem != "ok"]

    def mapped(self, error: sql.exc.SQLAlchemyError | sqlite3.Error | UnicodeDecodeError) -> StoreError | SettingsError:
        """What SQLite's message means here."""
        message = str(getattr(error, "orig", error))
        if "locked" in message or "busy" in message:
            return StoreBusyError(f"{self.name!r} is being written by another process: try again when it is done")
        if "unable to open" in message or "readonly" in message:
            return SettingsError(f"{self.name!r} cannot be opened for writing ({message}): set YOUJU_HOME to one that can, such as a copy")
        if "full" in message:
            return StoreError(f"There is no room left on the disk of {self.name!r}: make room and run the command again, nothing was lost")
        if any(word in message for word in _DAMAGED):
            return StoreError(f"{self.name!r} is damaged ({message}): put a backup back, or remove it and ingest the documents again")
        return StoreError(f"{self.name!r} cannot be used ({message})")


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # Transactions are begun by hand, so that several reads see one state and a writer waits its turn instead of failing half-way.
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sql.Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
