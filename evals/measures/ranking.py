"""What a measure takes: a `Ranking`."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Ranking:
    """For each rank, best first, the numbers of the wanted spans that the hit holds; `n_wanted` spans are wanted in all.

    A query that found nothing has no ranks, and counts like any other.
    """

    held: tuple[frozenset[int], ...]
    n_wanted: int


class Measure(Protocol):
    """A number in 0..1 for one ranking."""

    @property
    def name(self) -> str:
        """How tables and floors call it."""
        ...

    def of(self, ranking: Ranking) -> float:
        """The measure of one ranking."""
        ...
