"""Stored clauses are found as those are that were written; where a damaged row leads astray that is told, and no other clause given."""

from contextlib import suppress

import pytest

from corpus.clause_order import number_above, number_at
from corpus.errors import StoreError
from indexing.rows import clause_of, clause_rows
from indexing.seals import Row, sealed
from indexing.stored_clauses import StoredClauses
from tests.builders import a_policy

POLICY = a_policy(
    "某院会诊制度\n第一章 会诊\n第一条 有下列情形之一的，应当会诊：\n（一）诊断不明；\n（二）病情加重。\n第二条 急会诊在10分钟内到位。\n"
    "第二章 附则\n第三条 本制度自公布之日起施行。\n"
)
ROWS = [sealed(row) for row in clause_rows(POLICY)]
PLACES = range(len(POLICY.document.text) + 2)


def stored(rows: list[Row]) -> StoredClauses:
    return StoredClauses(tuple(rows[0]), [tuple(row.values()) for row in rows], clause_of)


def test_each_place_is_in_the_clause_that_was_written_there():
    assert [number_at(stored(ROWS), place) for place in PLACES] == [number_at(POLICY.clauses, place) for place in PLACES]


def test_the_clause_above_is_that_which_was_written():
    numbers = range(len(ROWS))
    above = [number_above(stored(ROWS), number) for number in numbers]
    assert above == [number_above(POLICY.clauses, number) for number in numbers]
    assert None in above
    assert {each for each in above if each is not None and POLICY.clauses[each].heading}


def test_only_the_one_that_is_found_is_checked():
    rows = [{**row, "label": "x"} if i != 3 else row for i, row in enumerate(ROWS)]
    assert number_at(stored(rows), POLICY.clauses[3].own.start) == 3


@pytest.mark.parametrize("damaged", range(len(ROWS)))
@pytest.mark.parametrize("start", [0, 30, 10_000])
def test_a_damaged_start_leads_to_no_other_clause(damaged, start):
    clauses = stored([{**row, "own_start": start} if i == damaged else row for i, row in enumerate(ROWS)])
    if start == ROWS[damaged]["own_start"]:
        return
    for place in PLACES[:-2]:
        with suppress(StoreError):
            assert clauses[number_at(clauses, place)] == POLICY.clauses[number_at(POLICY.clauses, place)]


def test_a_clause_whose_parent_is_damaged_is_not_taken_for_one_without():
    child = next(i for i, clause in enumerate(POLICY.clauses) if clause.parent_id)
    parent = number_above(POLICY.clauses, child)
    clauses = stored([{**row, "clause_id": "x"} if i == parent else row for i, row in enumerate(ROWS)])
    with pytest.raises(StoreError, match="not stored as it was written"):
        number_above(clauses, child)
