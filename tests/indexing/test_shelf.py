"""What is kept is what the store would say at this moment, whoever changed it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.documents import Policy
from corpus.errors import NotFoundError
from indexing.chunking import chunk
from indexing.recent import Recent
from indexing.rows import Known
from indexing.shelf import Shelf
from indexing.store import Store
from tests.builders import a_policy

CONSULTATION = "第一条 急会诊应当在10分钟内到位。"
RECORDS = "第一条 病历应当在患者出院后归档。"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "youju.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def other(store: Store, tmp_path: Path) -> Iterator[Store]:
    """The same database, as another process has it."""
    opened = Store.open(tmp_path / "youju.sqlite")
    yield opened
    opened.close()


def write(store: Store, policy: Policy) -> Policy:
    chunks = chunk(policy)
    store.replace(policy, chunks, np.zeros((len(chunks), 2), dtype=np.float32), embedder="none")
    return policy


@pytest.mark.parametrize("writer", ["store", "other"])
def test_every_change_is_seen(writer: str, store: Store, other: Store) -> None:
    shelf, changing = Shelf(store), {"store": store, "other": other}[writer]
    assert (shelf.documents(), shelf.headers()) == ([], {})
    policy = write(changing, a_policy(CONSULTATION))
    document_id, [stored] = policy.document.source.document_id, chunk(policy)
    assert [each.document_id for each in shelf.documents()] == [document_id]
    assert shelf.headers() == {document_id: policy.header}
    assert shelf.policy(document_id) == policy
    assert shelf.chunks([stored.chunk_id, "none"]) == {stored.chunk_id: stored}
    changed = write(changing, replace(policy, header=replace(policy.header, place="安徽省")))
    assert shelf.policy(document_id) == changed
    assert shelf.headers() == {document_id: changed.header}
    changing.remove(document_id)
    assert (shelf.documents(), shelf.headers(), shelf.chunks([stored.chunk_id])) == ([], {}, {})
    with pytest.raises(NotFoundError, match=document_id):
        shelf.policy(document_id)


def test_what_did_not_change_is_not_read_again(store: Store, other: Store) -> None:
    shelf = Shelf(store)
    policy = write(store, a_policy(CONSULTATION))
    document_id, [stored] = policy.document.source.document_id, chunk(policy)
    read, headers, chunks = shelf.policy(document_id), shelf.headers(), shelf.chunks([stored.chunk_id])
    assert shelf.headers() is headers
    assert shelf.chunks([stored.chunk_id])[stored.chunk_id] is chunks[stored.chunk_id]
    write(other, a_policy(RECORDS, name="records.txt"))
    assert shelf.headers() is not headers
    assert shelf.policy(document_id) is read


def test_chunks_are_cut_from_the_text_that_is_here_and_from_no_older_one(store: Store, other: Store) -> None:
    shelf = Shelf(store)
    policy = write(store, a_policy(CONSULTATION))
    document_id = shelf.policy(policy.document.source.document_id).document.source.document_id
    assert shelf.chunks(store.chunk_ids()) == {each.chunk_id: each for each in chunk(policy)}
    # The same file, which another version of the program repairs otherwise.
    repaired = a_policy(CONSULTATION.replace("10", "30"))
    source = replace(repaired.document.source, document_id=document_id)
    changed = write(other, replace(repaired, document=replace(repaired.document, source=source)))
    assert shelf.policy(document_id) == changed
    assert shelf.chunks(store.chunk_ids()) == {each.chunk_id: each for each in chunk(changed)}


def test_a_known_text_of_another_generation_is_read_all_the_same(store: Store) -> None:
    policy = write(store, a_policy(CONSULTATION))
    [chunk_id], known = store.chunk_ids(), {policy.document.source.document_id: "急" * len(CONSULTATION)}
    assert store.chunks([chunk_id], Known(store.generation(), known))[chunk_id].text == "急" * len(CONSULTATION)
    assert store.chunks([chunk_id], Known(store.generation() - 1, known))[chunk_id].text == CONSULTATION


def test_a_document_that_goes_by_another_name_is_read_again(store: Store) -> None:
    shelf = Shelf(store)
    policy = write(store, a_policy(CONSULTATION, name="first.txt"))
    source = policy.document.source
    assert shelf.policy(source.document_id).document.source.source_name == "first.txt"
    store.adopt(source.document_id, source_name="a.txt", origin="/a.txt")
    assert shelf.policy(source.document_id) == store.policy(source.document_id)


def test_what_was_not_read_for_longest_goes_first() -> None:
    recent = Recent[str](max_size=3, size=len)
    for key in "abc":
        recent.put(key, 1, key)
    assert recent.get("a", 1) == "a"
    recent.put("d", 1, "d")
    assert {key: recent.get(key, 1) for key in "abcd"} == {"a": "a", "b": None, "c": "c", "d": "d"}
    recent.put("big", 1, "more than all")
    assert [recent.get(key, 1) for key in ("a", "big")] == [None, "more than all"]


def test_another_version_takes_the_place_of_the_old_one() -> None:
    recent = Recent[str](max_size=3, size=len)
    recent.put("a", 1, "aa")
    recent.put("b", 1, "b")
    recent.put("a", 2, "a")
    assert [recent.get("a", 1), recent.get("a", 2), recent.get("b", 1)] == [None, "a", "b"]


def test_what_was_taken_out_is_not_kept_in_memory(store: Store) -> None:
    shelf, policy = Shelf(store), write(store, a_policy(CONSULTATION))
    document_id = policy.document.source.document_id
    shelf.policy(document_id)
    shelf.chunks(store.chunk_ids())
    assert shelf._policies.get(document_id, None) is not None
    assert (len(shelf._chunks._kept), len(shelf._versions._kept)) == (1, 1)
    store.remove(document_id)
    shelf.documents()
    assert [len(recent._kept) for recent in (shelf._policies, shelf._chunks, shelf._versions)] == [0, 0, 0]
