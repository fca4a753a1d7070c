"""`youju verify`: whether everything stored and indexed is as it was written."""

import typer

from indexing.library import Library

SOUND, DAMAGED = 0, 1


def verify_library(library: Library, *, repair: bool) -> int:
    """Tell every problem; with `repair`, build the indexes anew and look again. 0 where nothing is wrong at the end, else 1."""
    problems = _told(library.verify())
    if problems and repair:
        library.repair()
        typer.echo("The indexes were built anew; what was ingested was checked again.")
        problems = _told(library.verify())
    if not problems:
        typer.echo("Everything stored and indexed is as it was written.")
    return DAMAGED if problems else SOUND


def _told(problems: list[str]) -> list[str]:
    for problem in problems:
        typer.echo(problem)
    return problems
