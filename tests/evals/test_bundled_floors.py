"""The shipped evaluation, run in this process: no floor may be missed."""

from pathlib import Path

import pytest

import evals
from evals.floors import load_floors, violations
from evals.loading import bundled_cases
from evals.result_file import read
from evals.running import run, run_on
from evals.score import Report
from evals.tasks import answers, gate, retrieval

# A floor that is further from what was reached would not notice what is lost.
FURTHEST = 0.1


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


def test_no_floor_lags_behind_what_the_shipped_result_reached() -> None:
    shipped = {report.name: report.summary for report in read(Path(evals.__file__).parent / "results" / "0.1.0.json")}
    lagging = [
        (name, score)
        for name, bounds in load_floors().items()
        for score, bound in bounds.items()
        if name in shipped and name.endswith((".bundled", ".bundled.hybrid")) and abs(shipped[name][score] - bound) > FURTHEST
    ]
    assert lagging == []
