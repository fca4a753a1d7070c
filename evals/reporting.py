"""Shows reports as tables, and keeps them in result files that name the machine."""

import json
import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from rich.table import Table

from corpus.errors import NotFoundError
from evals.comparing import Comparison
from evals.score import CaseResult, Report, Score

# What decides the figures besides the code itself.
LIBRARIES = ("youju", "chromadb", "jieba", "rjieba", "tantivy", "numpy", "tokenizers", "opencc")

# What a terminal of 80 columns shows without cutting names.
MOST_COLUMNS = 5


def machine() -> dict[str, Any]:
    """What the figures were measured on: processors, system, Python, versions of the libraries that decide them."""
    return {
        "cpu_count": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "versions": {name: _version(name) for name in LIBRARIES},
    }


def summary_tables(reports: Sequence[Report]) -> list[Table]:
    """One table a task, of all scores of all its reports."""
    tasks = dict.fromkeys(report.task for report in reports)
    return [_summary_table(task, [report for report in reports if report.task == task]) for task in tasks]


def kind_table(reports: Sequence[Report]) -> Table:
    """How many cases of each kind passed: a row for each kind, a column for each report."""
    kinds = sorted({kind for report in reports for kind in report.by_kind})
    table = Table("kind", *(report.name for report in reports), title="passed, by kind")
    for kind in kinds:
        passed = (report.by_kind.get(kind) for report in reports)
        table.add_row(kind, *(f"{of_kind[0]} of {of_kind[1]}" if of_kind else "" for of_kind in passed))
    return table


def failure_table(report: Report) -> Table:
    """Each case that did not pass, with the reasons and what was replied."""
    table = Table("case", "kind", "why", "reply", title=f"{report.name} failures")
    for result in report.failures:
        table.add_row(result.case_id, result.kind, result.reasons, result.reply)
    return table


def comparison_table(comparisons: Iterable[Comparison]) -> Table:
    """Wins, ties and losses against an older run; scores without a difference are left out."""
    table = Table("report", "score", "win", "tie", "loss", "p", title="against the older run")
    for each in comparisons:
        if each.wins or each.losses:
            table.add_row(each.report, each.score, str(each.wins), str(each.ties), str(each.losses), f"{each.p_value:.3f}")
    return table


def write(reports: Sequence[Report], path: Path, *, now: datetime | None = None) -> None:
    """Writes a result file; of a set that keeps its texts out, no reply is written."""
    run = {"created_at": (now or datetime.now(UTC)).isoformat(timespec="seconds"), "machine": machine()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_dumped(run, "reports", map(_dumped_report, reports)) + "\n", encoding="utf-8")


def read(path: Path) -> list[Report]:
    """The reports of a result file.

    Raises:
        NotFoundError: There is no such file, or it is not a result file.
    """
    try:
        return [_report(record) for record in json.loads(path.read_text(encoding="utf-8"))["reports"]]
    except OSError as error:
        raise NotFoundError(f"There is no result file {str(path)!r}: write one with `youju eval --output FILE`") from error
    except (ValueError, KeyError, TypeError) as error:
        raise NotFoundError(f"{str(path)!r} is not a result file of `youju eval --output FILE`") from error


def _summary_table(task: str, reports: Sequence[Report]) -> Table:
    """Scores go across where a task has few of them, and down where it has many."""
    names = list(dict.fromkeys(name for report in reports for name in report.summary))
    sets = [report.name.removeprefix(f"{task}.") for report in reports]
    cells = [[str(len(report.results)), *(_cell(report, name) for name in names)] for report in reports]
    if len(names) <= MOST_COLUMNS:
        return _table(task, ["set", "cases", *names], [[name, *row] for name, row in zip(sets, cells, strict=True)])
    return _table(task, ["", *sets], [[name, *row] for name, *row in zip(["cases", *names], *cells, strict=True)])


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(*columns, title=title)
    for row in rows:
        table.add_row(*row)
    return table


def _cell(report: Report, score: str) -> str:
    return f"{report.summary[score]:.3f}" if score in report.summary else ""


def _dumped_report(report: Report) -> str:
    record = {
        "task": report.task,
        "variant": report.variant,
        "case_set": report.case_set,
        "summary": {name: round(value, 4) for name, value in report.summary.items()},
        "by_kind": report.by_kind,
    }
    cases = (_result_record(result, shows_texts=report.shows_texts) for result in report.results)
    return _dumped(record, "cases", (json.dumps(case, ensure_ascii=False) for case in cases))


def _dumped(record: dict[str, Any], key: str, items: Iterable[str]) -> str:
    """A JSON object of `record` and, under `key`, the items that are JSON already, a line each, so that two runs can be told apart."""
    head = json.dumps(record, ensure_ascii=False).removesuffix("}")
    return f'{head}, "{key}": [\n' + ",\n".join(items) + "\n]}"


def _result_record(result: CaseResult, *, shows_texts: bool) -> dict[str, Any]:
    record = {
        "id": result.case_id,
        "kind": result.kind,
        "passed": result.passed,
        "scores": {score.name: round(score.value, 4) for score in result.scores},
        "reasons": result.reasons,
    }
    return record | {"reply": result.reply} if shows_texts and result.reply else record


def _report(record: dict[str, Any]) -> Report:
    results = tuple(
        CaseResult(case["id"], case["kind"], case["passed"], tuple(Score(*pair) for pair in case["scores"].items()), case.get("reply", ""))
        for case in record["cases"]
    )
    return Report(record["task"], record["variant"], record["case_set"], results)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
