"""Questions made of statements by rule."""

import tomllib
from pathlib import Path
from random import Random

import pytest

from indexing.training import questions
from indexing.training.questions import ask, wording

ROWS = tomllib.loads((Path(questions.__file__).parent / "questions.toml").read_text(encoding="utf-8"))["rule"]


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 -- a seeded sequence is the point


@pytest.mark.parametrize("row", ROWS, ids=[row["example"] for row in ROWS])
def test_rule_fits_its_example(row: dict[str, str]) -> None:
    rule = next(rule for rule in wording().rules if rule.pattern.pattern == row["pattern"])
    assert rule.pattern.search(row["example"])


def test_question_no_longer_holds_what_it_asks_for() -> None:
    asked = {ask("应当在收到申请之日起十五日内作出决定。", chance(seed)) for seed in range(60)}
    limits = [question for question in asked if question.rstrip("？").endswith("作出决定") and "十五日" not in question]
    assert limits
    assert all("作出决定" in question for question in asked)


def test_statement_that_no_rule_knows_gets_a_general_ending() -> None:
    endings = wording().endings
    assert all(ask("质控简报", chance(seed)).endswith(endings) for seed in range(20))
