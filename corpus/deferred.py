"""What is made when it is first asked for, and mostly never is."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar, overload

Member = TypeVar("Member")


class Deferred(Sequence[Member], Generic[Member]):
    """Members that are made, all at once, when the first of them is asked for; equal to a tuple of the same.

    Safe to use from several threads: two that ask for the first time at once both make them.

    >>> digits = Deferred(lambda: map(int, "123"))
    >>> digits[1], len(digits), digits == (1, 2, 3)
    (2, 3, True)
    """

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Iterable[Member]]) -> None:
        self._make = make
        self._made: tuple[Member, ...] | None = None

    def __len__(self) -> int:
        return len(self._members)

    @overload
    def __getitem__(self, place: int) -> Member: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Member, ...]: ...

    def __getitem__(self, place: int | slice) -> Member | tuple[Member, ...]:
        return self._members[place]

    def __eq__(self, other: object) -> bool:
        return self._members == tuple(other) if isinstance(other, tuple | Deferred) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._members)

    @property
    def _members(self) -> tuple[Member, ...]:
        made = self._made
        if made is None:
            made = self._made = tuple(self._make())
        return made
