"""`youju ingest`: files into the library, with a progress bar on a terminal and a report at the end."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import typer
from indexing.building import FileResult, count_files, ingest

from api.cli.progress import progress
from api.schemas.ingesting import IngestRecord
from corpus.documents import Level
from indexing.library import Library

ALL_IN, NONE_IN, SOME_FAILED = 0, 1, 3


def ingest_files(library: Library, paths: Sequence[Path], *, level: Level | None, place: str | None, as_json: bool) -> int:
    """Ingest files and folders; failures are told as they come, and the rest goes on.

    Returns:
        0 where all are in, 3 where some failed, 1 where none is in.
    """
    results = progress(ingest(library, paths, level=level, place=place), total=count_files(paths), label="Ingesting")
    report = IngestRecord.from_results(_telling_failures(results))
    typer.echo(report.model_dump_json() if as_json else _summary(report))
    if not report.failed:
        return ALL_IN if report.files else NONE_IN
    return SOME_FAILED if len(report.files) > report.failed else NONE_IN


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
