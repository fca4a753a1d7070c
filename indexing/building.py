"""Files to a searchable library: read, clean, parse, chunk, embed, write."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.cleaning import clean
from corpus.documents import Level, Policy, SourceDocument
from corpus.errors import DocumentError, EmptyDocumentError
from corpus.obligations.extraction import extract
from corpus.parsing import parse
from corpus.reading import files_in, read
from indexing.chunking import chunk
from indexing.library import Library

# Changes whenever the same file would be cleaned, parsed or cut otherwise, so that files already in are made anew on their next ingest.
RECIPE = "2"

Status = Literal["added", "replaced", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file; `message` is one line, empty unless it failed."""

    path: Path
    status: Status
    document_id: str | None
    message: str
    n_clauses: int
    n_edits: int


def count_files(paths: Sequence[Path]) -> int:
    """How many files `ingest` will report on.

    Raises:
        NotFoundError: One of the paths is not there.
    """
    return len(_files(paths))


def ingest(library: Library, paths: Sequence[Path], *, level: Level | None = None, place: str | None = None) -> Iterator[FileResult]:
    """Brings files and folders into the library, and tells of each file as it is done.

    A file that is reported as added or replaced is safe on the disk. One that cannot be used is reported as failed, and the rest go on. A
    file that is in already, by its content, is passed over; a new version of a file takes the place of the old one.

    Args:
        library: Where they go.
        paths: Files, and folders that are looked through to the bottom.
        level: What to take as the level of these documents, whatever their headers say.
        place: What to take as their place.

    Raises:
        NotFoundError: One of the paths is not there; nothing was done.
        StoreBusyError: Another process owns the home; nothing was done.
    """
    files = _files(paths)
    library.own()
    try:
        for path in files:
            yield _ingested(library, path, level=level, place=place)
    finally:
        library.flush()


def _files(paths: Sequence[Path]) -> list[Path]:
    """Each file once, in order."""
    return list(dict.fromkeys(file for path in paths for file in files_in(path)))


def _ingested(library: Library, path: Path, *, level: Level | None, place: str | None) -> FileResult:
    try:
        source = read(path)
        if _is_known(library, source, level=level, place=place):
            library.adopt(source)
            known = library.policy(source.document_id)
            return FileResult(path, "unchanged", source.document_id, "", len(known.clauses), len(known.document.edits))
        return _written(library, path, parse(clean(source), level=level, place=place))
    except DocumentError as error:
        return FileResult(path, "failed", None, str(error), 0, 0)


def _is_known(library: Library, source: SourceDocument, *, level: Level | None, place: str | None) -> bool:
    """Whether this very text is in, made in the present way and for this level and place."""
    if library.recipe(source.document_id) != RECIPE:
        return False
    header = library.policy(source.document_id).header
    return level in {None, header.level} and place in {None, header.place}


def _written(library: Library, path: Path, policy: Policy) -> FileResult:
    chunks = chunk(policy)
    if not chunks:
        raise EmptyDocumentError(f"Nothing that could be cited is in {str(path)!r}: give a file with text in it")
    replaced = library.write(policy, chunks, recipe=RECIPE, obligations=extract(policy))
    source = policy.document.source
    return FileResult(path, "replaced" if replaced else "added", source.document_id, "", len(policy.clauses), len(policy.document.edits))
