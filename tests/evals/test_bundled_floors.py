"""The shipped evaluation, run in this process: no floor may be missed."""

import pytest

from evals.floors import load_floors, violations
from evals.loading import bundled_cases
from evals.running import run, run_on
from evals.score import Report
from evals.tasks import answers, gate, retrieval


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    measured = [report for report in run([gate.TASK]) if isinstance(report, Report)]
    return [*run_on(bundled_cases(), [retrieval.TASK, answers.TASK]), *measured]


def test_no_floor_is_missed(reports: list[Report]) -> None:
    assert violations(reports, load_floors()) == []


def test_every_floor_of_the_bundled_texts_is_measured(reports: list[Report]) -> None:
    bundled = {name for name in load_floors() if ".bundled" in name}
    assert bundled <= {report.name for report in reports}


def test_every_quote_is_the_stored_original(reports: list[Report]) -> None:
    (answered,) = [report for report in reports if report.task == answers.TASK]
    assert answered.summary["quotes_exact"] == 1.0


def test_the_gate_is_asked_about_enough_statements_of_every_kind(reports: list[Report]) -> None:
    (asked,) = [report for report in reports if report.task == gate.TASK]
    changed = [result for result in asked.results if result.value("withheld") is not None]
    assert len(changed) >= 2000
    assert {"value", "unit", "bound", "day", "month", "year", "actor", "negation", "force", "clause number", "number", "place"} <= {
        result.kind for result in changed
    }
