"""What was not measured, and why."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Skipped:
    """A set that was not measured, and why."""

    case_set: str
    reason: str


def missing(case_set: str, *needed: Path) -> Skipped | None:
    """Why a set is not measured, `None` where all that it needs is there."""
    absent = [str(path) for path in needed if not path.exists()]
    return Skipped(case_set, f"not present: {', '.join(absent)}") if absent else None
