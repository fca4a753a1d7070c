"""Two scores become one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.filters import Scored
from indexing.fusion import Weights, fuse

RANKINGS = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(-1, 100), max_size=8).map(
    lambda scores: sorted((Scored(*item) for item in scores.items()), key=lambda scored: -scored.score)
)


def test_the_shipped_weights_are_weights() -> None:
    weights = Weights.shipped()
    assert 0 < weights.dense < 1
    assert 0 < weights.furniture < 1


@pytest.mark.parametrize(("weight", "order"), [(0.0, "ba"), (1.0, "ab")])
def test_the_weight_says_which_half_counts(weight: float, order: str) -> None:
    fused = fuse([Scored("a", 0.9), Scored("b", 0.1)], [Scored("b", 7.0), Scored("a", 5.0)], dense_weight=weight)
    assert "".join(each.chunk_id for each in fused) == order


def test_a_chunk_that_one_half_does_not_know_has_nothing_of_it() -> None:
    [first, second] = fuse([Scored("a", 0.5)], [Scored("b", 2.0)], dense_weight=0.4)
    assert (first.chunk_id, first.score, first.dense) == ("b", 0.6, 0.0)
    assert (second.chunk_id, second.score, second.sparse) == ("a", 0.4, 0.0)


@given(dense=RANKINGS, sparse=RANKINGS, weight=st.floats(0, 1))
def test_scores_lie_in_0_to_1_and_each_chunk_comes_once(dense: list[Scored], sparse: list[Scored], weight: float) -> None:
    fused = fuse(dense, sparse, dense_weight=weight)
    assert {each.chunk_id for each in fused} == {each.chunk_id for each in [*dense, *sparse]}
    assert len(fused) == len({each.chunk_id for each in fused})
    assert [each.score for each in fused] == sorted((each.score for each in fused), reverse=True)
    assert all(0 <= value <= 1 + 1e-9 for each in fused for value in (each.score, each.dense, each.sparse))
