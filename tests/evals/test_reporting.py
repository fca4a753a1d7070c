"""Result files and tables."""

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from corpus.errors import NotFoundError
from evals.comparing import Comparison
from evals.reporting import comparison_table, failure_table, kind_table, machine, read, summary_tables, write
from evals.score import CaseResult, Report, Score

RESULTS = (
    CaseResult("deadline-01", "deadline", passed=True, scores=(Score("right", 1.0),), reply="5天内"),
    CaseResult("deadline-02", "deadline", passed=False, scores=(Score("right", 0.0, "not what was asked for"),), reply="2小时内"),
)
REPORT = Report("answers", "", "own", RESULTS)


def rendered(table: object) -> str:
    console = Console(width=120, record=True, file=StringIO())
    console.print(table)
    return console.export_text()


def test_a_result_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    write([REPORT], tmp_path / "results" / "own.json")
    (found,) = read(tmp_path / "results" / "own.json")
    assert found.name == "answers.own"
    assert found.summary == {"right": 0.5}
    assert [result.reply for result in found.results] == ["5天内", "2小时内"]


def test_a_result_file_names_machine_and_time(tmp_path: Path) -> None:
    write([REPORT], tmp_path / "own.json", now=datetime(2026, 1, 2, tzinfo=UTC))
    content = json.loads((tmp_path / "own.json").read_text(encoding="utf-8"))
    assert content["created_at"] == "2026-01-02T00:00:00+00:00"
    assert content["machine"] == machine()
    assert {"cpu_count", "python", "versions"} <= set(content["machine"])


def test_replies_on_texts_that_are_not_shipped_are_not_written(tmp_path: Path) -> None:
    write([Report("answers", "", "gold", RESULTS, shows_texts=False)], tmp_path / "gold.json")
    assert "小时" not in (tmp_path / "gold.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [None, "{", "[]", "{}"], ids=["missing", "not json", "a list", "no reports"])
def test_what_is_no_result_file_is_told(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "own.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(NotFoundError, match="--output FILE"):
        read(path)


def test_tables_show_scores_kinds_failures_and_differences() -> None:
    assert "0.500" in rendered(summary_tables([REPORT])[0])
    assert "1 of 2" in rendered(kind_table([REPORT]))
    failures = rendered(failure_table(REPORT))
    assert "2小时内" in failures
    assert "deadline-01" not in failures
    differences = rendered(comparison_table([Comparison("answers.own", "right", 6, 1, 0), Comparison("answers.own", "cited", 0, 7, 0)]))
    assert "0.031" in differences
    assert "cited" not in differences
