"""Haystacks of held-out texts: whose questions are asked, and in which half."""

import json
from pathlib import Path

from indexing.haystacks import HELD_OUT_PASSAGES_PERCENT, haystacks, law_questions, law_sentences, number_of, reading_haystack
from indexing.training.laws import Article, held_out
from indexing.training.reading import Passage

PASSAGES = [Passage("own", f"第{number}段讲的是水土保持。", (f"第{number}段讲什么？",)) for number in range(200)]
ARTICLES = [
    Article("水法", (), f"第{number}条", f"任何单位不得浪费第{number}号水。用水单位应当安装{number}号水表。") for number in range(10)
]


def test_only_held_out_passages_are_asked_about() -> None:
    haystack = reading_haystack("own", PASSAGES, half="measuring")
    assert len(haystack.texts) == 200
    assert all(held_out(haystack.texts[number].body, HELD_OUT_PASSAGES_PERCENT) for _, number in haystack.questions)
    assert 10 <= len(haystack.questions) <= 30


def test_no_text_is_asked_about_in_both_halves() -> None:
    for fitting, measuring in (
        (reading_haystack("own", PASSAGES, half="fitting"), reading_haystack("own", PASSAGES, half="measuring")),
        (law_questions(ARTICLES, half="fitting"), law_questions(ARTICLES, half="measuring")),
        (law_sentences(ARTICLES, half="fitting"), law_sentences(ARTICLES, half="measuring")),
    ):
        first, second = ({number for _, number in haystack.questions} for haystack in (fitting, measuring))
        assert first
        assert second
        assert not first & second


def test_a_sentence_that_is_asked_with_is_not_in_its_article() -> None:
    haystack = law_sentences(ARTICLES[:1], half="fitting")
    ((sentence, number),) = haystack.questions
    assert sentence in ARTICLES[0].text
    assert sentence not in haystack.texts[number].body


def test_each_text_is_a_chunk_of_its_own() -> None:
    chunks = law_questions(ARTICLES, half="fitting").chunks()
    assert [number_of(chunk) for chunk in chunks] == list(range(10))
    assert (chunks[3].context, chunks[3].text) == ("水法", f"第3条 {ARTICLES[3].text}")


def test_haystacks_are_made_of_what_is_there(tmp_path: Path) -> None:
    assert list(haystacks(tmp_path, half="fitting")) == []
    (tmp_path / "reading").mkdir()
    row = {"passage": "水从山上来。", "questions": [{"question": "水从哪里来？"}]}
    (tmp_path / "reading" / "own.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "laws").mkdir()
    assert [haystack.name for haystack in haystacks(tmp_path, half="fitting")] == ["own", "law_questions", "law_sentences"]
