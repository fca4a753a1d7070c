"""Sets two result files against each other, case by case, with a paired test."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb

from evals.score import CaseResult, Report

# Beginnings and ends of the names of scores that count what went wrong, or what it cost.
_BAD_BEGINNINGS, _BAD_ENDS = ("wrong_", "false_", "lost_", "brier", "calibration_error"), ("_ms", "_times")


@dataclass(frozen=True, slots=True)
class Change:
    """One case that the newer run scores otherwise than the older one."""

    case_id: str
    kind: str
    before: float
    after: float
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The cases that the newer run scores better (`gains`), the same (only how many, `ties`) or worse (`losses`) than the older one.

    Cases that only one run has, or to which the score applies in one run only, are not counted. `binary` tells that the score is 0 or 1 in
    all of them.
    """

    report: str
    score: str
    gains: tuple[Change, ...]
    ties: int
    losses: tuple[Change, ...]
    binary: bool = True

    @property
    def test(self) -> str:
        """Which paired test `p_value` is of: of scores that are 0 or 1 the sign test over the changed cases is McNemar's exact test."""
        return "McNemar" if self.binary else "sign"

    @property
    def p_value(self) -> float:
        """How likely gains and losses at least this uneven are where both runs are equally good, two-sided and exact."""
        return sign_test(len(self.gains), len(self.losses))


def sign_test(wins: int, losses: int) -> float:
    """The two-sided p-value of so many wins and losses where either is as likely; 1 where there are none.

    >>> sign_test(0, 0), sign_test(5, 5), sign_test(6, 0), sign_test(7, 1)
    (1.0, 1.0, 0.03125, 0.0703125)
    """
    n = wins + losses
    tail: int = sum(comb(n, k) for k in range(min(wins, losses) + 1))
    return min(1.0, float(2 * tail / 2**n))


def compare(old: Sequence[Report], new: Sequence[Report]) -> list[Comparison]:
    """One comparison for each score of each report that both runs have, in the order of the newer run; figures have no cases to compare."""
    earlier = {report.name: report for report in old}
    return [
        _comparison(report.name, score, earlier[report.name].results, report.results)
        for report in new
        if report.name in earlier
        for score in report.summary
        if score not in report.figures
    ]


def _comparison(name: str, score: str, old: Iterable[CaseResult], new: Iterable[CaseResult]) -> Comparison:
    before = {result.case_id: result.value(score) for result in old}
    pairs = [
        Change(result.case_id, result.kind, value, after, result.reasons)
        for result in new
        if (value := before.get(result.case_id)) is not None and (after := result.value(score)) is not None
    ]
    sign = -1 if lower_is_better(score) else 1
    gains = tuple(each for each in pairs if sign * (each.after - each.before) > 0)
    losses = tuple(each for each in pairs if sign * (each.after - each.before) < 0)
    binary = all({each.before, each.after} <= {0.0, 1.0} for each in pairs)
    return Comparison(name, score, gains, len(pairs) - len(gains) - len(losses), losses, binary)


def lower_is_better(score: str) -> bool:
    """Whether a score counts what went wrong, or what it cost.

    >>> lower_is_better("false_refusals"), lower_is_better("p95_ms"), lower_is_better("right")
    (True, True, False)
    """
    return score.startswith(_BAD_BEGINNINGS) or score.endswith(_BAD_ENDS)
