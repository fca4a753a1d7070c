"""Percentiles and the histogram of times."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.latency import EDGES_MS, latency, percentile


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [([5.0], 50, 5.0), ([1.0, 2.0], 50, 1.0), ([float(value) for value in range(1, 101)], 95, 95.0), ([3.0, 1.0, 2.0], 100, 3.0)],
    ids=["one", "lower of two", "of a hundred", "all"],
)
def test_percentiles_are_values_that_were_measured(values: list[float], percent: float, expected: float) -> None:
    assert percentile(values, percent) == expected


@given(st.lists(st.floats(0, 10_000), min_size=1))
def test_every_time_is_counted_once(milliseconds: list[float]) -> None:
    found = latency(milliseconds)
    assert found is not None
    assert sum(found.histogram) == len(milliseconds) == found.n
    assert found.p50_ms <= found.p95_ms <= found.max_ms
    assert found.histogram[-1] == sum(each >= EDGES_MS[-1] for each in milliseconds)


def test_nothing_measured_has_no_latency() -> None:
    assert latency([]) is None
