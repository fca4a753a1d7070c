"""How long replies take inside the process."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

# Where the bars of the histogram end, in milliseconds; the last bar has no end.
EDGES_MS = (1.0, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0, 60.0, 100.0, 200.0, 500.0)


@dataclass(frozen=True, slots=True)
class Latency:
    """Percentiles in milliseconds; how many replies took less than each of `EDGES_MS` and not less than the one before, last the rest."""

    n: int
    p50_ms: float
    p95_ms: float
    max_ms: float
    histogram: tuple[int, ...]


def latency(milliseconds: Sequence[float]) -> Latency | None:
    """The latency of replies that took so long each; `None` where there are none."""
    if not milliseconds:
        return None
    counts = [0] * (len(EDGES_MS) + 1)
    for each in milliseconds:
        counts[bisect_right(EDGES_MS, each)] += 1
    return Latency(len(milliseconds), percentile(milliseconds, 50), percentile(milliseconds, 95), max(milliseconds), tuple(counts))


def percentile(values: Sequence[float], percent: float) -> float:
    """The least value that so many percent of the values do not exceed (the nearest rank).

    >>> percentile([4.0, 1.0, 3.0, 2.0], 50), percentile([4.0, 1.0, 3.0, 2.0], 95)
    (2.0, 4.0)
    """
    return sorted(values)[max(ceil(percent / 100 * len(values)), 1) - 1]
