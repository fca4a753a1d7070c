"""Result files: what is written is read again, and says what a page needs to draw."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from corpus.errors import NotFoundError
from evals.machine import machine
from evals.result_file import FORMAT, read, write
from evals.score import CaseResult, Report, Score

RIGHT = CaseResult("deadline-01", "deadline", passed=True, scores=(Score("right", 1.0),), reply="5天内", outcome="cited", confidence=0.9)
WRONG = CaseResult("deadline-02", "deadline", passed=False, scores=(Score("right", 0.0, "not what was asked for"),), reply="2小时内")
RESULTS = (replace(RIGHT, elapsed_ms=6.25), replace(WRONG, outcome="wrong", confidence=0.7, elapsed_ms=12.0, fitted=True))
REPORT = Report("answers", "", "own", RESULTS, figures={"p50_ms": 6.25})


def written(tmp_path: Path, report: Report = REPORT) -> dict[str, object]:
    write([report], tmp_path / "own.json")
    (record,) = json.loads((tmp_path / "own.json").read_text(encoding="utf-8"))["reports"]
    return record


def test_a_result_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    write([REPORT], tmp_path / "results" / "own.json")
    (found,) = read(tmp_path / "results" / "own.json")
    assert found.name == "answers.own"
    assert found.summary == {"right": 0.5, "p50_ms": 6.25}
    assert [result.reply for result in found.results] == ["5天内", "2小时内"]
    assert [(result.outcome, result.confidence, result.elapsed_ms, result.fitted) for result in found.results] == [
        ("cited", 0.9, 6.25, False),
        ("wrong", 0.7, 12.0, True),
    ]


def test_a_result_file_names_machine_and_time(tmp_path: Path) -> None:
    write([REPORT], tmp_path / "own.json", now=datetime(2026, 1, 2, tzinfo=UTC))
    content = json.loads((tmp_path / "own.json").read_text(encoding="utf-8"))
    assert content["created_at"] == "2026-01-02T00:00:00+00:00"
    assert content["machine"] == machine()
    assert content["format"] == FORMAT
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


def test_what_a_page_draws_is_there(tmp_path: Path) -> None:
    record = written(tmp_path)
    assert record["outcomes"] == {"deadline": {"cited": 1, "uncited": 0, "wrong": 1, "refused": 0}}
    assert {part["part"]: part["n"] for part in record["calibration"]} == {"answers": 2, "unseen_answers": 1, "unseen_replies": 1}
    first = record["calibration"][0]
    assert (first["error"], first["brier"]) == (0.4, 0.25)
    assert [(each["low"], each["high"], each["n"], each["right"]) for each in first["bins"]] == [(0.7, 0.8, 1, 0.0), (0.9, 1.0, 1, 1.0)]
    latency = record["latency"]
    assert (latency["p50_ms"], latency["p95_ms"], latency["n"]) == (6.25, 12.0, 2)
    assert len(latency["histogram"]) == len(latency["edges_ms"]) + 1
    assert sum(latency["histogram"]) == 2


def test_what_does_not_apply_is_left_out(tmp_path: Path) -> None:
    record = written(tmp_path, Report("retrieval", "hybrid", "own", (CaseResult("a-01", "date", passed=True, scores=()),)))
    assert (record["outcomes"], record["calibration"], record["latency"]) == ({}, [], None)
    assert set(record["cases"][0]) == {"id", "kind", "passed", "scores", "reasons"}


def test_a_file_of_an_earlier_format_can_be_compared_with(tmp_path: Path) -> None:
    case = {"id": "a-01", "kind": "date", "passed": True, "scores": {"right": 1.0}, "reasons": ""}
    old = {"reports": [{"task": "answers", "variant": "", "case_set": "own", "summary": {"right": 1.0}, "cases": [case]}]}
    (tmp_path / "old.json").write_text(json.dumps(old), encoding="utf-8")
    assert read(tmp_path / "old.json")[0].summary == {"right": 1.0}


def test_the_result_of_this_version_ships_with_the_package() -> None:
    shipped = json.loads(files("evals").joinpath("results", "0.1.0.json").read_text(encoding="utf-8"))
    assert shipped["format"] == FORMAT
    assert {"answers.bundled", "retrieval.bundled", "gate.bundled"} <= {f"{each['task']}.{each['case_set']}" for each in shipped["reports"]}
    (answers,) = [each for each in shipped["reports"] if (each["task"], each["case_set"]) == ("answers", "bundled")]
    assert answers["outcomes"]
    assert answers["calibration"]
    assert answers["latency"]
