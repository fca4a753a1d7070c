"""`youju eval` over a folder without data and a shipped set of one case."""

import json
from pathlib import Path

import pytest
import typer

from corpus.errors import NotFoundError, SettingsError
from evals import command
from evals.command import evaluate
from evals.running import annotated_cases, run
from evals.score import CaseResult, Report, Score
from evals.skipping import Skipped

RIGHT = CaseResult("deadline-01", "deadline", passed=True, scores=(Score("right", 1.0),), reply="5天内")
WRONG = CaseResult("deadline-01", "deadline", passed=False, scores=(Score("right", 0.0, "not what was asked for"),), reply="2小时内")


def scripted(monkeypatch: pytest.MonkeyPatch, *outcomes: Report | Skipped) -> None:
    monkeypatch.setattr(command, "run", lambda tasks, *, data, home: iter(outcomes))
    monkeypatch.setattr(command, "load_floors", lambda: {"answers.own": {"right": 0.5}})


def test_an_unknown_task_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"'anwsers'.*answers"):
        evaluate(tasks=["anwsers"])


def test_a_missing_older_file_is_told_before_anything_is_measured(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        evaluate(compare=tmp_path / "older.json")


def test_reports_are_shown_written_and_compared(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scripted(monkeypatch, Report("answers", "", "own", (RIGHT,)), Skipped("gold", "not present: /data/gold"))
    evaluate(output=tmp_path / "first.json")
    evaluate(output=tmp_path / "second.json", compare=tmp_path / "first.json")
    assert json.loads((tmp_path / "second.json").read_text(encoding="utf-8"))["reports"][0]["summary"] == {"right": 1.0}
    shown = capsys.readouterr().out
    assert "1.000" in shown
    assert "skipped gold: not present: /data/gold" in shown
    assert "against the older run" in shown


def test_a_missed_floor_fails_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    scripted(monkeypatch, Report("answers", "", "own", (WRONG,)))
    with pytest.raises(typer.Exit) as caught:
        evaluate(failures=True)
    assert caught.value.exit_code == 1
    shown = capsys.readouterr().out
    assert "at least 0.5 passes" in shown
    assert "2小时内" in shown


def test_sets_without_their_files_are_skipped_with_the_reason(tmp_path: Path) -> None:
    assert annotated_cases(tmp_path) == Skipped("gold", f"not present: {tmp_path / 'gold' / 'dev.jsonl'}, {tmp_path / 'seeds'}")
    (skipped,) = run(["passages"], data=tmp_path)
    assert skipped == Skipped("passages", f"not present: {tmp_path / 'reading'}, {tmp_path / 'laws'}")


def test_annotated_cases_are_read_where_they_are_present(shared_data: Path) -> None:
    case_set = annotated_cases(shared_data)
    assert not isinstance(case_set, Skipped)
    assert len(case_set.cases) == 203
    originals = case_set.originals()
    for case in case_set.answerable:
        assert all(any(name.startswith(source.document) for name in originals) for source in case.sources)
