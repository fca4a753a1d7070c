"""Word documents through python-docx: paragraphs with the numbers that Word generates, tables, text boxes and notes."""

import zlib
from io import BytesIO
from itertools import count
from typing import cast
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml

from corpus.documents import AnchorKind
from corpus.errors import UnreadableDocumentError
from corpus.reading.archives import check_archive
from corpus.reading.extraction import Extraction
from corpus.reading.word_body import WordBody
from corpus.reading.word_lists import Element, W, read_lists


def extract(data: bytes) -> Extraction:
    """The text of a document, a line a paragraph or table row, headers and footers left out; anchors count these lines.

    Raises:
        UnreadableDocumentError: the bytes are no Word document, or one that is damaged or protected.
    """
    check_archive(data)
    try:
        document = Document(BytesIO(data))
        lists = read_lists(_part(document, RELATIONSHIP_TYPE.NUMBERING), cast("Element", document.styles.element))
        blocks = cast("Element", document.element).find(f"{W}body")
        notes = {kind: _notes(_part(document, relationship)) for kind, relationship in _NOTES.items()}
    except (OpcError, BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, AttributeError, NotImplementedError) as error:
        # XML that is not well-formed is a SyntaxError; parts that are missing or of another kind are the rest.
        raise UnreadableDocumentError("is damaged, or no Word document; open it in Word or WPS and save it again as .docx") from error
    lines = WordBody(lists, notes).lines(blocks if blocks is not None else ())
    return Extraction.of_lines(zip(count(1), lines, strict=False), AnchorKind.PARAGRAPH)


_NOTES = {f"{W}footnoteReference": RELATIONSHIP_TYPE.FOOTNOTES, f"{W}endnoteReference": RELATIONSHIP_TYPE.ENDNOTES}


def _part(document: WordDocument, relationship: str) -> Element | None:
    """The root of a part of the document, `None` where it has none."""
    try:
        part = document.part.part_related_by(relationship)
    except KeyError:
        return None
    return cast("Element", parse_xml(part.blob))


def _notes(part: Element | None) -> dict[str, Element]:
    """The notes by id."""
    return {} if part is None else {note.get(f"{W}id") or "": note for note in part if isinstance(note.tag, str)}
