"""Normalised discounted cumulative gain (Järvelin and Kekäläinen, 2002) with binary gains.

A hit gains 1 where it holds a wanted span that no better hit holds, so that finding the same words twice is worth nothing.
"""

from dataclasses import dataclass
from math import log2

from evals.measures.ranking import Ranking


@dataclass(frozen=True, slots=True)
class NDCG:
    """The discounted gain of the first `cutoff` hits, divided by that of a ranking with one wanted span per hit, the first ranks first.

    Several wanted spans in one hit count as found at that rank; the ideal has as many gaining hits as the ranking could have had.

    >>> round(NDCG(10).of(Ranking((frozenset(), frozenset({0})), 1)), 3)
    0.631
    >>> NDCG(10).of(Ranking((frozenset({0, 1}),), 2))
    1.0
    """

    cutoff: int

    @property
    def name(self) -> str:
        """`ndcg@k`."""
        return f"ndcg@{self.cutoff}"

    def of(self, ranking: Ranking) -> float:
        """The measure of one ranking."""
        gains, found = list[int](), frozenset[int]()
        for held in ranking.held[: self.cutoff]:
            gains.append(int(bool(held - found)))
            found |= held
        needed = sum(gains) + ranking.n_wanted - len(found)
        ideal = _discounted([1] * min(needed, self.cutoff))
        return _discounted(gains) / ideal if ideal else 0.0


def _discounted(gains: list[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, start=1))
