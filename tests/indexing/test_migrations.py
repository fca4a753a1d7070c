"""A store of an earlier version opens with all that it holds; what cannot be brought up to date stays as it was."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sql

from corpus.errors import StoreVersionError
from indexing.chunking import chunk
from indexing.database import Database
from indexing.migrations import SCHEMA_VERSION, STEPS
from indexing.store import Store
from indexing.tables import METADATA
from tests.builders import a_policy
from tests.indexing.earlier_stores import EARLIER, rows_of, write_earlier


def shape(path: Path) -> dict[str, object]:
    """The columns, keys and indexes of every table."""
    engine = sql.create_engine(f"sqlite:///{path}")
    inspector = sql.inspect(engine)
    tables = {
        name: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in inspector.get_columns(name)],
            inspector.get_pk_constraint(name)["constrained_columns"],
            [(key["constrained_columns"], key["referred_table"], key["options"]) for key in inspector.get_foreign_keys(name)],
            sorted((index["name"], tuple(index["column_names"])) for index in inspector.get_indexes(name)),
        )
        for name in inspector.get_table_names()
    }
    engine.dispose()
    return tables


def write_store(folder: Path, version: str) -> Path:
    """A store as an earlier version wrote it, with one document."""
    policy = a_policy("某市会诊办法\n第一条 急会诊应当在10分钟内到位。\n")
    chunks = chunk(policy)
    store = Store.open(folder / "new.sqlite")
    store.replace(policy, chunks, np.ones((len(chunks), 4), dtype=np.float32), embedder="ones")
    store.close()
    write_earlier(folder / "new.sqlite", folder / "youju.sqlite", version)
    return folder / "youju.sqlite"


@pytest.fixture(params=EARLIER)
def earlier(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A store of each earlier version."""
    return write_store(tmp_path, request.param)


@pytest.fixture
def version_3(tmp_path: Path) -> Path:
    return write_store(tmp_path, "3")


def test_an_earlier_store_opens_with_all_that_it_holds(earlier: Path) -> None:
    before = rows_of(earlier)
    store = Store.open(earlier)
    assert (store.note("schema"), store.damage()) == (SCHEMA_VERSION, [])
    assert [summary.header.title for summary in store.summaries()] == ["某市会诊办法"]
    store.close()
    assert rows_of(earlier) == before


def test_a_migrated_store_has_the_tables_of_a_new_one(earlier: Path, tmp_path: Path) -> None:
    Database.open(earlier).close()
    Database.open(tmp_path / "fresh.sqlite").close()
    assert shape(earlier) == shape(tmp_path / "fresh.sqlite")


def test_migrating_twice_changes_nothing(version_3: Path) -> None:
    Database.open(version_3).close()
    before = shape(version_3)
    Database.open(version_3).close()
    assert shape(version_3) == before


def test_a_step_that_fails_leaves_the_store_as_it_was(version_3: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half_a_step(connection: sql.Connection) -> None:
        STEPS_BEFORE["3"](connection)
        raise KeyboardInterrupt

    STEPS_BEFORE = dict(STEPS)  # noqa: N806 -- what the constant was
    before = shape(version_3)
    monkeypatch.setitem(STEPS, "3", half_a_step)
    with pytest.raises(KeyboardInterrupt):
        Database.open(version_3)
    assert shape(version_3) == before


@pytest.mark.parametrize("version", ["99", "2", str(int(SCHEMA_VERSION) + 1)])
def test_a_version_without_steps_is_refused_untouched(version_3: Path, version: str) -> None:
    connection = sqlite3.connect(version_3)
    connection.execute("UPDATE meta SET value = ?", [version])
    connection.commit()
    connection.close()
    before = version_3.read_bytes()
    with pytest.raises(StoreVersionError, match=version):
        Database.open(version_3)
    assert version_3.read_bytes() == before


def test_there_is_a_step_from_each_version_to_the_next() -> None:
    assert list(STEPS) == [str(version) for version in range(3, int(SCHEMA_VERSION))]


def test_every_table_but_meta_is_sealed() -> None:
    assert all("checksum" in table.c for name, table in METADATA.tables.items() if name != "meta")
