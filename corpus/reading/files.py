"""Files to `SourceDocument`s."""

import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from corpus.documents import SourceDocument
from corpus.errors import DocumentError, EmptyDocumentError, NotFoundError, UnreadableDocumentError
from corpus.reading.extracting import extract
from corpus.reading.extraction import Extraction
from corpus.reading.formats import FORMATS, MEGABYTE, SUFFIXES, Format

DOCUMENT_ID_DIGITS = 16


def read(path: Path) -> SourceDocument:
    """The document in a file.

    Raises:
        NotFoundError: there is no such file.
        DocumentError: it is not a kind of file that is read, it cannot be opened, it is damaged or too large, or it holds no text.
    """
    return read_bytes(read_data(path), source_name=path.name, origin=str(path.absolute()))


def read_data(path: Path) -> bytes:
    """The bytes of a file of a kind that is read.

    Raises:
        NotFoundError: there is no such file.
        DocumentError: it is not a kind of file that is read, it cannot be opened, or it is too large.
    """
    if not path.exists():
        raise NotFoundError(f"There is no file {str(path)!r}; check the path.")
    form = _format(path.name)
    try:
        if not path.is_file():
            raise UnreadableDocumentError(f"{str(path)!r} cannot be opened (it is no file); give a file or the folder that holds it.")
        _check_size(path.name, path.stat().st_size, form)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableDocumentError(
            f"{str(path)!r} cannot be opened ({error.strerror}); check that it is a file that you may read."
        ) from error


def document_id_of(data: bytes) -> str:
    """The id of the document in the bytes of a file: the same bytes are the same document.

    >>> document_id_of(b"")
    'e3b0c44298fc1c14'
    """
    return sha256(data).hexdigest()[:DOCUMENT_ID_DIGITS]


def read_bytes(data: bytes, *, source_name: str, origin: str) -> SourceDocument:
    """The document in the bytes of a file or an upload called `source_name`.

    Raises:
        DocumentError: it is not a kind of file that is read, it is damaged or too large, or it holds no text.
    """
    form = _format(source_name)
    _check_size(source_name, len(data), form)
    extraction = extract(data, source_name, form) if data else Extraction("")
    if not extraction.text.replace("\ufeff", "").strip():
        raise EmptyDocumentError(f"{source_name!r} holds no text; remove it, or save its content again.")
    digest = sha256(data).hexdigest()
    return SourceDocument(
        document_id=digest[:DOCUMENT_ID_DIGITS],
        source_name=source_name,
        origin=origin,
        sha256=digest,
        text=extraction.text,
        anchors=extraction.anchors,
    )


def files_in(path: Path) -> list[Path]:
    """The files under a folder, sorted, hidden ones left out; a path of a file gives just that file.

    A file of a kind that is not read is listed too: whoever reads it reports it, so that nothing is passed over in silence.

    Raises:
        NotFoundError: there is no such path.
    """
    if not path.exists():
        raise NotFoundError(f"There is no file or folder {str(path)!r}; check the path.")
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and not _hidden(file.relative_to(path)))


def _hidden(path: Path) -> bool:
    # Office programs write a lock file beside every document that is open: ~$通知.docx.
    return any(part.startswith((".", "~$")) for part in path.parts)


def _format(name: str) -> Format:
    """The format of a file of this name.

    Raises:
        DocumentError: no such file is read, or the name is no name of a file.
    """
    if "/" in name or "\\" in name or not name.isprintable():
        raise UnreadableDocumentError(f"{name!r} is no name of a file: it holds a path separator or a control character; rename it.")
    suffix = Path(name).suffix.lower()
    if suffix in FORMATS:
        return FORMATS[suffix]
    if suffix in _conversions():
        known = _conversions()[suffix]
        raise DocumentError(f"{name!r} is {known['name']}, which is not read; {known['advice']}.")
    readable = ", ".join(sorted(SUFFIXES))
    raise DocumentError(f"{name!r} has the suffix {suffix!r}, but only {readable} are read; convert it to one of these.")


@cache
def _conversions() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("corpus.reading").joinpath("data", "conversions.toml").read_text(encoding="utf-8"))


def _check_size(name: str, size: int, form: Format) -> None:
    if size > form.most_bytes:
        most = form.most_bytes // MEGABYTE
        raise UnreadableDocumentError(f"{name!r} has {size / MEGABYTE:,.1f} MB, but of {form.name} at most {most} MB are read; split it.")
