"""`youju ingest`: files into the library, with a progress bar on a terminal and a report at the end."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import typer

from api.cli.progress import progress
from api.schemas.ingesting import IngestRecord
from corpus.documents import Level
from corpus.errors import NotFoundError
from corpus.reading import SUFFIXES
from indexing.building import FileResult, count_files, ingest
from indexing.library import Library

ALL_IN, NONE_IN, SOME_FAILED = 0, 1, 3


def ingest_files(
    library: Library, paths: Sequence[Path], *, level: Level | None, place: str | None, repair: bool | None = None, as_json: bool
) -> int:
    """Ingest files and folders; failures, a path that is not there among them, are told as they come, and the rest goes on.

    Returns:
        0 where all are in, 3 where some failed, 1 where none is in.
    """
    counted = {path: _count(path) for path in paths}
    missing = [result for result in counted.values() if isinstance(result, FileResult)]
    present = [path for path, result in counted.items() if isinstance(result, int)]
    found = progress(
        ingest(library, present, level=level, place=place, repair=repair) if present else (),
        total=sum(result for result in counted.values() if isinstance(result, int)),
        label="Ingesting",
    )
    report = IngestRecord.from_results(_telling_failures(chain(missing, found)))
    typer.echo(report.model_dump_json() if as_json else _summary(report))
    n_in = len(report.files) - report.failed
    if not n_in:
        return NONE_IN
    return SOME_FAILED if report.failed else ALL_IN


def _count(path: Path) -> int | FileResult:
    """How many files a path stands for, or its failure where there is nothing."""
    try:
        n_files = count_files([path])
    except NotFoundError as error:
        return FileResult(path, "failed", None, str(error), 0, 0)
    if n_files:
        return n_files
    return FileResult(path, "failed", None, f"{str(path)!r} holds no file that can be read: give one with {_suffixes()}", 0, 0)


def _suffixes() -> str:
    return ", ".join(sorted(SUFFIXES))


def _telling_failures(results: Iterable[FileResult]) -> Iterator[FileResult]:
    for result in results:
        if result.status == "failed":
            typer.echo(f"youju: {result.message}", err=True)
        yield result


def _summary(report: IngestRecord) -> str:
    """One line, such as `2 added, 0 replaced, 5 unchanged, 0 failed; 120 clauses, 31 repairs`."""
    taken = [file for file in report.files if file.status in {"added", "replaced"}]
    counts = f"{report.added} added, {report.replaced} replaced, {report.unchanged} unchanged, {report.failed} failed"
    return f"{counts}; {sum(file.n_clauses for file in taken)} clauses, {sum(file.n_edits for file in taken)} repairs"
