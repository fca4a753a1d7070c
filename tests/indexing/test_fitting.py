"""The weight that is fitted is the one that finds most."""

import pytest

from indexing import fitting
from indexing.filters import Scored
from indexing.fitting import Judged, fit, judge, recall
from indexing.training.measuring import RetrievalSet
from tests.indexing.conftest import PairEmbedder

BY_WORDS = Judged((Scored("b-0", 0.9), Scored("a-0", 0.2)), (Scored("a-0", 0.9), Scored("b-0", 0.1)), frozenset({"a-0"}))
BY_MEANING = Judged((Scored("a-0", 0.9), Scored("b-0", 0.2)), (Scored("b-0", 0.9), Scored("a-0", 0.1)), frozenset({"a-0"}))


@pytest.mark.parametrize(("judged", "right", "wrong"), [(BY_WORDS, 0.0, 1.0), (BY_MEANING, 1.0, 0.0)])
def test_the_half_that_finds_more_gets_the_weight(judged: Judged, right: float, wrong: float) -> None:
    weight = fit({"set": [judged]})
    assert abs(weight - right) < abs(weight - wrong)
    assert (recall([judged], weight), recall([judged], wrong), recall([judged], wrong, first=2)) == (1.0, 0.0, 1.0)


def test_each_set_counts_the_same() -> None:
    assert fit({"many": [BY_WORDS] * 9, "more": [BY_WORDS], "other": [BY_MEANING]}) < 0.5


def test_both_halves_are_asked_every_question_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    passages = ("急会诊应当在10分钟内到位。", "病历应当在出院后归档。")
    retrieval = RetrievalSet("set", ("急会诊多久到位", "病历归档", "急会诊"), passages, (frozenset({0}), frozenset({1}), frozenset({0})))
    assert recall(judge(retrieval, PairEmbedder()), 0.3) == 1.0
    monkeypatch.setattr(fitting, "MAX_QUESTIONS", 2)
    assert [each.relevant for each in judge(retrieval, PairEmbedder())] == [frozenset({"0-0"}), frozenset({"0-0"})]
