"""Web pages through trafilatura: the main content, without menus and related links, behind the title."""

import re

import trafilatura
from lxml.html import HtmlElement

from corpus.errors import UnreadableDocumentError
from corpus.reading.decoding import decode
from corpus.reading.extraction import Extraction
from corpus.reading.number_formats import written

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_DECLARATION_BYTES = 2048
# How a browser counts the items of a list, by the `type` of the list.
_LIST_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BULLET_BEFORE_NUMBER = re.compile(r"^- (?=\w+\. )", re.MULTILINE)


def extract(data: bytes) -> Extraction:
    """The main content of a page, its title as the first line; a page without any gives an empty text.

    Raises:
        UnreadableDocumentError: the bytes are no text in the encoding that the page declares, nor in a usual one.
    """
    page = trafilatura.load_html(_decoded(data))
    if page is None:
        return Extraction("")
    for ordered in page.iter("ol"):
        _number(ordered)
    found = trafilatura.bare_extraction(page, include_comments=False, include_tables=True, favor_recall=True, with_metadata=True)
    if found is None:
        return Extraction("")
    text = _BULLET_BEFORE_NUMBER.sub("", str(getattr(found, "text", None) or ""))
    title = str(getattr(found, "title", None) or "")
    return Extraction(text if not title or _squeezed(title) in _squeezed(text[: 2 * len(title) + 40]) else f"{title}\n{text}")


def _number(ordered: HtmlElement) -> None:
    """Writes before each item of an ordered list the number that a browser shows there and no text holds."""
    number = _whole(ordered.get("start"), 1)
    for item in ordered.iterchildren("li"):
        number = _whole(item.get("value"), number)
        label = written(number, _LIST_FORMATS.get(ordered.get("type") or "", "decimal"))
        item.text = f"{label}. {(item.text or '').lstrip()}"
        number += 1


def _whole(attribute: str | None, otherwise: int) -> int:
    return int(attribute) if attribute and attribute.strip().lstrip("-").isdecimal() else otherwise


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
