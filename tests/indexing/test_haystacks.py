"""Haystacks of held-out texts: whose questions are asked, and in which half."""

import json
from dataclasses import replace
from pathlib import Path

from indexing.haystacks import (
    HELD_OUT_PASSAGES_PERCENT,
    PEOPLE,
    haystacks,
    law_questions,
    law_sentences,
    number_of,
    people_questions,
    reading_haystack,
)
from indexing.training.asked import Asked
from indexing.training.laws import Article, Law, held_out
from indexing.training.reading import Passage

PASSAGES = [Passage("own", f"第{number}段讲的是水土保持。", (f"第{number}段讲什么？",)) for number in range(200)]
# Titles that the hash keeps for measuring; that of the water law is not one.
KEPT = ("冰川法", "桥梁法", "河道法")
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
    assert [haystack.name for haystack in haystacks(tmp_path, half="fitting")] == ["own"]
    (tmp_path / "laws" / "河道法(2016-07-02).md").write_text("# 河道法\n\n第一条 任何单位不得浪费水。", encoding="utf-8")
    asked = [Asked("河道法", "第一条", "水龙头能一直开着吗")]
    (people,) = (each for each in haystacks(tmp_path, asked, half="fitting") if each.name == PEOPLE)
    assert people.questions == (("水龙头能一直开着吗", 0),)


def test_questions_on_a_law_are_in_one_half() -> None:
    laws = [Law(f"{title}(2020-01-01).md", tuple(replace(each, law=title) for each in ARTICLES)) for title in (*KEPT, "水法")]
    asked = [Asked(title, f"第{number}条", f"{title}{number}？") for title in (*KEPT, "水法", "空法") for number in (3, 30)]
    fitting, measuring = (people_questions(laws, asked, half=half) for half in ("fitting", "measuring"))
    assert {question for question, _ in (*fitting.questions, *measuring.questions)} == {f"{title}3？" for title in KEPT}
    assert len(fitting.questions) == 2
    assert fitting.texts == measuring.texts
    for question, number in (*fitting.questions, *measuring.questions):
        assert fitting.texts[number].context.startswith(question[:-2])
        assert fitting.texts[number].body.startswith("第3条")
