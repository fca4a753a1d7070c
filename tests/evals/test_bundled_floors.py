"""The shipped evaluation, run in this process: no floor may be missed."""

import pytest

from evals.floors import load_floors, violations
from evals.loading import bundled_cases
from evals.running import run_on
from evals.score import Report
from evals.tasks import answers, retrieval


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return list(run_on(bundled_cases(), [retrieval.TASK, answers.TASK]))


def test_no_floor_is_missed(reports: list[Report]) -> None:
    assert violations(reports, load_floors()) == []


def test_every_floor_is_measured(reports: list[Report]) -> None:
    assert set(load_floors()) <= {report.name for report in reports}


def test_every_quote_is_the_stored_original(reports: list[Report]) -> None:
    (answered,) = [report for report in reports if report.task == answers.TASK]
    assert answered.summary["quotes_exact"] == 1.0
