"""The clauses of a document as they stand in its rows: of the hundreds that a policy has, a question asks for few."""

from collections.abc import Callable, Sequence
from typing import overload

from corpus.documents import Clause
from indexing.seals import Row, Value, is_intact, not_as_written


class StoredClauses(Sequence[Clause]):
    """Clauses that are checked against the checksums of their rows, and made, when they are first asked for; equal to a tuple of the same.

    Safe to use from several threads: two that ask for the same clause at once both make it.
    """

    __slots__ = ("_clause_of", "_made", "_names", "_rows")

    def __init__(self, names: Sequence[str], rows: Sequence[Sequence[Value]], clause_of: Callable[[Row], Clause]) -> None:
        self._names = names
        self._rows = rows
        self._clause_of = clause_of
        self._made: list[Clause | None] = [None] * len(rows)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Clause: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Clause, ...]: ...

    def __getitem__(self, place: int | slice) -> Clause | tuple[Clause, ...]:
        """The clause at a place, or several.

        Raises:
            StoreError: A row of theirs does not hold what was written.
        """
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        made = self._made[place]
        if made is None:
            made = self._made[place] = self._checked(place)
        return made

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, tuple | StoredClauses) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def _checked(self, place: int) -> Clause:
        row = dict(zip(self._names, self._rows[place], strict=True))
        if not is_intact(row):
            raise not_as_written(row)
        return self._clause_of(row)
