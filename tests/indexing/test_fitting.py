"""The numbers that are fitted are those that find most."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from indexing import fitting
from indexing.filters import Scored
from indexing.fitting import Bench, Judged, fit, recalls, score, written
from indexing.fusion import Weights
from indexing.haystacks import Haystack, Text
from indexing.sparse import BOOSTS
from tests.indexing.conftest import PairEmbedder

WEIGHTS = Weights(dense=0.5, coverage=0.2, furniture=0.6, terms=0.5)


def judged(dense: tuple[float, float], sparse: tuple[float, float], covered: tuple[float, float]) -> Judged:
    """A question with a right and a wrong chunk, and what each kind of evidence says of the two."""
    return Judged(
        dense=tuple(sorted((Scored("right", dense[0]), Scored("wrong", dense[1])), key=lambda each: -each.score)),
        sparse=tuple(sorted((Scored("right", sparse[0]), Scored("wrong", sparse[1])), key=lambda each: -each.score)),
        coverage={"right": covered[0], "wrong": covered[1]},
        relevant="right",
    )


BY_WORDS = judged(dense=(0.2, 0.9), sparse=(0.9, 0.1), covered=(0.5, 0.5))
BY_MEANING = judged(dense=(0.9, 0.2), sparse=(0.1, 0.9), covered=(0.5, 0.5))
NOT_FOUND = replace(BY_WORDS, relevant="another")
BY_COVERAGE = judged(dense=(0.4, 0.5), sparse=(0.4, 0.5), covered=(1.0, 0.5))


@pytest.mark.parametrize(
    ("question", "shares"), [(BY_WORDS, (1.0, 0.0, 1.0)), (BY_MEANING, (0.0, 1.0, 1.0)), (BY_COVERAGE, (0.0, 0.0, 1.0))]
)
def test_what_finds_more_gets_the_weight(question: Judged, shares: tuple[float, float, float]) -> None:
    weights, _ = fit(lambda _: [[question]], WEIGHTS, BOOSTS)
    assert recalls([question], weights) == shares
    assert weights.furniture == WEIGHTS.furniture


def test_each_set_counts_the_same() -> None:
    weights, _ = fit(lambda _: [[BY_WORDS] * 9, [BY_WORDS], [BY_MEANING]], Weights(0.5, 0.0, 0.6, 0.5), BOOSTS)
    assert score([[BY_WORDS] * 9, [BY_MEANING]], weights) == score([[BY_WORDS], [BY_MEANING]], weights)
    assert recalls([BY_WORDS], weights)[2] == 1.0


def test_the_boosts_are_those_that_find_more() -> None:
    def judge(boosts: Mapping[str, float]) -> list[list[Judged]]:
        return [[BY_WORDS if boosts["pairs"] == fitting.PAIRS[-1] and boosts["context"] == fitting.CONTEXT[0] else NOT_FOUND]]

    _, boosts = fit(judge, WEIGHTS, BOOSTS)
    assert boosts == {**BOOSTS, "pairs": fitting.PAIRS[-1], "context": fitting.CONTEXT[0]}


def test_a_bench_judges_every_question(tmp_path: Path) -> None:
    texts = (Text("急会诊应当在10分钟内到位。", "会诊制度"), Text("病历应当在出院后归档。", "病历制度"))
    bench = Bench(Haystack("own", texts, (("急会诊多久到位", 0), ("病历归档", 1))), PairEmbedder(), tmp_path)
    found = bench.judged(BOOSTS)
    assert [each.relevant for each in found] == ["0-0", "1-0"]
    assert recalls(found, WEIGHTS) == (1.0, 1.0, 1.0)
    assert found[0].coverage["0-0"] > found[0].coverage["1-0"]


def test_what_is_written_can_be_read() -> None:
    values = tomllib.loads(written(["own 0.5 0.5 0.6 (10 questions)"], WEIGHTS, BOOSTS))
    assert Weights(**values["weights"]) == WEIGHTS
    assert values["boosts"] == BOOSTS
