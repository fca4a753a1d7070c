"""The long tasks over a handful of short laws, and what they make of scripted replies."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.answers import NoAnswer, Reason
from corpus.spans import Span
from evals.case import Case, CaseSet, Source
from evals.floors import load_floors
from evals.running import LONG_TASKS
from evals.scale import run_at_scale
from evals.score import CaseResult, Report, Score
from evals.skipping import Skipped
from evals.tasks import beside, speed

TEXT = "报告管理办法\n\n第一条 收到投诉后，秘书处应当在5天内送达报告。\n第二条 报告由秘书处保管。\n"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Refusing:
    """Refuses whatever it is asked, and keeps it."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def ask(self, question: str, *, history: Sequence[str] = (), place: str = "") -> NoAnswer:
        self.asked.append(question)
        return NoAnswer("1", question, question, NOW, "没有依据。", Reason.NOT_IN_CORPUS, (), (), 1.0, 1.0)


def own_set(tmp_path: Path) -> CaseSet:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "001_rules.txt").write_text(TEXT, encoding="utf-8")
    start = TEXT.index("5天内")
    case = Case("deadline-01", "收到投诉后几天内送达报告？", "deadline", "formal", sources=(Source("001", Span(start, start + 3)),))
    return CaseSet("own", folder, (case,), shows_texts=False)


def laws_folder(tmp_path: Path) -> Path:
    laws = tmp_path / "laws" / "nested"
    laws.mkdir(parents=True)
    for number in range(3):
        (laws / f"law{number}.md").write_text(f"# 渔业法{number}\n\n第一条 渔船应当在{number + 2}天内登记。\n", encoding="utf-8")
    return laws.parent


def test_the_long_tasks_run_on_a_home_that_is_kept(tmp_path: Path) -> None:
    home = tmp_path / "home"
    case_set, laws = own_set(tmp_path), laws_folder(tmp_path)
    reports = [each for each in run_at_scale(LONG_TASKS, case_set, laws, home) if isinstance(each, Report)]
    assert [report.name for report in reports] == ["beside.own.alone", "beside.own.laws", "speed.own"]
    assert "lost_right_and_cited" in reports[1].figures
    assert reports[2].figures["chunks"] >= 4
    assert reports[2].figures["bare_p50_ms"] > 0
    assert (home / "youju.sqlite").is_file()


def test_without_the_laws_they_are_skipped_with_the_reason(tmp_path: Path) -> None:
    assert list(run_at_scale(LONG_TASKS, own_set(tmp_path), tmp_path / "laws", None)) == [
        Skipped("laws", f"not present: {tmp_path / 'laws'}")
    ]
    assert list(run_at_scale(LONG_TASKS, Skipped("gold", "not present: x"), tmp_path, None)) == [Skipped("gold", "not present: x")]


def scored(**scores: float) -> Report:
    result = CaseResult("a-01", "date", passed=True, scores=tuple(Score(name, value) for name, value in scores.items()))
    return Report("beside", "", "own", (result,))


def test_losses_are_what_the_texts_alone_had_more() -> None:
    found = beside.with_losses(scored(right_and_cited=0.5, refusal_recall=1.0), scored(right_and_cited=0.75, refusal_recall=0.5))
    assert found.figures == {"lost_right_and_cited": 0.25, "lost_refusal_recall": -0.5}


def test_each_question_is_timed_once_after_the_others(tmp_path: Path) -> None:
    asked, bare = Refusing(), list[str]()
    cases = own_set(tmp_path).cases
    warm = Case("date-01", "何时施行？", "date", "formal")
    report = speed.measure("own", cases, asked, bare.append, warm_up=[warm], n_chunks=7)
    assert asked.asked == bare == ["何时施行？", "收到投诉后几天内送达报告？"]
    assert report.figures["chunks"] == 7
    assert report.figures["bare_times"] == pytest.approx(report.figures["p50_ms"] / report.figures["bare_p50_ms"])
    assert report.results[0].elapsed_ms == report.figures["p50_ms"]


def test_the_bars_of_scale_and_speed_are_floors() -> None:
    floors = load_floors()
    assert floors["beside.gold.laws"]["lost_right_and_cited"] <= 0.02
    assert floors["speed.gold"] == {"p50_ms": 15.0, "p95_ms": 40.0, "bare_times": 6.0, "chunks": 70_000}
