"""Measures of rankings, worked out by hand."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.measures import NDCG, Measure, Ranking, Recall

MEASURES: list[Measure] = [Recall(1), Recall(5), NDCG(10)]

held = st.frozensets(st.integers(0, 3), max_size=2)


def ranking(*ranks: set[int], n_wanted: int) -> Ranking:
    return Ranking(tuple(frozenset(rank) for rank in ranks), n_wanted)


@pytest.mark.parametrize(
    ("measure", "given_ranking", "expected"),
    [
        (Recall(1), ranking({0}, n_wanted=1), 1.0),
        (Recall(1), ranking(set(), {0}, n_wanted=1), 0.0),
        (Recall(2), ranking(set(), {0}, n_wanted=1), 1.0),
        (Recall(1), ranking({1}, n_wanted=2), 1.0),
        (NDCG(10), ranking({0}, n_wanted=1), 1.0),
        (NDCG(10), ranking(set(), set(), {0}, n_wanted=1), 1 / log2(4)),
        (NDCG(10), ranking({0}, {0}, {1}, n_wanted=2), (1 + 1 / log2(4)) / (1 + 1 / log2(3))),
        (NDCG(2), ranking(set(), set(), {0}, n_wanted=1), 0.0),
        (NDCG(10), ranking({0}, n_wanted=2), 1 / (1 + 1 / log2(3))),
        (NDCG(1), ranking({0}, n_wanted=2), 1.0),
    ],
    ids=[
        "first",
        "second",
        "2nd of two",
        "any of two",
        "ideal",
        "third",
        "found twice",
        "behind the cutoff",
        "one missed",
        "cutoff of 1",
    ],
)
def test_worked_examples(measure: Measure, given_ranking: Ranking, expected: float) -> None:
    assert measure.of(given_ranking) == pytest.approx(expected)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_a_query_without_hits_scores_nothing(measure: Measure) -> None:
    assert measure.of(Ranking((), 1)) == 0.0


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
@given(ranks=st.lists(held, max_size=12))
def test_measures_lie_between_nothing_and_all(measure: Measure, ranks: list[frozenset[int]]) -> None:
    assert 0.0 <= measure.of(Ranking(tuple(ranks), 4)) <= 1.0 + 1e-9


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
@given(ranks=st.lists(st.sampled_from([frozenset[int](), frozenset({0})]), min_size=2, max_size=12))
def test_moving_a_find_up_never_costs(measure: Measure, ranks: list[frozenset[int]]) -> None:
    better = sorted(ranks, key=lambda rank: not rank)
    assert measure.of(Ranking(tuple(better), 1)) >= measure.of(Ranking(tuple(ranks), 1)) - 1e-9
