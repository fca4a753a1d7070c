"""Files to `SourceDocument`s."""

from hashlib import sha256
from pathlib import Path

from corpus.documents import SourceDocument
from corpus.errors import DocumentError, EmptyDocumentError, NotFoundError, UnreadableDocumentError
from corpus.reading.decoding import decode

SUFFIXES = frozenset({".txt", ".md"})
DOCUMENT_ID_DIGITS = 16


def read(path: Path) -> SourceDocument:
    """The document in a file.

    Raises:
        NotFoundError: there is no such file.
        DocumentError: it is not a kind of file that is read, it cannot be opened, or it holds no text.
    """
    if not path.exists():
        raise NotFoundError(f"There is no file {str(path)!r}; check the path.")
    _check_suffix(path.name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocumentError(
            f"{str(path)!r} cannot be opened ({error.strerror}); check that it is a file that you may read."
        ) from error
    return read_bytes(data, source_name=path.name, origin=str(path.absolute()))


def read_bytes(data: bytes, *, source_name: str, origin: str) -> SourceDocument:
    """The document in the bytes of a file or an upload called `source_name`.

    Raises:
        DocumentError: it is not a kind of file that is read, or it holds no text.
    """
    _check_suffix(source_name)
    text = decode(data, source_name)
    if not text.strip("\ufeff \t\r\n\u3000\xa0"):
        raise EmptyDocumentError(f"{source_name!r} holds no text; remove it, or save its content again.")
    digest = sha256(data).hexdigest()
    return SourceDocument(document_id=digest[:DOCUMENT_ID_DIGITS], source_name=source_name, origin=origin, sha256=digest, text=text)


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
    return any(part.startswith(".") for part in path.parts)


def _check_suffix(name: str) -> None:
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        readable = " and ".join(sorted(SUFFIXES))
        raise DocumentError(f"{name!r} has the suffix {suffix!r}, but only {readable} are read; convert it to one of these.")
