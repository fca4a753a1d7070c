"""The clauses of a document in its rows: made when they are asked for, equal to those that were written, and told where one is damaged."""

import pytest

from corpus.documents import Clause, ClauseKind
from corpus.errors import StoreError
from indexing.rows import clause_of, clause_rows
from indexing.seals import Row, sealed
from indexing.stored_records import StoredRecords
from tests.builders import a_policy

POLICY = a_policy("某院会诊制度\n第一条 急会诊在10分钟内到位。\n第二条 普通会诊在24小时内完成。\n第三条 本制度自公布之日起施行。\n")


def rows_of_clauses() -> list[Row]:
    return [sealed(row) for row in clause_rows(POLICY)]


def stored(rows: list[Row]) -> StoredRecords[Clause]:
    return StoredRecords(tuple(rows[0]), [tuple(row.values()) for row in rows], clause_of)


def test_they_are_those_that_were_written():
    clauses = stored(rows_of_clauses())
    assert clauses == POLICY.clauses
    assert POLICY.clauses == clauses
    assert hash(clauses) == hash(POLICY.clauses)
    assert clauses[0] is clauses[0]
    assert clauses[-1] == clauses[len(clauses) - 1]
    assert clauses[1:3] == tuple(POLICY.clauses[1:3])
    assert clauses != POLICY.clauses[1:]


@pytest.mark.parametrize("change", [{"label": "第九条"}, {"own_start": 0}, {"kind": ClauseKind.CHAPTER.value}])
def test_a_damaged_one_is_told_when_it_is_asked_for_and_the_others_are_given(change):
    rows = rows_of_clauses()
    rows[2] = {**rows[2], **change}
    clauses = stored(rows)
    assert clauses[1] == POLICY.clauses[1]
    with pytest.raises(StoreError, match="not stored as it was written"):
        clauses[2]
    with pytest.raises(StoreError):
        tuple(clauses)


def test_a_place_beyond_the_last_is_none():
    with pytest.raises(IndexError):
        stored(rows_of_clauses())[99]
