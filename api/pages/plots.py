"""The geometry of plots: pure numbers, in units of the SVG that a template writes around them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LEFT, WIDTH = 88.0, 400.0
ROW_HEIGHT = 24.0
SIDE = 300.0
MARGIN = 40.0
COLUMN_HEIGHT, COLUMN_GAP = 110.0, 6.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from `x`, `y` with its words; `share` is 0..1 of the whole where there is one."""

    label: str
    x: float
    y: float
    width: float
    height: float
    text: str
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Point:
    """A point with its radius, and what it stands for."""

    x: float
    y: float
    radius: float
    text: str


def shares(by_kind: Mapping[str, Sequence[int]]) -> tuple[Bar, ...]:
    """A row for each kind with how many of how many passed, the best first."""
    rows = sorted(by_kind.items(), key=lambda item: (-_share(*item[1]), item[0]))
    room = WIDTH - LEFT - 60
    return tuple(
        Bar(kind, LEFT, number * ROW_HEIGHT, round(room * _share(*counts), 1), ROW_HEIGHT - 8, f"{counts[0]}/{counts[1]}", _share(*counts))
        for number, (kind, counts) in enumerate(rows)
    )


def calibration(bins: Sequence[Mapping[str, Any]]) -> tuple[Point, ...]:
    """A point for each bin, its mean confidence to the right and its share right upwards; its area grows with its number."""
    most = max((int(each["n"]) for each in bins), default=1)
    return tuple(
        Point(
            round(MARGIN + SIDE * each["confidence"], 1),
            round(SIDE * (1 - each["right"]) + 10, 1),
            round(3 + 9 * (each["n"] / most) ** 0.5, 1),
            f"{each['confidence']:.2f} → {each['right']:.2f} (n={each['n']})",
        )
        for each in bins
    )


def histogram(counts: Sequence[int], edges_ms: Sequence[float]) -> tuple[Bar, ...]:
    """A column for each stretch of time from the first to the last that is not empty."""
    labels = [f"<{edge:g}" for edge in edges_ms] + [f"≥{edges_ms[-1]:g}" if edges_ms else ""]
    taken = [number for number, count in enumerate(counts) if count] or [0]
    return columns(list(zip(labels, counts, strict=True))[taken[0] : taken[-1] + 1], width=WIDTH)


def columns(values: Sequence[tuple[str, int]], *, width: float = 720.0) -> tuple[Bar, ...]:
    """A column for each value, side by side over `width`.

    >>> [(bar.x, bar.height) for bar in columns([("a", 1), ("b", 2)], width=100.0)]
    [(0.0, 55.0), (50.0, 110.0)]
    """
    most = max((value for _, value in values), default=0) or 1
    step = width / max(len(values), 1)
    return tuple(
        Bar(
            label,
            round(number * step, 1),
            round(COLUMN_HEIGHT * (1 - value / most), 1),
            round(step - COLUMN_GAP, 1),
            round(COLUMN_HEIGHT * value / most, 1),
            str(value),
        )
        for number, (label, value) in enumerate(values)
    )


def _share(passed: int, total: int) -> float:
    return passed / total if total else 0.0
