"""How much of a question one sentence says."""

import pytest

from corpus.spans import Span
from indexing.chunking import Chunk
from indexing.coverage import AskedWord, asked_words, coverage

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
    assert coverage([AskedWord(word, rarity) for word, rarity in rarities.items()], CHUNK) == share


def test_a_chunk_of_white_space_covers_what_its_headings_say() -> None:
    assert coverage([AskedWord("会诊", 1.0), AskedWord("到位", 1.0)], Chunk("a-2", "a", "", Span(0, 1), " ", "会诊制度")) == 0.5


def test_a_word_that_is_called_otherwise_counts_for_less() -> None:
    said, called = AskedWord("到位", 1.0, ("赶到",)), AskedWord("赶到", 1.0, ("到位",))
    assert coverage([said], CHUNK) > coverage([called], CHUNK) > coverage([AskedWord("赶到", 1.0)], CHUNK) == 0.0


def test_a_sentence_that_says_the_word_beats_headings_that_call_it_otherwise() -> None:
    assert coverage([AskedWord("到位", 1.0, ("制度",))], CHUNK) == 1.0
    assert coverage([AskedWord("赶来", 1.0, ("制度",)), AskedWord("急会诊", 1.0)], CHUNK) == 0.9


def test_what_the_question_is_about_counts_for_more_than_how_it_is_asked() -> None:
    rarities = {"多久": 2.0, "到位": 2.0}
    about = {word.text: word.weight for word in asked_words("多久到位", [("到位", "赶到")], rarities)}
    assert about["到位"] > about["多久"]
    assert {word.weight for word in asked_words("多久到位", (), rarities)} == {2.0}


def test_a_word_that_no_chunk_says_weighs_what_it_is_called_in_some() -> None:
    assert asked_words("大夫来", [("大夫", "医师")], {"医师": 3.0}) == (AskedWord("大夫", 3.0, ("医师",)),)
