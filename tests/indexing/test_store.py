"""The truth keeps what it is given, or says that it could not."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.documents import Anchor, AnchorKind, Period, Policy, Reference
from corpus.errors import NotFoundError, SettingsError, StoreBusyError, StoreError, StoreVersionError, UnreadableDocumentError
from corpus.offsets import Edit
from corpus.spans import Span
from indexing.chunking import chunk
from indexing.store import Store
from tests.builders import a_policy

TEXT = "第一条 急会诊应当在10分钟内到位。\n\n第二条 普通会诊应当在24小时内完成。"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "youju.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.open(path)
    yield opened
    opened.close()


def full_policy(text: str = TEXT, name: str = "policy.txt", origin: str | None = None) -> Policy:
    policy = a_policy(text, name=name, edits=(Edit(Span(0, 3), "第一条", "respelling"),), place="安徽省")
    anchors = (Anchor(0, AnchorKind.PAGE, 1), Anchor(5, AnchorKind.PAGE, 2, recognised=True))
    source = replace(policy.document.source, origin=origin or policy.document.source.origin, anchors=anchors)
    return replace(
        policy,
        document=replace(policy.document, source=source),
        header=replace(policy.header, issuers=("某委", "某局"), period=Period("2023", "2025-12"), issue_date="2023-06-27"),
        references=(Reference(Span(0, 3), "第一条", policy.clauses[-1].clause_id), Reference(Span(4, 7), "急会诊", None)),
        furniture=(Span(0, 2),),
    )


def write(store: Store, policy: Policy, *, embedder: str = "e") -> list[str]:
    chunks = chunk(policy)
    vectors = np.arange(len(chunks) * 4, dtype=np.float32).reshape(-1, 4)
    return store.replace(policy, chunks, vectors, embedder=embedder, recipe="r")


def test_a_policy_and_its_chunks_come_back_as_they_were(store: Store) -> None:
    policy = full_policy()
    assert write(store, policy) == []
    document_id = policy.document.source.document_id
    assert store.policy(document_id) == policy
    assert list(store.chunks(store.chunk_ids()).values()) == chunk(policy)
    chunk_ids = [each.chunk_id for each in chunk(policy)]
    assert store.chunks([*chunk_ids, "no-such"]) == {each.chunk_id: each for each in chunk(policy)}
    found, vectors = store.vectors([chunk_ids[1]])
    assert found == [chunk_ids[1]]
    assert vectors.tolist() == [[4, 5, 6, 7]]
    assert store.recipe(document_id) == "r"
    [summary] = store.summaries()
    assert (summary.source_name, summary.header, summary.n_clauses, summary.n_edits) == (
        "policy.txt",
        policy.header,
        len(policy.clauses),
        1,
    )


def test_what_was_written_is_there_for_the_next_process(store: Store, path: Path) -> None:
    policy = full_policy()
    write(store, policy)
    other = Store.open(path)
    assert other.policy(policy.document.source.document_id) == policy
    assert other.generation() == store.generation() == 1
    other.close()


def test_a_new_version_from_the_same_origin_takes_the_place_of_the_old_one(store: Store) -> None:
    old, new = full_policy(), full_policy(TEXT + "\n\n第三条 附则。")
    write(store, old)
    gone = write(store, new)
    assert gone == sorted(each.chunk_id for each in chunk(old))
    assert [each.document_id for each in store.summaries()] == [new.document.source.document_id]
    assert store.count_chunks() == len(chunk(new))


def test_a_document_that_came_from_two_origins_stays_until_both_have_left_it(store: Store) -> None:
    first, copy = full_policy(origin="/a"), full_policy(origin="/b")
    newer = full_policy("第一条 新的规定。", origin="/a")
    write(store, first)
    copied, new = copy.document.source, newer.document.source
    assert store.adopt(copied.document_id, origin=copied.origin, source_name=copied.source_name) == []
    assert write(store, newer) == []
    assert len(store.summaries()) == 2
    assert store.policy(first.document.source.document_id).document.source.origin == "/b"
    assert sorted(store.adopt(new.document_id, origin="/b", source_name="b")) == sorted(each.chunk_id for each in chunk(first))
    assert [each.document_id for each in store.summaries()] == [newer.document.source.document_id]


def test_writing_again_changes_nothing_but_the_generation(store: Store) -> None:
    policy = full_policy()
    write(store, policy)
    assert write(store, policy) == []
    assert store.policy(policy.document.source.document_id) == policy
    assert store.generation() == 2


def test_removing(store: Store) -> None:
    policy = full_policy()
    write(store, policy)
    assert sorted(store.remove(policy.document.source.document_id)) == sorted(each.chunk_id for each in chunk(policy))
    assert (store.summaries(), store.count_chunks(), store.vectors()[0]) == ([], 0, [])
    with pytest.raises(NotFoundError, match="no-such"):
        store.remove("no-such")
    with pytest.raises(NotFoundError, match="no-such"):
        store.policy("no-such")


def test_a_write_that_fails_half_way_leaves_the_old_version(store: Store) -> None:
    policy = full_policy()
    write(store, policy)
    twice = [chunk(policy)[0], chunk(policy)[0]]
    with pytest.raises(StoreError):
        store.replace(replace(policy, references=()), twice, np.zeros((2, 4), dtype=np.float32), embedder="e")
    assert store.policy(policy.document.source.document_id) == policy
    assert store.generation() == 1


def test_vectors_of_another_embedder_are_known_and_replaced(store: Store) -> None:
    policy = full_policy()
    write(store, policy, embedder="old")
    stale = store.chunks_embedded_otherwise("new")
    assert sorted(stale) == sorted(each.chunk_id for each in chunk(policy))
    store.write_vectors(stale, np.ones((len(stale), 3), dtype=np.float32), embedder="new")
    assert store.chunks_embedded_otherwise("new") == []
    assert store.vectors()[1].shape == (len(stale), 3)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE documents SET raw = raw || ' '",
        "UPDATE documents SET header = replace(header, '安徽', '河南')",
        "UPDATE origins SET source_name = 'other.txt'",
        "UPDATE clauses SET own_end = own_end + 1 WHERE position = 0",
        "DELETE FROM clauses WHERE position = 0",
        "UPDATE document_references SET text = 'x' WHERE position = 1",
        "UPDATE chunks SET start = start + 1 WHERE position = 1",
        "DELETE FROM chunks WHERE position = 0",
        "UPDATE vectors SET vector = zeroblob(16) WHERE rowid = 2",
        "DELETE FROM vectors WHERE rowid = 1",
    ],
)
def test_any_change_behind_its_back_is_found(store: Store, path: Path, change: str) -> None:
    write(store, full_policy())
    assert store.damage() == []
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        assert connection.execute(change).rowcount == 1
    connection.close()
    assert len(store.damage()) >= 1


def test_a_store_of_another_version_is_left_as_it_was(store: Store, path: Path) -> None:
    store.write_note("schema", "99")
    store.close()
    before = path.read_bytes()
    with pytest.raises(StoreVersionError, match="'99'"):
        Store.open(path)
    assert path.read_bytes() == before


def test_somebody_elses_database_is_left_as_it_was(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreVersionError, match="None"):
        Store.open(path)
    assert path.read_bytes() == before


def test_what_is_no_database_is_a_store_error(path: Path) -> None:
    path.write_bytes(b"this is not a database at all" * 100)
    with pytest.raises(StoreError, match="damaged"):
        Store.open(path)


def test_a_place_that_cannot_be_written_is_a_settings_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="YOUJU_HOME"):
        Store.open(tmp_path / "no" / "such" / "folder" / "youju.sqlite")


def test_a_writer_that_does_not_finish_is_a_busy_error(store: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with store._database._engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA busy_timeout=10")
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusyError, match="another process"):
        store.write_note("key", "value")
    blocker.close()


def test_a_full_disk_is_a_store_error_and_loses_nothing(store: Store) -> None:
    policy = full_policy()
    write(store, policy)
    with store._database._engine.connect() as connection:
        cursor = connection.connection.cursor()
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreError, match="room"):
        write(store, full_policy("第一条 " + "会诊应当及时。" * 20000, name="long.txt"))
    assert store.policy(policy.document.source.document_id) == policy


def test_a_text_with_nul_characters_is_not_taken(store: Store) -> None:
    with pytest.raises(UnreadableDocumentError, match="NUL"):
        write(store, full_policy("第一条 会诊\0应当及时。"))


def test_a_document_of_two_origins_is_sound_after_it_is_written_again(store: Store) -> None:
    for origin in ("/x/a.txt", "/y/a.txt", "/y/a.txt"):
        write(store, full_policy(origin=origin))
    assert store.damage() == []
    document_id = full_policy().document.source.document_id
    assert [store.document_from(origin) for origin in ("/x/a.txt", "/y/a.txt")] == [document_id, document_id]


def test_a_chunk_whose_document_is_gone_behind_its_back_is_a_store_error(store: Store, path: Path) -> None:
    write(store, full_policy())
    chunk_ids = store.chunk_ids()
    with sqlite3.connect(path) as connection:
        # Without the keys of this connection nothing goes with the document.
        connection.execute("DELETE FROM documents")
    connection.close()
    with pytest.raises(StoreError, match="not stored as it was written"):
        store.chunks(chunk_ids)
