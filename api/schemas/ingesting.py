"""The report of an ingest: `youju ingest --json`."""

from collections.abc import Iterable
from typing import Literal, Self

from api.schemas.record import Record
from indexing.building import FileResult


class FileRecord(Record):
    """What became of one file."""

    path: str
    status: Literal["added", "replaced", "unchanged", "failed"]
    document_id: str | None
    message: str
    n_clauses: int
    n_edits: int

    @classmethod
    def from_result(cls, result: FileResult) -> Self:
        """The record of one result."""
        return cls(
            path=str(result.path),
            status=result.status,
            document_id=result.document_id,
            message=result.message,
            n_clauses=result.n_clauses,
            n_edits=result.n_edits,
        )


class IngestRecord(Record):
    """What became of all files, with a count for each outcome."""

    added: int
    replaced: int
    unchanged: int
    failed: int
    files: tuple[FileRecord, ...]

    @classmethod
    def from_results(cls, results: Iterable[FileResult]) -> Self:
        """The report of an ingest, files in the order in which they finished."""
        return cls.from_files(map(FileRecord.from_result, results))

    @classmethod
    def from_files(cls, records: Iterable[FileRecord]) -> Self:
        """The report on these files."""
        files = tuple(records)
        statuses = [file.status for file in files]
        return cls(
            added=statuses.count("added"),
            replaced=statuses.count("replaced"),
            unchanged=statuses.count("unchanged"),
            failed=statuses.count("failed"),
            files=files,
        )
