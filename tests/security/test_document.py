"""SECURITY.md: every risk of both lists has a row, and every test that it names exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))


def test_every_risk_of_the_lists_has_a_row_with_a_control_and_a_test():
    rows = {row[0].split()[0]: row for row in re.findall(r"^\| ((?:API|LLM)\d+ [^|]+) \| ([^|]+) \| ([^|]+) \|$", TEXT, re.MULTILINE)}
    assert list(rows) == [f"API{number}" for number in range(1, 11)] + [f"LLM{number:02}" for number in range(1, 11)]
    assert all(control.strip() and "tests/" in tests for _, control, tests in rows.values())


@pytest.mark.parametrize(("path", "name"), NAMED, ids=lambda each: each.rpartition("/")[2])
def test_every_test_that_is_named_exists(path, name):
    assert re.search(rf"^(async )?def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)


def test_whatever_looks_like_a_path_of_a_test_is_one():
    assert len(re.findall(r"tests/", TEXT)) == len(re.findall(r"`tests/[\w/]+\.py::\w+`", TEXT))
