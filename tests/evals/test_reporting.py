"""Tables."""

from io import StringIO

from rich.console import Console

from evals.comparing import Change, Comparison
from evals.reporting import calibration_table, changes_tables, comparison_table, failure_table, kind_table, outcome_table, summary_tables
from evals.score import CaseResult, Report, Score

RESULTS = (
    CaseResult("deadline-01", "deadline", passed=True, scores=(Score("right", 1.0),), reply="5天内"),
    CaseResult("deadline-02", "deadline", passed=False, scores=(Score("right", 0.0, "not what was asked for"),), reply="2小时内"),
)
REPORT = Report("answers", "", "own", RESULTS)


def rendered(table: object) -> str:
    console = Console(width=120, record=True, file=StringIO())
    console.print(table)
    return console.export_text()


def test_tables_show_scores_kinds_failures_and_differences() -> None:
    assert "0.500" in rendered(summary_tables([REPORT])[0])
    assert "1 of 2" in rendered(kind_table([REPORT]))
    failures = rendered(failure_table(REPORT))
    assert "2小时内" in failures
    assert "deadline-01" not in failures


GAIN, LOSS = Change("deadline-01", "deadline", 0.0, 1.0), Change("deadline-02", "deadline", 1.0, 0.0, "not what was asked for")


def test_differences_are_shown_with_their_test() -> None:
    differences = rendered(
        comparison_table([Comparison("answers.own", "right", (GAIN,) * 6, 1, ()), Comparison("answers.own", "cited", (), 7, ())])
    )
    assert "0.031" in differences
    assert "McNemar" in differences
    assert "cited" not in differences


def test_each_gain_and_loss_is_told_once_with_all_its_scores() -> None:
    comparisons = [
        Comparison("answers.own", "right", (GAIN,), 1, (LOSS,)),
        Comparison("answers.own", "right_and_cited", (GAIN,), 1, ()),
        Comparison("retrieval.own", "ndcg@10", (GAIN,), 1, (), binary=False),
    ]
    (table,) = changes_tables(comparisons)
    lines = rendered(table).splitlines()
    assert [line for line in lines if "deadline-01" in line and "right, right_and_cited" in line and "+" in line]
    assert [line for line in lines if "deadline-02" in line and "not what was asked for" in line and "-" in line]


def test_what_became_of_the_questions_is_counted_by_kind() -> None:
    answered = CaseResult("a-01", "date", passed=True, scores=(), outcome="cited", confidence=0.9)
    refused = CaseResult("a-02", "date", passed=False, scores=(), outcome="refused", confidence=0.6)
    report = Report("answers", "", "own", (answered, refused, *RESULTS))
    (row,) = [line for line in rendered(outcome_table(report)).splitlines() if "date" in line]
    assert [cell.strip() for cell in row.split("│")[1:-1]] == ["date", "1", "0", "0", "1"]
    assert "error 0.100" in rendered(calibration_table(report))
