"""The page of the evaluation that ships with the product, as plots.

What brings results along names the package that holds them under the entry point `youju.results`; the newest file counts.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, Request, Response

from api.dependencies import Asker
from api.pages.plots import Bar, Point, calibration, histogram, shares
from api.pages.rendering import page

TASK = "answers"
PART = "unseen_answers"
FIGURES = ("right_and_cited", "refusal_recall", "wrong_of_all_replies", "false_refusals", "quotes_exact")

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Plots:
    """A report on one set of questions, ready to be drawn; what was not measured is empty."""

    case_set: str
    n: int
    figures: tuple[tuple[str, float], ...]
    kinds: tuple[Bar, ...]
    points: tuple[Point, ...]
    bins: tuple[Mapping[str, Any], ...]
    times: tuple[Bar, ...]
    latency: Mapping[str, Any] | None


@router.get("/evaluation")
def show_evaluation(request: Request, _caller: Asker) -> Response:
    """Show the results that ship with this version."""
    result = newest_result()
    reports = [plots_of(report) for report in result.get("reports", ()) if report["task"] == TASK]
    return page(request, "evaluation.html", result=result, reports=reports)


@cache
def newest_result() -> Mapping[str, Any]:
    """The newest result file there is, empty where there is none."""
    found = sorted(_written(), key=lambda result: result["created_at"])
    return found[-1] if found else {}


def plots_of(report: Mapping[str, Any]) -> Plots:
    """The plots of a report, whichever of its members its version of the file has."""
    summary, latency = report["summary"], report.get("latency")
    by_part = {each["part"]: each["bins"] for each in report.get("calibration", ())}
    bins = tuple(by_part.get(PART) or by_part.get(TASK) or ())
    return Plots(
        case_set=report["case_set"],
        n=sum(total for _, total in report["by_kind"].values()),
        figures=tuple((name, summary[name]) for name in FIGURES if name in summary),
        kinds=shares(report["by_kind"]),
        points=calibration(bins),
        bins=bins,
        times=histogram(latency["histogram"], latency["edges_ms"]) if latency else (),
        latency=latency,
    )


def _written() -> Iterator[Mapping[str, Any]]:
    for point in entry_points(group="youju.results"):
        folder = files(point.module) / point.attr
        yield from (json.loads(each.read_text(encoding="utf-8")) for each in folder.iterdir() if each.name.endswith(".json"))
