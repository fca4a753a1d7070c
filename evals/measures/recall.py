"""Recall@k of a question that one passage is enough for: whether any wanted span is held by the first k hits."""

from dataclasses import dataclass

from evals.measures.ranking import Ranking


@dataclass(frozen=True, slots=True)
class Recall:
    """1 where one of the first `cutoff` hits holds a wanted span, else 0.

    >>> Recall(1).of(Ranking((frozenset(), frozenset({0})), 1)), Recall(5).of(Ranking((frozenset(), frozenset({0})), 1))
    (0.0, 1.0)
    """

    cutoff: int

    @property
    def name(self) -> str:
        """`recall@k`."""
        return f"recall@{self.cutoff}"

    def of(self, ranking: Ranking) -> float:
        """The measure of one ranking."""
        return float(any(ranking.held[: self.cutoff]))
