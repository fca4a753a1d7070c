"""Finds clauses by where they stand among those of a policy, which are in the order of its text, parents before their children.

Both look-ups take another way where clauses are kept in a form in which it is shorter.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import singledispatch

from corpus.documents import Clause


@singledispatch
def number_at(clauses: Sequence[Clause], place: int) -> int:
    """The number of the clause in whose own text a code point of the clean text lies."""
    return max(bisect_right(clauses, place, key=lambda clause: clause.own.start) - 1, 0)


@singledispatch
def number_above(clauses: Sequence[Clause], number: int) -> int | None:
    """The number of the clause that a clause is part of, which mostly stands not far before it; `None` where it is part of none."""
    parent_id = clauses[number].parent_id
    if parent_id is None:
        return None
    return next((each for each in range(number - 1, -1, -1) if clauses[each].clause_id == parent_id), None)
