"""Result files: what a run measured, for a later run to be compared with and for a page to draw.

The members are described in the package's README; `FORMAT` rises when one changes its meaning or goes.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.errors import NotFoundError
from evals import outcomes
from evals.calibration import calibrations
from evals.latency import EDGES_MS, latency
from evals.machine import machine
from evals.score import CaseResult, Report, Score

FORMAT = 2
_DIGITS = 4


def write(reports: Sequence[Report], path: Path, *, now: datetime | None = None) -> None:
    """Writes a result file; of a set that keeps its texts out, no reply is written."""
    run = {"format": FORMAT, "created_at": (now or datetime.now(UTC)).isoformat(timespec="seconds"), "machine": machine()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_dumped(run, "reports", map(_dumped_report, reports)) + "\n", encoding="utf-8")


def read(path: Path) -> list[Report]:
    """The reports of a result file, also of one that an earlier version wrote.

    Raises:
        NotFoundError: There is no such file, or it is not a result file.
    """
    try:
        return [_report(record) for record in json.loads(path.read_text(encoding="utf-8"))["reports"]]
    except OSError as error:
        raise NotFoundError(f"There is no result file {str(path)!r}: write one with `youju eval --output FILE`") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotFoundError(f"{str(path)!r} is not a result file of `youju eval --output FILE`") from error


def _dumped_report(report: Report) -> str:
    record = {
        "task": report.task,
        "variant": report.variant,
        "case_set": report.case_set,
        "summary": report.summary,
        "figures": dict(report.figures),
        "by_kind": report.by_kind,
        "outcomes": outcomes.by_kind(report.results),
        "calibration": [asdict(each) for each in calibrations(report.results)],
        "latency": _latency_record(report),
    }
    cases = (_result_record(result, shows_texts=report.shows_texts) for result in report.results)
    return _dumped(_rounded(record), "cases", (json.dumps(_rounded(case), ensure_ascii=False) for case in cases))


def _latency_record(report: Report) -> dict[str, Any] | None:
    found = latency([result.elapsed_ms for result in report.results if result.elapsed_ms is not None])
    return asdict(found) | {"edges_ms": EDGES_MS} if found else None


def _dumped(record: dict[str, Any], key: str, items: Iterable[str]) -> str:
    """A JSON object of `record` and, under `key`, the items that are JSON already, a line each, so that two runs can be told apart."""
    head = json.dumps(record, ensure_ascii=False).removesuffix("}")
    return f'{head}, "{key}": [\n' + ",\n".join(items) + "\n]}"


def _result_record(result: CaseResult, *, shows_texts: bool) -> dict[str, Any]:
    """The members of a case; those that do not apply to it are left out, and so are texts that were made and passed."""
    record = {
        "id": result.case_id,
        "kind": result.kind,
        "passed": result.passed,
        "scores": {score.name: score.value for score in result.scores},
        "reasons": result.reasons,
    }
    asked = {"outcome": result.outcome, "confidence": result.confidence, "elapsed_ms": result.elapsed_ms, "fitted": result.fitted}
    told = shows_texts and result.reply and (result.outcome or not result.passed)
    return record | (asked if result.outcome else {}) | ({"reply": result.reply} if told else {})


def _report(record: dict[str, Any]) -> Report:
    results = tuple(map(_result, record["cases"]))
    return Report(record["task"], record["variant"], record["case_set"], results, figures=record.get("figures", {}))


def _result(case: dict[str, Any]) -> CaseResult:
    return CaseResult(
        case["id"],
        case["kind"],
        case["passed"],
        tuple(Score(*pair) for pair in case["scores"].items()),
        case.get("reply", ""),
        case.get("outcome", ""),
        case.get("confidence"),
        case.get("elapsed_ms"),
        case.get("fitted", False),
    )


def _rounded(value: Any) -> Any:  # noqa: ANN401 -- any JSON value
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, dict):
        return {key: _rounded(member) for key, member in value.items()}
    return [_rounded(member) for member in value] if isinstance(value, list | tuple) else value
