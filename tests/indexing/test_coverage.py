"""How much of a question one sentence says."""

import pytest

from corpus.spans import Span
from indexing.chunking import Chunk
from indexing.coverage import coverage

CHUNK = Chunk("a-1", "a", "", Span(0, 26), "急会诊10分钟内到位；普通会诊24小时内完成。\nCT当日出报告。", "医疗质量核心制度\n会诊制度")


@pytest.mark.parametrize(
    ("rarities", "share"),
    [
        ({"急会诊": 1.0, "到位": 1.0}, 1.0),
        ({"急会诊": 1.0, "完成": 1.0}, 0.5),
        ({"急会诊": 3.0, "完成": 1.0}, 0.75),
        ({"核心制度": 1.0, "到位": 1.0}, 1.0),
        ({"核心制度": 1.0, "转诊": 3.0}, 0.25),
        ({"ct": 1.0}, 1.0),
        ({"转诊": 1.0}, 0.0),
        ({}, 0.0),
    ],
    ids=["one sentence", "two sentences", "the rarer counts for more", "headings count", "headings alone", "case", "nothing", "no words"],
)
def test_one_sentence_and_the_headings_count(rarities: dict[str, float], share: float) -> None:
    assert coverage(rarities, CHUNK) == share


def test_a_chunk_of_white_space_covers_what_its_headings_say() -> None:
    assert coverage({"会诊": 1.0, "到位": 1.0}, Chunk("a-2", "a", "", Span(0, 1), " ", "会诊制度")) == 0.5
