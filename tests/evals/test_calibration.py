"""The calibration of replies, against figures worked out by hand and against what must hold of any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.calibration import calibrations
from evals.score import CaseResult


def result(confidence: float, *, passed: bool, outcome: str = "cited", fitted: bool = False) -> CaseResult:
    return CaseResult("a-01", "date", passed=passed, scores=(), outcome=outcome, confidence=confidence, fitted=fitted)


def test_bins_error_and_brier_score_by_hand() -> None:
    found = calibrations([result(0.95, passed=True), result(0.91, passed=False), result(0.55, passed=True), result(1.0, passed=True)])[0]
    assert [(each.low, each.n, round(each.confidence, 4), round(each.right, 4)) for each in found.bins] == [
        (0.5, 1, 0.55, 1.0),
        (0.9, 3, 0.9533, 0.6667),
    ]
    assert found.error == pytest.approx((0.45 + 3 * (0.95333333 - 2 / 3)) / 4)
    assert found.brier == pytest.approx((0.05**2 + 0.91**2 + 0.45**2) / 4)


def test_refusals_and_fitted_questions_are_told_apart() -> None:
    results = [result(0.9, passed=True, fitted=True), result(0.8, passed=True), result(0.7, passed=False, outcome="refused")]
    assert {each.part: each.n for each in calibrations(results)} == {"answers": 2, "unseen_answers": 1, "unseen_replies": 2}


def test_nothing_measured_is_no_calibration() -> None:
    assert calibrations([CaseResult("a-01", "date", passed=True, scores=())]) == ()


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_every_reply_lies_in_one_bin_that_holds_its_confidence(pairs: list[tuple[float, bool]]) -> None:
    found = calibrations([result(confidence, passed=passed) for confidence, passed in pairs])[0]
    assert sum(each.n for each in found.bins) == found.n == len(pairs)
    assert all(each.low - 1e-9 <= each.confidence <= each.high + 1e-9 for each in found.bins)
    assert 0 <= found.error <= 1
    assert 0 <= found.brier <= 1
