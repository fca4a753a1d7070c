"""What is handed to the index of words while documents are prepared is what it would read from the truth."""

import weakref
from collections.abc import Sequence

import pytest

from corpus.offsets import Edit
from corpus.spans import Span
from indexing.chunking import chunk
from indexing.copies import entries_of, kept_vectors
from indexing.document_rows import DocumentRows, document_rows
from indexing.filters import Scored
from indexing.library import Library
from indexing.sparse import SparseIndex
from tests.builders import a_policy

RAW = "某院會診管理办法\n\n第一章 总则\n\n第一条 急會诊应当在10分钟内到位。\n\n第二条 普通会诊应当在二十四小时内完成，不得推诿。\n"
QUERIES = ("急会诊多久到位", "急會诊", "会诊管理办法 总则", "24小时", "应当", "推诿")


def rows_of(name: str, text: str = RAW, *, to: str = "会") -> DocumentRows:
    """The rows of a document that was printed with a traditional character."""
    edits = tuple(Edit(Span(at, at + 1), to, "script") for at, letter in enumerate(text) if letter == "會")
    policy = a_policy(text, name=name, edits=edits)
    return document_rows(policy, chunk(policy), recipe="r")


def rankings(index: SparseIndex, chunk_ids: Sequence[str]) -> list[list[Scored]]:
    return [index.best(query, limit=len(chunk_ids)) for query in QUERIES]


@pytest.fixture
def filled(library: Library) -> Library:
    """Documents that say nearly the same, so that chunks have equal scores, the first of them written twice."""
    library.write(rows_of("0.txt", to="見"))
    for number in range(6):
        library.write(rows_of(f"{number}.txt", RAW.replace("推诿", "推诿" * (number // 2))))
    return library


def test_the_terms_that_are_handed_over_are_those_of_the_truth(filled: Library) -> None:
    chunk_ids, ready = filled._store.chunk_ids(), filled._pending.readings
    assert {each.document_id for each in filled.documents()} <= ready.keys()
    handed = list(entries_of(filled._store, chunk_ids, ready))
    assert handed == list(entries_of(filled._store, chunk_ids))
    assert any(entry.readings.get("raw_words") for entry in handed)


def test_the_rankings_are_the_same_after_the_index_is_built_from_the_truth(filled: Library) -> None:
    filled.flush()
    assert not filled._pending.readings
    chunk_ids = filled._store.chunk_ids()
    before = rankings(filled._sparse.index, chunk_ids)
    filled.repair()
    assert rankings(filled._sparse.index, chunk_ids) == before
    assert all(before)
    assert filled.verify() == []


def test_vectors_of_a_truth_that_is_past_are_let_go(filled: Library) -> None:
    vectors_of = kept_vectors(filled._store)
    first, second, *_ = (frozenset({each.document_id}) for each in filled.documents())
    past = weakref.ref(vectors_of(first)[1])
    assert past() is vectors_of(first)[1]
    filled.write(rows_of("6.txt", RAW.replace("急", "特急")))
    vectors_of(second)
    assert past() is None
