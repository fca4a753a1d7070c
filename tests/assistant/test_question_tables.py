"""The tables of questions that are fitted on: every row is whole, asked once, and answered by articles that there are."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from assistant.fitting.examples import Example
from assistant.fitting.sources import HOSPITAL, QUESTIONS, of_hospital, of_own_questions, telling

TABLES = sorted(QUESTIONS.glob("*.tsv"))
KINDS = {
    "threshold", "yes_no", "deadline", "actor", "count", "open", "procedure", "list", "frequency", "definition", "date", "compare",
}  # fmt: skip
# A question in English is answered in English; nothing of that is a stretch of a law.
_CHINESE = re.compile("[\u4e00-\u9fff]")


def _rows(table: Path) -> list[list[str]]:
    return [line.split("\t") for line in table.read_text("utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_rows_are_whole(table: Path) -> None:
    rows = _rows(table)
    assert {len(row) for row in rows} == {5}
    assert {row[2] for row in rows} <= KINDS
    assert all((row[1] == "-") == (row[3] == "-") for row in rows)
    for row in rows:
        re.compile(row[3])


def test_no_question_is_asked_twice_of_a_law() -> None:
    asked = Counter((row[0], row[4]) for table in TABLES for row in _rows(table))
    assert [each for each, times in asked.items() if times > 1] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_articles_that_answer_are_there_and_hold_the_answer(table: Path, shared_data: Path, tmp_path: Path) -> None:
    examples = of_own_questions(table, shared_data, tmp_path)
    expected = [0 if articles == "-" else articles.count("|") + 1 for _, articles, *_ in _rows(table)]
    assert [len(each.places) for each in examples] == expected
    texts = {path.name: path.read_bytes().decode("utf-8") for path in tmp_path.iterdir()}
    silent = [each.question for each in examples if each.telling and _CHINESE.search(each.telling) and not _says(each, texts)]
    assert len(silent) <= len(examples) // 100


def _says(example: Example, texts: dict[str, str]) -> bool:
    return any(re.search(example.telling, place.span.of(texts[place.source_name])) for place in example.places)


def test_quotes_stand_in_the_texts_of_hospitals(tmp_path: Path) -> None:
    rows = [json.loads(line) for table in sorted(HOSPITAL.glob("*.jsonl")) for line in table.read_text("utf-8").splitlines()]
    examples = of_hospital(sorted(HOSPITAL.glob("*.jsonl")), tmp_path)
    assert [len(each.places) for each in examples] == [int(bool(row["quote"])) for row in rows]
    assert len({row["question"] for row in rows}) == len(rows)
    assert {row["document"] for row in rows} == {path.name for path in HOSPITAL.glob("*.md")}
    unanswerable = sum(not row["quote"] for row in rows)
    assert len(rows) / 5 < unanswerable < len(rows) / 3


def test_what_tells_is_no_yes_or_no() -> None:
    assert telling("^(不|否)|不得") == "不得"
