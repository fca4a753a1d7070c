"""Records as they stand in the rows of a document: of the hundreds that a policy has, a question asks for few."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar, overload

from indexing.seals import Row, Value, is_intact, not_as_written

Record = TypeVar("Record")


class StoredRecords(Sequence[Record], Generic[Record]):
    """Records that are checked against the checksums of their rows, and made, when they are first asked for; equal to a tuple of the same.

    Safe to use from several threads: two that ask for the same record at once both make it.
    """

    __slots__ = ("_made", "_names", "_record_of", "_rows")

    def __init__(self, names: Sequence[str], rows: Iterable[Sequence[Value]], record_of: Callable[[Row], Record]) -> None:
        self._names = names
        # There are hundred thousands of rows at a time, and of plain tuples the garbage collector learns that it need not look at them.
        self._rows = tuple(map(tuple, rows))
        self._record_of = record_of
        self._made: dict[int, Record] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Record: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Record, ...]: ...

    def __getitem__(self, place: int | slice) -> Record | tuple[Record, ...]:
        """The record at a place, or several.

        Raises:
            StoreError: A row of theirs does not hold what was written.
        """
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        made = self._made.get(place)
        return made if made is not None else self._checked(place)

    def unchecked(self, name: str) -> Callable[[int], Any]:
        """Gives what the row at a place has in a column; for finding a record, which then is asked for and checked."""
        rows, column = self._rows, self._names.index(name)
        return lambda place: rows[place][column]

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, tuple | StoredRecords) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def _checked(self, place: int) -> Record:
        """The record at a place, which is kept."""
        row = dict(zip(self._names, self._rows[place], strict=True))
        if not is_intact(row):
            raise not_as_written(row)
        made = self._made[place] = self._record_of(row)
        return made
