"""Two runs set against each other, and the floors."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.comparing import Change, Comparison, compare, lower_is_better, sign_test
from evals.floors import load_floors, violations
from evals.score import CaseResult, Report, Score


def report(*values: tuple[str, dict[str, float]], task: str = "answers") -> Report:
    results = tuple(
        CaseResult(case_id, "deadline", passed=True, scores=tuple(Score(name, value) for name, value in scores.items()))
        for case_id, scores in values
    )
    return Report(task, "", "own", results)


def test_cases_are_compared_one_by_one() -> None:
    old = report(("a", {"right": 0.0}), ("b", {"right": 1.0}), ("c", {"right": 1.0}), ("d", {"right": 0.0}), ("gone", {"right": 1.0}))
    new = report(("a", {"right": 1.0}), ("b", {"right": 0.0}), ("c", {"right": 1.0}), ("d", {"right": 1.0}), ("added", {"right": 1.0}))
    gains = (Change("a", "deadline", 0.0, 1.0), Change("d", "deadline", 0.0, 1.0))
    (found,) = compare([old], [new])
    assert found == Comparison("answers.own", "right", gains, 1, (Change("b", "deadline", 1.0, 0.0),))
    assert (found.test, found.p_value) == ("McNemar", 1.0)


def test_scores_between_0_and_1_are_put_to_the_sign_test() -> None:
    values = [(0.1, 0.2), (0.1, 0.4), (0.0, 1.0), (0.5, 0.6), (0.2, 0.3), (0.3, 0.4)]
    old = report(*((str(number), {"ndcg@10": before}) for number, (before, _) in enumerate(values)))
    new = report(*((str(number), {"ndcg@10": after}) for number, (_, after) in enumerate(values)))
    (found,) = compare([old], [new])
    assert (found.test, len(found.gains), found.p_value) == ("sign", 6, 0.03125)


def test_figures_have_no_cases_to_compare() -> None:
    old, new = (replace(report(("a", {"right": 1.0})), figures={"p50_ms": value}) for value in (9.0, 3.0))
    assert [each.score for each in compare([old], [new])] == ["right"]


@pytest.mark.parametrize("score", ["wrong_where_answered", "false_refusals", "lost_right_and_cited", "brier", "p95_ms", "bare_times"])
def test_what_went_wrong_or_was_spent_should_be_little(score: str) -> None:
    assert lower_is_better(score)
    assert not lower_is_better("right_and_cited")


def test_fewer_wrong_replies_are_a_win() -> None:
    old, new = report(("a", {"wrong_where_answered": 1.0})), report(("a", {"wrong_where_answered": 0.0}))
    assert compare([old], [new])[0].gains


def test_a_score_that_applies_to_one_run_only_is_not_counted() -> None:
    old, new = report(("a", {"right": 1.0})), report(("a", {"right": 1.0, "clause_where_cited": 1.0}))
    assert compare([old], [new])[1] == Comparison("answers.own", "clause_where_cited", (), 0, ())


def test_reports_that_one_run_lacks_are_left_out() -> None:
    assert compare([report(("a", {"right": 1.0}))], [report(("a", {"right": 1.0}), task="retrieval")]) == []


@given(wins=st.integers(0, 60), losses=st.integers(0, 60))
def test_the_sign_test_is_symmetric_and_a_probability(wins: int, losses: int) -> None:
    assert 0 < sign_test(wins, losses) <= 1
    assert sign_test(wins, losses) == sign_test(losses, wins)


@pytest.mark.parametrize(
    ("floors", "missed"),
    [
        ({"right": 0.5}, []),
        ({"right": 0.6}, ["answers.own: right is 0.500, and at least 0.6 passes"]),
        ({"false_refusals": 0.5}, []),
        ({"false_refusals": 0.4}, ["answers.own: false_refusals is 0.500, and at most 0.4 passes"]),
        ({"rihgt": 0.5}, ["answers.own: 'rihgt' was not measured, and floors.toml asks for 0.5"]),
    ],
    ids=["met", "missed", "met from below", "exceeded", "misspelt"],
)
def test_floors(floors: dict[str, float], missed: list[str]) -> None:
    measured = report(("a", {"right": 1.0, "false_refusals": 0.0}), ("b", {"right": 0.0, "false_refusals": 1.0}))
    assert violations([measured], {"answers.own": floors}) == missed


def test_floors_are_read_from_their_file(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text('["answers.own"]\nright = 0.5\n', encoding="utf-8")
    assert load_floors(path) == {"answers.own": {"right": 0.5}}
