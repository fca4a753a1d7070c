"""Whether a confidence means what it says: reliability bins, the expected calibration error and the Brier score.

A reply is counted as right where it served: an answer that is right and rightly cited, or a refusal where the texts give no basis.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evals.outcomes import Outcome
from evals.score import CaseResult, mean

N_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The replies with `low <= confidence < high` (in the last bin also 1): how many, their mean confidence, the share that was right."""

    low: float
    high: float
    n: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The calibration of a part of a report's replies.

    `part` is `answers` (what was answered), `unseen_answers` (of these, the questions that no weight was fitted on) or `unseen_replies`
    (refusals too). `error` is the expected calibration error of Naeini and others (2015) over bins of equal width, `brier` the mean square
    of confidence minus outcome (Brier, 1950).
    """

    part: str
    n: int
    error: float
    brier: float
    bins: tuple[Bin, ...]


def calibrations(results: Sequence[CaseResult]) -> tuple[Calibration, ...]:
    """The calibration of each part that has a reply; empty where no confidence was measured."""
    given = [result for result in results if result.confidence is not None]
    answered = [result for result in given if result.outcome != Outcome.REFUSED]
    parts = {"answers": answered, "unseen_answers": _unseen(answered), "unseen_replies": _unseen(given)}
    return tuple(_calibration(part, [_pair(result) for result in members]) for part, members in parts.items() if members)


def _unseen(results: Iterable[CaseResult]) -> list[CaseResult]:
    return [result for result in results if not result.fitted]


def _pair(result: CaseResult) -> tuple[float, bool]:
    return result.confidence or 0.0, result.passed


def _calibration(part: str, pairs: Sequence[tuple[float, bool]]) -> Calibration:
    """The calibration of pairs of a confidence and whether the reply was right.

    >>> found = _calibration("answers", [(0.9, True), (0.9, True), (0.7, False)])
    >>> (found.n, round(found.error, 3), round(found.brier, 3), [each.n for each in found.bins])
    (3, 0.3, 0.17, [1, 2])
    """
    bins = tuple(_bin(number, members) for number in range(N_BINS) if (members := [pair for pair in pairs if _number(pair[0]) == number]))
    error = sum(each.n * abs(each.confidence - each.right) for each in bins) / len(pairs)
    return Calibration(part, len(pairs), error, mean((given - right) ** 2 for given, right in pairs), bins)


def _number(confidence: float) -> int:
    return min(int(confidence * N_BINS), N_BINS - 1)


def _bin(number: int, pairs: Sequence[tuple[float, bool]]) -> Bin:
    given, right = mean(confidence for confidence, _ in pairs), mean(float(right) for _, right in pairs)
    return Bin(number / N_BINS, (number + 1) / N_BINS, len(pairs), given, right)
