"""The command behind `youju eval`; the only module of the package that knows Typer, and the only one that prints."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from corpus.errors import SettingsError
from evals import comparing, reporting, result_file
from evals.floors import load_floors, violations
from evals.machine import machine
from evals.running import DEFAULT_DATA, LONG_TASKS, TASKS, run
from evals.score import Report
from evals.skipping import Skipped
from evals.tasks import answers, repair

_TASKS_HELP = f"What to measure: {', '.join(TASKS)}, all where none is named; or what takes minutes: {', '.join(LONG_TASKS)}."

Tasks = Annotated[list[str] | None, typer.Argument(help=_TASKS_HELP)]
Data = Annotated[Path, typer.Option(help="Folder with the originals and annotations, which are not part of the project.")]
Output = Annotated[Path | None, typer.Option(help="Write a result file, to compare with later.")]
Compare = Annotated[Path | None, typer.Option(help="An earlier result file to set this run against, case by case.")]
Home = Annotated[Path | None, typer.Option(help=f"A home to keep for {' and '.join(LONG_TASKS)}, so that the laws are ingested once.")]
Failures = Annotated[bool, typer.Option("--failures", help="Show every case that did not pass.")]


def evaluate(
    tasks: Tasks = None,
    data: Data = DEFAULT_DATA,
    output: Output = None,
    compare: Compare = None,
    home: Home = None,
    failures: Failures = False,  # noqa: FBT002 -- Typer makes a flag of it
) -> None:
    """Measure search, answers, refusals, calibration, the gate and speed on the shipped cases, and on annotated ones where present."""
    console = Console()
    wanted = _checked(tasks or list(TASKS))
    older = result_file.read(compare) if compare else []
    reports = _measured(wanted, data, home, console)
    _show(reports, console, failures=failures)
    if older:
        comparisons = comparing.compare(older, reports)
        for table in (*reporting.changes_tables(comparisons), reporting.comparison_table(comparisons)):
            console.print(table)
    if output:
        result_file.write(reports, output)
    missed = violations(reports, load_floors())
    for problem in missed:
        console.print(problem, style="red")
    if missed:
        raise typer.Exit(1)


def _checked(tasks: list[str]) -> list[str]:
    for task in tasks:
        if task not in (*TASKS, *LONG_TASKS):
            raise SettingsError(f"There is no task {task!r}: choose from {', '.join((*TASKS, *LONG_TASKS))}")
    return tasks


def _measured(tasks: list[str], data: Path, home: Path | None, console: Console) -> list[Report]:
    """Runs the tasks; what is skipped is said at once."""
    reports: list[Report] = []
    with console.status("measuring"):
        for outcome in run(tasks, data=data, home=home):
            if isinstance(outcome, Skipped):
                console.print(f"skipped {outcome.case_set}: {outcome.reason}")
            else:
                reports.append(outcome)
    return reports


def _show(reports: list[Report], console: Console, *, failures: bool) -> None:
    measured_on = machine()
    console.print(f"{measured_on['cpu_count']} processors, {measured_on['system']}, Python {measured_on['python']}")
    for table in reporting.summary_tables(reports):
        console.print(table)
    of_repair = [report for report in reports if report.task == repair.TASK]
    if of_repair:
        console.print(reporting.kind_table(of_repair))
    for report in reports:
        if report.task == answers.TASK:
            console.print(reporting.outcome_table(report))
            console.print(reporting.calibration_table(report))
        if failures and report.failures:
            console.print(reporting.failure_table(report))
