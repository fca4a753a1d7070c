"""Haystacks of held-out texts: whose questions are asked, and that the right text is told from the others."""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.tasks.passages import HELD_OUT_PASSAGES_PERCENT, Haystack, Text, haystacks, law_sentences, measure, reading_haystack
from indexing.training.laws import Article, held_out
from indexing.training.reading import Passage


class Counting:
    """Embeds a text as the counts of a few characters, at unit length."""

    identity = "counting"
    dimensions = 4

    def embed(self, texts: list[str], *, role: str) -> NDArray[np.float32]:
        counts = np.array([[text.count(letter) for letter in "水火木土"] for text in texts], dtype=np.float32)
        lengths = np.linalg.norm(counts, axis=1, keepdims=True)
        return np.divide(counts, lengths, out=counts, where=lengths > 0)


def test_every_way_finds_a_text_that_both_halves_like() -> None:
    texts = (Text("水库的水从山上来"), Text("火炉里的火很旺"), Text("木匠用木头做木桌"))
    reports = measure(Haystack("own", texts, (("水库的水从哪里来", 0), ("木桌用什么木头做", 2))), Counting())
    assert [report.name for report in reports] == [
        "passages.own.hybrid", "passages.own.sparse", "passages.own.dense", "passages.own.reciprocal_ranks",
    ]  # fmt: skip
    assert {report.summary["recall@1"] for report in reports} == {1.0}


def test_only_held_out_passages_are_asked_about() -> None:
    passages = [Passage("own", f"第{number}段讲的是水土保持。", (f"第{number}段讲什么？",)) for number in range(200)]
    haystack = reading_haystack("own", passages)
    assert len(haystack.texts) == 200
    assert all(held_out(haystack.texts[number].body, HELD_OUT_PASSAGES_PERCENT) for _, number in haystack.questions)
    assert 20 <= len(haystack.questions) <= 60


def test_a_sentence_that_is_asked_with_is_not_in_its_article() -> None:
    articles = [Article("水法", (), "第一条", "任何单位不得浪费用水。用水单位应当安装水表。")]
    haystack = law_sentences(articles)
    ((sentence, number),) = haystack.questions
    assert sentence in articles[0].text
    assert sentence not in haystack.texts[number].body


def test_haystacks_are_made_of_what_is_there(tmp_path: Path) -> None:
    assert list(haystacks(tmp_path)) == []
    (tmp_path / "reading").mkdir()
    row = {"passage": "水从山上来。", "questions": [{"question": "水从哪里来？"}]}
    (tmp_path / "reading" / "own.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "laws").mkdir()
    assert [haystack.name for haystack in haystacks(tmp_path)] == ["own", "law_questions", "law_sentences"]
