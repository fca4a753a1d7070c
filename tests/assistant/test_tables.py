"""The knowledge in tables: every row is whole, every pattern compiles and meets its own example."""

import re
from importlib.resources import files

import pytest

from assistant.kinds import kinds
from assistant.questions import QuestionKind
from assistant.tables import rows
from corpus.quantities import QuantityType

COLUMNS = {
    "actor_classes": 4, "actor_words": 3, "aims": 2, "asked_deeds": 3, "aspects": 3, "continuations": 3, "contrasts": 3, "cues": 3,
    "details": 3, "english_common": 2, "english_terms": 3, "expansions": 3, "generic_words": 2, "homophones": 2, "negations": 2,
    "opposites": 3, "origins": 3, "owners": 5, "polarity": 6, "question_words": 2, "register_fillers": 2, "register_questions": 4,
    "run_marks": 4, "soft_duties": 2, "suggestions": 4, "tiers": 5,
    "things_of_kinds": 3, "unit_groups": 2,
}  # fmt: skip


def test_every_table_is_known():
    tables = [path for path in (files("assistant") / "data").iterdir() if path.name.endswith(".tsv") or path.name == "expansions"]
    assert {path.name.removesuffix(".tsv") for path in tables} == set(COLUMNS)


@pytest.mark.parametrize(("name", "columns"), COLUMNS.items())
def test_every_row_is_whole(name, columns):
    assert rows(name)
    assert {len(row) for row in rows(name)} == {columns}
    assert all(row[-1] for row in rows(name)), "each row shows an example"


@pytest.mark.parametrize("name", ["english_common", "english_terms", "generic_words", "question_words"])
def test_no_word_stands_twice(name):
    assert len({row[0] for row in rows(name)}) == len(rows(name))


@pytest.mark.parametrize("row", rows("cues"), ids=lambda row: row[-1])
def test_a_cue_meets_its_example(row):
    cue, kind, example = row
    assert re.search(cue, example, re.IGNORECASE)
    assert QuestionKind(kind) in kinds(example)


@pytest.mark.parametrize("row", rows("details"), ids=lambda row: row[-1])
def test_a_detail_is_asked_for_by_its_example_and_not_told(row):
    asked, shown, example = row
    question, _, told = example.partition("：")
    assert re.search(asked, question)
    assert not re.search(shown, told)


@pytest.mark.parametrize("row", rows("asked_deeds"), ids=lambda row: row[-1])
def test_a_deed_is_asked_for_and_told_by_its_example(row):
    asked, told, example = row
    question, _, rule = example.partition("：")
    assert re.search(asked, question)
    assert re.search(told, rule)


@pytest.mark.parametrize("row", rows("owners"), ids=lambda row: row[-1])
def test_a_measure_is_asked_for_by_its_example_and_not_told(row):
    name, asked, named, also, example = row
    question, _, told = example.partition("：")
    assert QuantityType(name)
    assert re.search(asked, question)
    assert not re.search(named, told)
    assert also == "-" or not re.search(also, told)


@pytest.mark.parametrize("name", ["polarity", "aspects"])
def test_patterns_compile(name):
    for row in rows(name):
        re.compile(row[0])
        re.compile(row[1])
