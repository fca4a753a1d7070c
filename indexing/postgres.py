"""The SQL database as a PostgreSQL server, which the processes of several machines read and write at once.

Reading sees one state throughout (REPEATABLE READ). Whoever writes holds an advisory lock on what may not be written meanwhile, and reads
what was committed before (READ COMMITTED), so that a look followed by a write is as safe as with one writer.
"""

import hashlib
import threading
import time
from contextlib import suppress

import sqlalchemy as sql

from corpus.errors import SettingsError, StoreBusyError, StoreError
from indexing.tables import META

# A change is noticed within this time by the processes that did not make it; asking each time would cost a question a hundred round trips.
NOTICE_SECONDS = 0.02

CONNECT_SECONDS = 5

# A lock is held for as long as a document is written: whoever waits for longer than so many seconds is told to come again.
LOCK_SECONDS = 30

_OPTIONS = f"-c lock_timeout={LOCK_SECONDS}s -c idle_in_transaction_session_timeout=1h -c timezone=UTC"

# The first two characters of an SQLSTATE say what kind of trouble it is (PostgreSQL's documentation, appendix A).
_AWAY = frozenset({"08", "57"})
_BUSY = frozenset({"40", "53", "55"})
_NO_ENTRY = frozenset({"28", "3D", "42"})

# A connection that is refused has no SQLSTATE yet.
_REFUSALS = ("authentication failed", "no password supplied", "does not exist")


class Postgres:
    """A database of a PostgreSQL server; `url` is one of SQLAlchemy, `name` is it without its password."""

    def __init__(self, url: str) -> None:
        self.engine, self.name = _engine(url)
        self._noticing = threading.Lock()
        self._noticed: tuple[float, int] | None = None
        self._claiming = threading.Lock()
        self._claims: tuple[sql.Connection, set[str]] | None = None

    def close(self) -> None:
        """Lets all connections go, and with them what was claimed."""
        with self._claiming:
            self._drop_claims()
        self.engine.dispose()

    def make_ready(self) -> None:
        """Nothing: the server was made ready by whoever runs it."""

    def alone(self, connection: sql.Connection, scope: str) -> None:
        """Waits until nobody else writes in this scope, and keeps others from it until the transaction ends."""
        connection.execute(sql.select(sql.func.pg_advisory_xact_lock(_number(f"scope:{scope}"))))

    def claim(self, name: str) -> bool:
        """Whether this process alone may work on what has this name: from now on until it lets go, closes, dies or loses the server."""
        with self._claiming:
            connection, held = self._claimed()
            if name in held:
                return True
            got = bool(connection.scalar(sql.select(sql.func.pg_try_advisory_lock(_number(f"claim:{name}")))))
            if got:
                held.add(name)
            return got

    def let_go(self, name: str) -> None:
        """Lets others claim it."""
        with self._claiming, suppress(sql.exc.SQLAlchemyError):
            if self._claims and name in self._claims[1]:
                self._claims[1].discard(name)
                self._claims[0].execute(sql.select(sql.func.pg_advisory_unlock(_number(f"claim:{name}"))))

    def revision(self) -> int:
        """The generation of the documents, as it was at most `NOTICE_SECONDS` ago; what this process wrote itself it sees at once."""
        with self._noticing:
            now = time.monotonic()
            if self._noticed is None or now - self._noticed[0] > NOTICE_SECONDS:
                with self.engine.connect() as connection:
                    value = connection.scalar(sql.select(META.c.value).where(META.c.key == "generation"))
                self._noticed = (now, int(value or 0))
            return self._noticed[1]

    def committed(self) -> None:
        """Has the next look ask the server."""
        with self._noticing:
            self._noticed = None

    def damage(self, connection: sql.Connection) -> list[str]:  # noqa: ARG002 -- other kinds of database look
        """Nothing: the server checks its own files, and each row has its checksum."""
        return []

    def mapped(self, error: Exception) -> StoreError | SettingsError:
        """What PostgreSQL's answer, or its silence, means here."""
        cause = getattr(error, "orig", None) or error
        state = getattr(cause, "sqlstate", None) or ""
        message = " ".join(str(cause).split())
        if state[:2] in _NO_ENTRY or any(words in message for words in _REFUSALS):
            return SettingsError(f"{self.name!r} does not let us in ({message}): correct YOUJU_DATABASE_URL, or make the database")
        if state == "53100":
            return StoreError(f"There is no room left on the disk of {self.name!r}: make room and run the command again, nothing was lost")
        if state[:2] in _BUSY or isinstance(error, sql.exc.TimeoutError):
            return StoreBusyError(f"{self.name!r} is busy ({message}): try again in a moment")
        if state[:2] in _AWAY or isinstance(error, sql.exc.OperationalError | sql.exc.InterfaceError):
            return StoreBusyError(f"{self.name!r} cannot be reached ({message}): try again when it is back")
        return StoreError(f"{self.name!r} cannot be used ({message})")

    def _claimed(self) -> tuple[sql.Connection, set[str]]:
        """The connection that holds the claims, which is known to be alive, and the names that are claimed."""
        if self._claims is not None:
            try:
                self._claims[0].execute(sql.select(1))
            except sql.exc.SQLAlchemyError:
                self._drop_claims()
        if self._claims is None:
            connection = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            # Never given back to the pool: the locks are those of its session.
            connection.detach()
            self._claims = (connection, set())
        return self._claims

    def _drop_claims(self) -> None:
        if self._claims is not None:
            connection, self._claims = self._claims[0], None
            with suppress(sql.exc.SQLAlchemyError):
                # The server would let go a moment after the session ends.
                connection.execute(sql.select(sql.func.pg_advisory_unlock_all()))
            with suppress(sql.exc.SQLAlchemyError):
                connection.close()


def _engine(url: str) -> tuple[sql.Engine, str]:
    try:
        parsed = sql.make_url(url)
        if parsed.drivername in {"postgresql", "postgres"}:
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.drivername != "postgresql+psycopg":
            raise SettingsError(f"YOUJU_DATABASE_URL is of {parsed.drivername!r}: give postgresql://user:password@host/database")
        connecting = {"connect_timeout": CONNECT_SECONDS, "application_name": "youju", "options": _OPTIONS, "tcp_user_timeout": 20_000}
        engine = sql.create_engine(parsed, isolation_level="READ COMMITTED", pool_pre_ping=True, pool_size=8, connect_args=connecting)
    except sql.exc.ArgumentError as error:
        # The URL holds a password, so it is not repeated.
        raise SettingsError("YOUJU_DATABASE_URL is not a URL: give postgresql://user:password@host/database") from error
    except ModuleNotFoundError as error:
        raise SettingsError("YOUJU_DATABASE_URL needs the driver of PostgreSQL: pip install 'youju[postgres]'") from error
    return engine, parsed.render_as_string(hide_password=True)


def _number(name: str) -> int:
    """The 64 bits that stand for a name among the advisory locks of a database."""
    return int.from_bytes(hashlib.sha256(f"youju:{name}".encode()).digest()[:8], "big", signed=True)
