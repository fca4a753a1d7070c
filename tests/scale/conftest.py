"""What `make test-scale` starts: a PostgreSQL server and a Chroma server of its own, on loopback; elsewhere these tests are skipped."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sql

from indexing.postgres import Postgres
from tests.scale.servers import Running, chroma_server, postgres_server

WANTED = "YOUJU_TEST_SCALE"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Running]:
    """A PostgreSQL server."""
    _skip_unless_wanted()
    # Its user has to enter the folder, which pytest's own do not allow.
    with tempfile.TemporaryDirectory(prefix="youju-scale-") as folder, postgres_server(Path(folder)) as server:
        yield server


@pytest.fixture
def database_url(postgres: Running) -> Iterator[str]:
    """The URL of an empty database."""
    name = f"youju_{secrets.token_hex(4)}"
    _execute(postgres.url, f'CREATE DATABASE "{name}"')
    yield f"{postgres.url.rpartition('/')[0]}/{name}"
    _execute(postgres.url, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[Running]:
    """A Chroma server without collections."""
    _skip_unless_wanted()
    with chroma_server(tmp_path / "chroma") as server:
        yield server


def _skip_unless_wanted() -> None:
    if not os.environ.get(WANTED):
        pytest.skip("Servers are started by `make test-scale` only")
    if not shutil.which("initdb") and not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        pytest.skip("There is no PostgreSQL on this machine, and apt-get could not install it")
    pytest.importorskip("psycopg", reason="The driver of PostgreSQL is not installed: pip install 'youju[postgres]'")


def _execute(url: str, statement: str) -> None:
    backend = Postgres(url)
    with backend.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sql.text(statement))
    backend.close()
