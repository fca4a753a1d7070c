"""Shows reports as tables."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rich.table import Table

from evals import outcomes
from evals.calibration import calibrations
from evals.comparing import Change, Comparison
from evals.outcomes import Outcome
from evals.score import Report

# What a terminal of 80 columns shows without cutting names.
MOST_COLUMNS = 5


def summary_tables(reports: Sequence[Report]) -> list[Table]:
    """One table a task, of all scores of all its reports."""
    tasks = dict.fromkeys(report.task for report in reports)
    return [_summary_table(task, [report for report in reports if report.task == task]) for task in tasks]


def kind_table(reports: Sequence[Report]) -> Table:
    """How many cases of each kind passed: a row for each kind, a column for each report."""
    kinds = sorted({kind for report in reports for kind in report.by_kind})
    table = Table("kind", *(report.name for report in reports), title="passed, by kind")
    for kind in kinds:
        passed = (report.by_kind.get(kind) for report in reports)
        table.add_row(kind, *(f"{of_kind[0]} of {of_kind[1]}" if of_kind else "" for of_kind in passed))
    return table


def outcome_table(report: Report) -> Table:
    """What became of the questions of each kind: right and rightly cited, right but not rightly cited, wrong, refused."""
    table = Table("kind", *(str(outcome) for outcome in Outcome), title=f"{report.name}, what became of the questions")
    for kind, counts in outcomes.by_kind(report.results).items():
        table.add_row(kind, *(str(counts[outcome]) for outcome in Outcome))
    return table


def calibration_table(report: Report) -> Table:
    """The reliability bins of the answers, what was promised and what came of it; then the figures of every part of the replies."""
    table = Table("part", "confidence", "replies", "mean", "right", title=f"{report.name}, calibration")
    parts = calibrations(report.results)
    for each in parts[0].bins if parts else ():
        table.add_row(parts[0].part, f"{each.low:.1f}-{each.high:.1f}", str(each.n), f"{each.confidence:.3f}", f"{each.right:.3f}")
    table.add_section()
    for part in parts:
        table.add_row(part.part, "all", str(part.n), f"error {part.error:.3f}", f"Brier {part.brier:.3f}")
    return table


def failure_table(report: Report) -> Table:
    """Each case that did not pass, with the reasons and what was replied."""
    table = Table("case", "kind", "why", "reply", title=f"{report.name} failures")
    for result in report.failures:
        table.add_row(result.case_id, result.kind, result.reasons, result.reply)
    return table


def comparison_table(comparisons: Iterable[Comparison]) -> Table:
    """Gains, ties and losses against an older run, with the p-value of the paired test; scores without a difference are left out."""
    table = Table("report", "score", "gain", "tie", "loss", "p", "test", title="against the older run")
    for each in comparisons:
        if each.gains or each.losses:
            counts = (str(len(each.gains)), str(each.ties), str(len(each.losses)))
            table.add_row(each.report, each.score, *counts, f"{each.p_value:.3f}", each.test)
    return table


def changes_tables(comparisons: Sequence[Comparison]) -> list[Table]:
    """The gains and the losses of each report, a row for each case, over the scores that are 0 or 1."""
    tables = []
    for report in dict.fromkeys(each.report for each in comparisons):
        rows = _changed([each for each in comparisons if each.report == report and each.binary])
        if rows:
            tables.append(_table(f"{report}, gains and losses", ["", "case", "kind", "scores", "why"], rows))
    return tables


def _changed(comparisons: Iterable[Comparison]) -> list[Sequence[str]]:
    """A row for each case that gained and for each that lost, with the names of the scores in which it did."""
    found: dict[tuple[str, Change], list[str]] = {}
    for each in comparisons:
        for sign, changes in (("+", each.gains), ("-", each.losses)):
            for change in changes:
                found.setdefault((sign, replace(change, before=0.0, after=0.0)), []).append(each.score)
    return [[sign, change.case_id, change.kind, ", ".join(scores), change.reasons] for (sign, change), scores in found.items()]


def _summary_table(task: str, reports: Sequence[Report]) -> Table:
    """Scores go across where a task has few of them, and down where it has many."""
    names = list(dict.fromkeys(name for report in reports for name in report.summary))
    sets = [report.name.removeprefix(f"{task}.") for report in reports]
    cells = [[str(len(report.results)), *(_cell(report, name) for name in names)] for report in reports]
    if len(names) <= MOST_COLUMNS:
        return _table(task, ["set", "cases", *names], [[name, *row] for name, row in zip(sets, cells, strict=True)])
    return _table(task, ["", *sets], [[name, *row] for name, *row in zip(["cases", *names], *cells, strict=True)])


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(title=title)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def _cell(report: Report, score: str) -> str:
    return f"{report.summary[score]:.3f}" if score in report.summary else ""
