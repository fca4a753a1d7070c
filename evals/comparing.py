"""Sets two result files against each other, case by case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb

from evals.score import CaseResult, Report


@dataclass(frozen=True, slots=True)
class Comparison:
    """How often the newer run scores better, the same or worse than the older one on the cases that both have.

    `p_value` is that of the two-sided sign test: how likely a split at least this uneven is where both are equally good.
    """

    report: str
    score: str
    wins: int
    ties: int
    losses: int

    @property
    def p_value(self) -> float:
        """The exact p-value of the sign test over the cases that differ.

        >>> Comparison("answers.bundled", "right", wins=7, ties=90, losses=1).p_value
        0.0703125
        """
        return sign_test(self.wins, self.losses)


def sign_test(wins: int, losses: int) -> float:
    """The two-sided p-value of so many wins and losses where either is as likely; 1 where there are none.

    >>> sign_test(0, 0), sign_test(5, 5), sign_test(6, 0)
    (1.0, 1.0, 0.03125)
    """
    n = wins + losses
    tail: int = sum(comb(n, k) for k in range(min(wins, losses) + 1))
    return min(1.0, float(2 * tail / 2**n))


def compare(old: Sequence[Report], new: Sequence[Report]) -> list[Comparison]:
    """One comparison for each score of each report that both runs have, in the order of the newer run; losses count a case once a score."""
    earlier = {report.name: report for report in old}
    return [
        _comparison(report.name, score, earlier[report.name].results, report.results)
        for report in new
        if report.name in earlier
        for score in report.summary
    ]


def _comparison(name: str, score: str, old: Iterable[CaseResult], new: Iterable[CaseResult]) -> Comparison:
    before = {result.case_id: result.value(score) for result in old}
    pairs = [(before.get(result.case_id), result.value(score)) for result in new]
    gains = [after - value for value, after in pairs if value is not None and after is not None]
    better, worse = sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)
    wins, losses = (worse, better) if lower_is_better(score) else (better, worse)
    return Comparison(name, score, wins, len(gains) - wins - losses, losses)


def lower_is_better(score: str) -> bool:
    """Whether a score counts what went wrong.

    >>> lower_is_better("false_refusals"), lower_is_better("right")
    (True, False)
    """
    return score.startswith(("wrong_", "false_"))
