"""What must not be missed: `floors.toml` holds, per report and score, the least that passes (the most, for scores of what went wrong)."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from evals.comparing import lower_is_better
from evals.score import Report

FLOORS_FILE = Path(__file__).parent / "floors.toml"

Floors = Mapping[str, Mapping[str, float]]


def load_floors(path: Path = FLOORS_FILE) -> Floors:
    """The floors by report name and score."""
    floors: Floors = tomllib.loads(path.read_text(encoding="utf-8"))
    return floors


def violations(reports: Iterable[Report], floors: Floors) -> list[str]:
    """One line for each floor of these reports that is missed, and for each that names a score that was not measured."""
    return [
        problem
        for report in reports
        for score, bound in floors.get(report.name, {}).items()
        if (problem := _violation(report.name, score, report.summary.get(score), bound))
    ]


def _violation(name: str, score: str, value: float | None, bound: float) -> str:
    if value is None:
        return f"{name}: {score!r} was not measured, and floors.toml asks for {bound}"
    if lower_is_better(score):
        return f"{name}: {score} is {value:.3f}, and at most {bound} passes" if value > bound else ""
    return f"{name}: {score} is {value:.3f}, and at least {bound} passes" if value < bound else ""
