"""The command behind `youju eval`; the only module of the package that knows Typer, and the only one that prints."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from corpus.errors import SettingsError
from evals import comparing, reporting
from evals.floors import load_floors, violations
from evals.running import DEFAULT_DATA, TASKS, Skipped, run
from evals.score import Report
from evals.tasks import answers, repair

Tasks = Annotated[list[str] | None, typer.Argument(help=f"What to measure: {', '.join(TASKS)}; all where none is named.")]
Data = Annotated[
    Path, typer.Option(help="Folder with the originals and annotations, which are not part of the project.")
]
Output = Annotated[Path | None, typer.Option(help="Write a result file, to compare with later.")]
Compare = Annotated[Path | None, typer.Option(help="An earlier result file to set this run against, case by case.")]
Failures = Annotated[bool, typer.Option("--failures", help="Show every case that did not pass.")]


def evaluate(
    tasks: Tasks = None,
    data: Data = DEFAULT_DATA,
    output: Output = None,
    compare: Compare = None,
    failures: Failures = False,  # noqa: FBT002 -- Typer makes a flag of it
) -> None:
    """Measure retrieval and answers on the shipped cases, and on the annotated ones where they are present."""
    console = Console()
    wanted = _checked(tasks or list(TASKS))
    older = reporting.read(compare) if compare else []
    reports = _measured(wanted, data, console)
    _show(reports, console, failures=failures)
    if older:
        console.print(reporting.comparison_table(comparing.compare(older, reports)))
    if output:
        reporting.write(reports, output)
    missed = violations(reports, load_floors())
    for problem in missed:
        console.print(problem, style="red")
    if missed:
        raise typer.Exit(1)


def _checked(tasks: list[str]) -> list[str]:
    for task in tasks:
        if task not in TASKS:
            raise SettingsError(f"There is no task {task!r}: choose from {', '.join(TASKS)}")
    return tasks


def _measured(tasks: list[str], data: Path, console: Console) -> list[Report]:
    """Runs the tasks; what is skipped is said at once."""
    reports: list[Report] = []
    with console.status("measuring"):
        for outcome in run(tasks, data=data):
            if isinstance(outcome, Skipped):
                console.print(f"skipped {outcome.case_set}: {outcome.reason}")
            else:
                reports.append(outcome)
    return reports


def _show(reports: list[Report], console: Console, *, failures: bool) -> None:
    machine = reporting.machine()
    console.print(f"{machine['cpu_count']} processors, {machine['system']}, Python {machine['python']}")
    for table in reporting.summary_tables(reports):
        console.print(table)
    for task in (answers.TASK, repair.TASK):
        of_task = [report for report in reports if report.task == task]
        if of_task:
            console.print(reporting.kind_table(of_task))
    for report in reports:
        if failures and report.failures:
            console.print(reporting.failure_table(report))
