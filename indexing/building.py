"""Files to a searchable library: read, clean, parse, chunk, embed, write."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.documents import Level
from corpus.errors import DocumentError, UnreadableDocumentError
from corpus.reading import document_id_of, files_in, read_data
from corpus.sidecar import described, is_sidecar, read_sidecar
from indexing.document_rows import DocumentRows
from indexing.library import Library
from indexing.preparing import Order, Wishes, prepared
from indexing.preparing_pool import PreparingPool
from indexing.recipes import Recipes

# What is begun before the first of it is finished, where other processes prepare the files: so much that these have work while the indexes
# are written, and not so much that large files fill the memory.
FILES_AHEAD = 200
BYTES_AHEAD = 32 * 1024 * 1024

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
        with PreparingPool(library.home, recipes, embedder=library.embedder, n_files=len(files)) as pool:
            begun = (_begun(library, path, recipes, Wishes(level, place, repair), pool) for path in files)
            yield from _in_order(begun, is_ahead=pool.is_ahead)
    finally:
        library.flush()


def ingest_bytes(
    library: Library, data: bytes, *, source_name: str, origin: str, level: Level | None = None, place: str | None = None
) -> FileResult:
    """Brings the bytes of one file called `source_name` into the library, as `ingest` does a file; it is found after `library.flush()`.

    Raises:
        StoreBusyError: Another process owns the home; nothing was done.
    """
    order, recipes = Order(Path(source_name), data, origin, wishes=Wishes(level, place)), Recipes.of(library.home)
    return _unchanged(library, order, recipes) or _finished(library, order, recipes, lambda: prepared(order, recipes))


def _files(paths: Sequence[Path]) -> list[Path]:
    """Each file once, in order; sidecars only where there is no file that they could speak of."""
    found = dict.fromkeys(file for path in paths for file in files_in(path))
    return [file for file in found if not (is_sidecar(file) and described(file))]


@dataclass(frozen=True, slots=True)
class _Begun:
    """A file that is being prepared; `finish` waits for it and writes it."""

    n_bytes: int
    finish: Callable[[], FileResult]


def _in_order(begun: Iterable[FileResult | _Begun], *, is_ahead: bool) -> Iterator[FileResult]:
    """What became of each file, in their order; several are begun before the first is finished where others prepare them."""
    waiting: deque[FileResult | _Begun] = deque()
    n_bytes = 0
    for each in begun:
        waiting.append(each)
        n_bytes += each.n_bytes if isinstance(each, _Begun) else 0
        while waiting and (not is_ahead or len(waiting) > FILES_AHEAD or n_bytes > BYTES_AHEAD):
            first = waiting.popleft()
            n_bytes -= first.n_bytes if isinstance(first, _Begun) else 0
            yield _result(first)
    yield from map(_result, waiting)


def _result(each: FileResult | _Begun) -> FileResult:
    return each if isinstance(each, FileResult) else each.finish()


def _begun(library: Library, path: Path, recipes: Recipes, wishes: Wishes, pool: PreparingPool) -> FileResult | _Begun:
    try:
        if is_sidecar(path):
            raise UnreadableDocumentError(f"{path.name!r} speaks of no file beside it: give it the name of one, or remove it.")
        order = Order(path, read_data(path), str(path.absolute()), read_sidecar(path), wishes)
    except DocumentError as error:
        return _failed(path, error)
    unchanged = _unchanged(library, order, recipes)
    if unchanged:
        return unchanged
    rows = pool.begin(order)
    return _Begun(len(order.data), lambda: _finished(library, order, recipes, rows))


def _finished(library: Library, order: Order, recipes: Recipes, rows: Callable[[], DocumentRows]) -> FileResult:
    # The same bytes may have come in meanwhile, under another name.
    unchanged = _unchanged(library, order, recipes)
    if unchanged:
        return unchanged
    try:
        new = rows()
    except DocumentError as error:
        return _failed(order.path, error)
    replaced = library.write(new)
    return FileResult(order.path, "replaced" if replaced else "added", new.document_id, "", new.n_clauses, new.n_edits)


def _failed(path: Path, error: DocumentError) -> FileResult:
    return FileResult(path, "failed", None, str(error), 0, 0)


def _unchanged(library: Library, order: Order, recipes: Recipes) -> FileResult | None:
    """The report of a file whose bytes are in, made in the same way and for the level and place that are wished."""
    document_id, wishes = document_id_of(order.data), order.wishes
    stored = library.stored(document_id) if library.recipe(document_id) == order.recipe(recipes) else None
    if stored is None or wishes.level not in {None, stored.header.level} or wishes.place not in {None, stored.header.place}:
        return None
    library.adopt(document_id, origin=order.origin, source_name=order.path.name)
    return FileResult(order.path, "unchanged", document_id, "", stored.n_clauses, stored.n_edits)
