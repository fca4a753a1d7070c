"""Files to a searchable library: read, clean, parse, chunk, embed, write."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.cleaning import clean
from corpus.documents import Level, Policy
from corpus.errors import DocumentError, EmptyDocumentError, UnreadableDocumentError
from corpus.obligations.extraction import extract
from corpus.parsing import parse
from corpus.reading import document_id_of, files_in, read_bytes, read_data
from corpus.sidecar import Sidecar, described, is_sidecar, read_sidecar
from indexing.chunking import chunk
from indexing.library import Library
from indexing.recipes import Recipes

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


@dataclass(frozen=True, slots=True)
class Wishes:
    """What whoever ingests says of all files; it holds over sidecars and texts, and `None` says nothing."""

    level: Level | None = None
    place: str | None = None
    repair: bool | None = None


def count_files(paths: Sequence[Path]) -> int:
    """How many files `ingest` will report on.

    Raises:
        NotFoundError: One of the paths is not there.
    """
    return len(_files(paths))


def ingest(
    library: Library, paths: Sequence[Path], *, level: Level | None = None, place: str | None = None, repair: bool | None = None
) -> Iterator[FileResult]:
    """Brings files and folders into the library, and tells of each file as it is done.

    A file that is reported as added or replaced is safe on the disk. One that cannot be used is reported as failed, and the rest go on. A
    file that is in already, by its bytes and its sidecar, is passed over unread; a new version of a file takes the place of the old one.

    Args:
        library: Where they go.
        paths: Files, and folders that are looked through to the bottom.
        level: What to take as the level of these documents, whatever their sidecars and headers say.
        place: What to take as their place.
        repair: Whether to repair their content; where nothing is said, their sidecars decide, and else it is repaired.

    Raises:
        NotFoundError: One of the paths is not there; nothing was done.
        SettingsError: The user's table of respellings cannot be used; nothing was done.
        StoreBusyError: Another process owns the home; nothing was done.
    """
    files = _files(paths)
    recipes = Recipes.of(library.home)
    library.own()
    try:
        for path in files:
            yield _ingested(library, path, recipes, Wishes(level, place, repair))
    finally:
        library.flush()


def ingest_bytes(
    library: Library, data: bytes, *, source_name: str, origin: str, level: Level | None = None, place: str | None = None
) -> FileResult:
    """Brings the bytes of one file called `source_name` into the library, as `ingest` does a file; it is found after `library.flush()`.

    Raises:
        StoreBusyError: Another process owns the home; nothing was done.
    """
    path, recipes = Path(source_name), Recipes.of(library.home)
    try:
        return _taken_in(library, path, data, origin, Sidecar(), recipes, Wishes(level, place))
    except DocumentError as error:
        return FileResult(path, "failed", None, str(error), 0, 0)


def _files(paths: Sequence[Path]) -> list[Path]:
    """Each file once, in order; sidecars only where there is no file that they could speak of."""
    found = dict.fromkeys(file for path in paths for file in files_in(path))
    return [file for file in found if not (is_sidecar(file) and described(file))]


def _ingested(library: Library, path: Path, recipes: Recipes, wishes: Wishes) -> FileResult:
    try:
        if is_sidecar(path):
            raise UnreadableDocumentError(f"{path.name!r} speaks of no file beside it: give it the name of one, or remove it.")
        return _taken_in(library, path, read_data(path), str(path.absolute()), read_sidecar(path), recipes, wishes)
    except DocumentError as error:
        return FileResult(path, "failed", None, str(error), 0, 0)


def _taken_in(library: Library, path: Path, data: bytes, origin: str, sidecar: Sidecar, recipes: Recipes, wishes: Wishes) -> FileResult:
    """What became of the bytes of a file; `path` is what it is called."""
    repair = next((said for said in (wishes.repair, sidecar.repair) if said is not None), True)
    recipe = recipes.name(sidecar, repair=repair)
    unchanged = _unchanged(library, path, document_id_of(data), origin, recipe, wishes)
    if unchanged:
        return unchanged
    source = read_bytes(data, source_name=path.name, origin=origin)
    document = clean(source, steps=recipes.steps, repair=repair)
    policy = parse(document, level=wishes.level, place=wishes.place, overrides=sidecar.overrides)
    return _written(library, path, policy, recipe)


def _unchanged(library: Library, path: Path, document_id: str, origin: str, recipe: str, wishes: Wishes) -> FileResult | None:
    """The report of a file whose bytes are in, made in the same way and for the level and place that are wished."""
    stored = library.stored(document_id) if library.recipe(document_id) == recipe else None
    if stored is None or wishes.level not in {None, stored.header.level} or wishes.place not in {None, stored.header.place}:
        return None
    library.adopt(document_id, origin=origin, source_name=path.name)
    return FileResult(path, "unchanged", document_id, "", stored.n_clauses, stored.n_edits)


def _written(library: Library, path: Path, policy: Policy, recipe: str) -> FileResult:
    chunks = chunk(policy)
    if not chunks:
        raise EmptyDocumentError(f"Nothing that could be cited is in {str(path)!r}: give a file with text in it")
    replaced = library.write(policy, chunks, recipe=recipe, obligations=extract(policy))
    source = policy.document.source
    return FileResult(path, "replaced" if replaced else "added", source.document_id, "", len(policy.clauses), len(policy.document.edits))
