"""The obligations of a document go in with it, come back as they were, and go with it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.obligations.records import Machine, Modality, Obligation, Value, ValueType
from corpus.offsets import Edit
from corpus.spans import Span
from indexing.building import ingest
from indexing.chunking import chunk
from indexing.library import Library
from indexing.store import Store
from tests.builders import a_policy

RAW = "某市会诊办法\n第一条 急會诊应当在10分钟内到位。\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "youju.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.open(path)
    yield opened
    opened.close()


def the_obligation(clause_id: str) -> Obligation:
    value = Value(ValueType.DEADLINE, "10分钟内", Span(17, 22), Machine.of(within="PT10M", from_="请求"))
    return Obligation(
        "o1", clause_id, Span(11, 24), "科室", None, Modality.MUST, Span(14, 16), "在10分钟内到位", Span(16, 24), "急会诊", Span(11, 14),
        values=(value,), problems=("one",),
    )  # fmt: skip


def write(store: Store, *, with_obligation: bool = True) -> str:
    policy = a_policy(RAW, edits=(Edit(Span(RAW.index("會"), RAW.index("會") + 1), "会", "script"),))
    chunks = chunk(policy)
    obligations = [the_obligation(policy.clauses[-1].clause_id)] if with_obligation else []
    store.replace(policy, chunks, np.zeros((len(chunks), 2), np.float32), embedder="e", obligations=obligations)
    return policy.document.source.document_id


def test_an_obligation_comes_back_as_it_was_with_its_words(store: Store) -> None:
    document_id = write(store)
    found = store.obligations.obligations([(document_id, 0), (document_id, 7), ("none", 0)])
    assert list(found) == [(document_id, 0)]
    stored = found[document_id, 0]
    assert stored.obligation == the_obligation(stored.obligation.clause_id)
    assert (stored.quote, stored.reading, stored.clause_label) == ("急會诊应当在10分钟内到位", "急会诊应当在10分钟内到位", "第一条")
    assert stored.raw.of(RAW) == stored.quote


def test_a_brief_holds_what_choosing_needs(store: Store) -> None:
    document_id = write(store)
    (brief,) = store.obligations.briefs()
    assert (brief.document_id, brief.position, brief.actor, brief.modality) == (document_id, 0, "科室", Modality.MUST)
    assert (brief.texts, brief.has_problems) == (("急会诊", "在10分钟内到位", ""), True)
    assert brief.values[0].machine["within"] == "PT10M"


def test_obligations_go_with_their_document_and_with_its_older_version(store: Store) -> None:
    write(store, with_obligation=False)
    assert store.obligations.briefs() == []
    document_id = write(store)
    assert len(store.obligations.briefs()) == 1
    store.remove(document_id)
    assert store.obligations.briefs() == []


def test_damage_to_obligations_is_noticed(store: Store, path: Path) -> None:
    write(store)
    assert store.damage() == []
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE obligations SET actor = 'nobody'")
    connection.close()
    assert "'obligations' was changed" in store.damage()[0]
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM obligations")
    connection.close()
    assert "was written with 1 obligations, 0 are left" in store.damage()[0]


def test_ingesting_extracts_obligations(library: Library, tmp_path: Path) -> None:
    (tmp_path / "办法.txt").write_text("某市会诊办法\n第一条 科室应当在10分钟内到位。\n第二条 科室不得拒绝会诊。\n", encoding="utf-8")
    list(ingest(library, [tmp_path / "办法.txt"]))
    assert {brief.modality for brief in library.obligations.briefs()} >= {Modality.MUST, Modality.MUST_NOT}
