"""Web pages through trafilatura: the main content, without menus and related links, behind the title."""

import re

import trafilatura

from corpus.errors import UnreadableDocumentError
from corpus.reading.decoding import decode
from corpus.reading.extraction import Extraction

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_DECLARATION_BYTES = 2048


def extract(data: bytes) -> Extraction:
    """The main content of a page, its title as the first line; a page without any gives an empty text.

    Raises:
        UnreadableDocumentError: the bytes are no text in the encoding that the page declares, nor in a usual one.
    """
    page = _decoded(data)
    found = trafilatura.bare_extraction(page, include_comments=False, include_tables=True, favor_recall=True, with_metadata=True)
    if found is None:
        return Extraction("")
    text, title = str(getattr(found, "text", None) or ""), str(getattr(found, "title", None) or "")
    return Extraction(text if not title or _squeezed(title) in _squeezed(text[: 2 * len(title) + 40]) else f"{title}\n{text}")


def _decoded(data: bytes) -> str:
    """The page as text; a byte that fits no usual encoding may fit the one that it names, Big5 for example."""
    try:
        return decode(data, "")
    except UnreadableDocumentError as error:
        declared = _DECLARED.search(data[:_DECLARATION_BYTES])
        try:
            return data.decode(declared[1].decode("ascii")) if declared else _refused(error)
        except (LookupError, UnicodeDecodeError):
            return _refused(error)


def _refused(error: UnreadableDocumentError) -> str:
    raise UnreadableDocumentError("is in no encoding that is known; save it as UTF-8 and try again") from error


def _squeezed(text: str) -> str:
    return "".join(text.split())
