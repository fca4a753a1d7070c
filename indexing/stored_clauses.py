"""Stored clauses are found by what their rows say: only the one that is found is checked against its checksum and made."""

from bisect import bisect_right
from collections.abc import Sequence

from corpus.clause_order import number_above, number_at
from corpus.documents import Clause
from indexing.stored_records import StoredRecords

# The ways to look that ask for the clauses themselves, and so check each.
_number_at, _number_above = number_at.dispatch(Sequence), number_above.dispatch(Sequence)


class StoredClauses(StoredRecords[Clause]):
    """The clauses of a document as they stand in its rows."""

    __slots__ = ()


@number_at.register
def _(clauses: StoredClauses, place: int) -> int:
    number = max(bisect_right(range(len(clauses)), place, key=clauses.unchecked("own_start")) - 1, 0)
    own = clauses[number].own
    # The place is in the own text of one clause only. If it is not in this one, it is behind them all, or a row is damaged.
    return number if own.start <= place < own.end else _number_at(clauses, place)


@number_above.register
def _(clauses: StoredClauses, number: int) -> int | None:
    parent_id, id_at = clauses[number].parent_id, clauses.unchecked("clause_id")
    if parent_id is None:
        return None
    above = next((each for each in range(number - 1, -1, -1) if id_at(each) == parent_id), None)
    # There is a parent: if none is found, a row is damaged.
    return _number_above(clauses, number) if above is None else above
