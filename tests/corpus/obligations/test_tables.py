"""The rows of knowledge: each has an example, and each example shows what its row says."""

import re
from importlib.resources import files

import pytest

from corpus.obligations.modality import find_cue
from corpus.obligations.tables import any_word, holds_any, rows, words

TABLES = sorted(path.name.removesuffix(".tsv") for path in (files("corpus.obligations") / "data").iterdir())
PATTERNS = ["conditions", "exceptions", "statements", "subsets", "leads", "sanctions", "cues", "periods"]
WORDS = ["verbs", "actors", "adverbs", "prepositions", "connectives", "not_actors", "asap", "scopes", "headings", "reports"]


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_of_one_width_and_none_is_there_twice(table):
    assert len({len(row) for row in rows(table)}) == 1
    assert len({row[0] for row in rows(table)}) == len(rows(table))
    assert all(cell for row in rows(table) for cell in row)


@pytest.mark.parametrize(("table", "row"), [(table, row) for table in PATTERNS for row in rows(table)])
def test_an_example_of_a_pattern_matches_it(table, row):
    example = row[-1].rstrip("：") if table == "leads" else row[-1]
    assert re.search(row[0], example)


@pytest.mark.parametrize(("table", "row"), [(table, row) for table in ("statements", "conditions") for row in rows(table)])
def test_what_a_pattern_matches_is_found_with_all_others(table, row):
    assert holds_any(table, row[-1])


@pytest.mark.parametrize("table", ["statements", "conditions", "not_names"])
def test_a_row_for_the_front_of_a_text_matches_nowhere_else(table):
    texts = [f"{before}{row[-1]}" for row in rows(table) for before in ("", "甲", "甲，\n")]
    patterns = [re.compile(row[0]) for row in rows(table) if row[0].startswith("^")]
    assert patterns
    assert all(bool(pattern.search(text)) == bool(pattern.match(text)) for pattern in patterns for text in texts)


@pytest.mark.parametrize(("table", "row"), [(table, row) for table in WORDS for row in rows(table)])
def test_an_example_of_a_word_holds_it(table, row):
    assert row[0] in row[-1]


@pytest.mark.parametrize("row", rows("cues"))
def test_an_example_of_a_binding_word_binds_so(row):
    subject_end = row[3].index("将") if row[2] == "subject" else 0
    assert find_cue(row[3], subject_end).modality == row[1]


def test_the_longest_word_matches():
    assert words("scopes")[0] == "法定节假日"
    assert re.match(any_word("verbs"), "建立健全制度")[0] == "建立健全"
