"""Two scores become one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.filters import Scored
from indexing.fusion import Fused, Weights, cover, fuse, spread

RANKINGS = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(-1, 100), max_size=8).map(
    lambda scores: sorted((Scored(*item) for item in scores.items()), key=lambda scored: -scored.score)
)


def test_the_shipped_weights_are_weights() -> None:
    weights = Weights.shipped()
    assert 0 < weights.dense < 2
    assert 0 < weights.coverage < 1
    assert 0 < weights.furniture < 1


@pytest.mark.parametrize(("weight", "order"), [(0.0, "ba"), (1e9, "ab")])
def test_the_weight_says_which_half_counts(weight: float, order: str) -> None:
    fused = fuse([Scored("a", 0.9), Scored("b", 0.1)], [Scored("b", 0.7), Scored("a", 0.5)], depth=9, dense_weight=weight)
    assert "".join(each.chunk_id for each in fused) == order


def test_a_chunk_that_one_half_does_not_know_has_nothing_of_it() -> None:
    [first, second] = fuse([Scored("a", 0.5)], [Scored("b", 0.5)], depth=9, dense_weight=0.25)
    assert (first.chunk_id, first.score, first.dense) == ("b", 0.4, 0.0)
    assert (second.chunk_id, second.score, second.sparse) == ("a", 0.1, 0.0)


@pytest.mark.parametrize(("best_share", "order"), [(0.9, "ba"), (0.1, "ab")], ids=["words match well", "words hardly match"])
def test_each_half_counts_for_as_much_as_its_best_chunk_agrees(best_share: float, order: str) -> None:
    fused = fuse([Scored("a", 0.6), Scored("b", 0.3)], [Scored("b", best_share), Scored("a", best_share / 2)], depth=9, dense_weight=0.5)
    assert "".join(each.chunk_id for each in fused) == order


@pytest.mark.parametrize(("dense", "sparse"), [((), (Scored("a", 0.4),)), ((Scored("a", 0.4),), ()), ((Scored("a", 0.0),), ())])
def test_a_half_that_finds_nothing_counts_for_nothing(dense: tuple[Scored, ...], sparse: tuple[Scored, ...]) -> None:
    [only] = fuse(dense, sparse, depth=9, dense_weight=0.5)
    assert only.score == max(only.dense, only.sparse)


def test_coverage_is_added_where_it_is_known() -> None:
    covered = cover([Fused("a", 0.5, 0.5, 0.5), Fused("b", 0.4, 0.4, 0.4), Fused("c", 0.3, 0.3, 0.3)], {"b": 1.0, "c": 0.5}, weight=0.4)
    assert [(each.chunk_id, each.score) for each in covered] == [("b", 0.8), ("a", 0.5), ("c", 0.5)]


def test_a_chunk_missing_from_a_full_ranking_is_as_good_as_its_last() -> None:
    fused = fuse([Scored("a", 0.9), Scored("b", 0.8)], [Scored("c", 1.0), Scored("b", 0.1)], depth=2, dense_weight=0.5)
    assert {each.chunk_id: (each.dense, each.sparse) for each in fused} == {"a": (0.9, 0.1), "b": (0.8, 0.1), "c": (0.8, 1.0)}


@given(scores=st.lists(st.floats(0, 1)))
def test_spread_scores_reach_from_0_to_1_in_the_same_order(scores: list[float]) -> None:
    wide = spread(scores)
    assert all(0 <= score <= 1 for score in wide)
    assert all(
        (left <= right) or (first > second)
        for left, first in zip(wide, scores, strict=True)
        for right, second in zip(wide, scores, strict=True)
    )


@given(dense=RANKINGS, sparse=RANKINGS, weight=st.floats(0, 1))
def test_scores_lie_in_0_to_1_and_each_chunk_comes_once(dense: list[Scored], sparse: list[Scored], weight: float) -> None:
    fused = fuse(dense, sparse, depth=9, dense_weight=weight)
    assert {each.chunk_id for each in fused} == {each.chunk_id for each in [*dense, *sparse]}
    assert len(fused) == len({each.chunk_id for each in fused})
    assert [each.score for each in fused] == sorted((each.score for each in fused), reverse=True)
    assert all(0 <= value <= 1 + 1e-9 for each in fused for value in (each.score, each.dense, each.sparse))
