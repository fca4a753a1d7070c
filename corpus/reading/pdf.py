"""PDFs through pypdfium2: the lines of their text layer, and pictures of their pages."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from pypdfium2 import raw

from corpus.errors import UnreadableDocumentError
from corpus.reading.columns import PIECE_GAP, in_reading_order
from corpus.reading.extraction import Extraction, NoTextLayerError
from corpus.reading.page_lines import compose
from corpus.reading.placed_lines import PlacedLine

MOST_PAGES = 3000
# A page with fewer characters than this under a picture of this share of it was scanned; a scanner may sign its work.
FEW_CHARACTERS = 30
LEAST_PICTURE = 0.5
# Characters drawn as outlines, when there are so many shapes and no text.
MANY_SHAPES = 100
# More of a page than recognition looks at costs only memory.
LONGEST_SIDE_PIXELS = 6000
# A font without a table of its characters gives signs of nowhere.
MOST_STRANGE_SHARE = 0.2
_STRANGE = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_HAN = re.compile(r"[㐀-鿿豈-﫿]")
_WIDE = re.compile(r"[⺀-鿿豈-﫿＀-￯、-〟]")
# A gap narrower than this between a Han character and another one is a matter of typesetting.
NARROW_GAP = 0.6
# What pdfium makes of a hyphen at the end of a line, and what it puts for it where it takes the next line for the rest of the word.
_HYPHEN = re.compile("[\ufffe\xad]$")
_BROKEN_WORD = 0x02

# Left, bottom, right and top of a character in points, and those of several by their index.
Box = tuple[float, float, float, float]
Boxes = dict[int, Box]


def extract(data: bytes) -> Extraction:
    """The text layer of a PDF; anchors count its pages.

    Raises:
        NoTextLayerError: there are pages that are pictures of text.
        UnreadableDocumentError: the bytes are no PDF, or one that is damaged, protected or too long.
    """
    document = open_document(data, most_pages=MOST_PAGES)
    pages: list[list[PlacedLine]] = []
    pictures: list[int] = []
    for number, page in enumerate(_pages(document), start=1):
        lines = _lines(page)
        pages.append(lines)
        if sum(len(line.text) for line in lines) < FEW_CHARACTERS and _is_picture(page, has_text=bool(lines)):
            pictures.append(number)
    if pictures:
        raise NoTextLayerError(_no_text_layer(pictures, len(pages)))
    _check_characters("".join(line.text for page in pages for line in page))
    return compose(pages)


def open_document(data: bytes, *, most_pages: int) -> pypdfium2.PdfDocument:
    """The document.

    Raises:
        UnreadableDocumentError: the bytes are no PDF, or one that is damaged, protected or longer than `most_pages`.
    """
    try:
        document = pypdfium2.PdfDocument(data)
        n_pages = len(document)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise UnreadableDocumentError("is protected by a password; save it without one and try again") from error
        raise UnreadableDocumentError("is damaged or cut off, or no PDF; get it again, or print it to a new PDF") from error
    if n_pages > most_pages:
        raise UnreadableDocumentError(f"has {n_pages:,} pages, and at most {most_pages:,} are read; split it")
    return document


def rendered_pages(document: pypdfium2.PdfDocument, *, dots_per_inch: int) -> Iterator[NDArray[np.uint8]]:
    """A picture of each page: arrays of shape (height, width, 3), uint8, blue first; of a poster with fewer dots."""
    for page in _pages(document):
        scale = min(dots_per_inch / 72, LONGEST_SIDE_PIXELS / max(page.get_size()))
        yield page.render(scale=scale).to_numpy()


def _pages(document: pypdfium2.PdfDocument) -> Iterator[pypdfium2.PdfPage]:
    """Each page, let go when the next one is asked for."""
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError as error:
            raise UnreadableDocumentError(f"has a page {index + 1} that is damaged; get it again, or print it to a new PDF") from error
        yield page
        page.close()


def _lines(page: pypdfium2.PdfPage) -> list[PlacedLine]:
    """The lines of a page, in the order of its content; of two columns side by side the left one first."""
    text_page = page.get_textpage()
    width, height = (max(side, 1.0) for side in page.get_size())
    rows: list[list[PlacedLine]] = []
    start = 0
    characters = [raw.FPDFText_GetUnicode(text_page, index) for index in range(text_page.count_chars())]
    for index, character in enumerate([*characters, 0x0A]):
        if character in {0x0A, _BROKEN_WORD}:
            pieces = [_line(piece, characters) for piece in _pieces(text_page, characters, start, index)]
            if pieces and character == _BROKEN_WORD:
                pieces[-1] = replace(pieces[-1], text=f"{pieces[-1].text}-")
            rows.append([_scaled(piece, width, height) for piece in pieces])
            start = index + 1
    lost = _loses_characters(page, text_page)
    text_page.close()
    if lost:
        raise UnreadableDocumentError(
            "is set in a Chinese font that it does not hold, and this machine has none: install one (apt-get install fonts-wqy-zenhei), or "
            "print the file to a new PDF that holds its fonts"
        )
    return in_reading_order(rows)


def _loses_characters(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> bool:
    """Whether Chinese characters of a page have no shape here, and some were placed one by one: pdfium leaves those out of the text.

    Of several that were placed together it knows how far they reach, and tells them all the same. What has no extent at all may also be a
    space, which nobody misses.
    """
    without_extent = without_shape = False
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=2):
        left, bottom, right, top = item.get_bounds()
        if bottom == top and not raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(item.raw)):
            without_extent = without_extent or left == right
            without_shape = without_shape or (left < right and _HAN.search(_text_of(item, text_page)) is not None)
        if without_extent and without_shape:
            return True
    return False


def _text_of(item: pypdfium2.PdfObject, text_page: pypdfium2.PdfTextPage) -> str:
    """The characters that were placed together."""
    n_bytes = raw.FPDFTextObj_GetText(item.raw, text_page.raw, None, 0)
    buffer = ctypes.create_string_buffer(n_bytes)
    raw.FPDFTextObj_GetText(item.raw, text_page.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), n_bytes)
    return buffer.raw.decode("utf-16-le", errors="replace").rstrip("\0")


def _pieces(text_page: pypdfium2.PdfTextPage, characters: list[int], start: int, end: int) -> Iterator[Boxes]:
    """The places of the characters from `start` to `end`, parted where a gap is wide."""
    piece: Boxes = {}
    before: Box | None = None
    for index in range(start, end):
        if characters[index] > 0x20:
            box = text_page.get_charbox(index, loose=True)
            if before and box[0] - before[2] >= PIECE_GAP * max(box[3] - box[1], before[3] - before[1]):
                yield piece
                piece = {}
            piece[index] = before = box
    if piece:
        yield piece


def _line(boxes: Boxes, characters: list[int]) -> PlacedLine:
    """The line of these characters, in points from the lower left corner."""
    first, last = min(boxes), max(boxes)
    text = "".join(_characters(boxes, characters, first, last + 1))
    return PlacedLine(
        text=_HYPHEN.sub("-", text).encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        left=min(box[0] for box in boxes.values()),
        right=max(box[2] for box in boxes.values()),
        top=max(box[3] for box in boxes.values()),
        bottom=min(box[1] for box in boxes.values()),
        em=max(1.0, boxes[first][3] - boxes[first][1]),
    )


def _characters(boxes: Boxes, characters: list[int], start: int, end: int) -> Iterator[str]:
    """The characters of a line, without the spaces that only set Chinese off from other characters."""
    before = start
    for index in range(start, end):
        if index in boxes:
            if index > before + 1 and not _is_typesetting(boxes[before], boxes[index], chr(characters[before]) + chr(characters[index])):
                yield " "
            yield chr(characters[index])
            before = index


def _is_typesetting(left: Box, right: Box, neighbours: str) -> bool:
    height = max(left[3] - left[1], right[3] - right[1])
    return bool(_WIDE.search(neighbours)) and right[0] - left[2] < NARROW_GAP * height


def _scaled(line: PlacedLine, width: float, height: float) -> PlacedLine:
    """The line in shares of the page, from the top down."""
    return PlacedLine(
        text=line.text,
        left=line.left / width,
        right=line.right / width,
        top=1 - line.top / height,
        bottom=1 - line.bottom / height,
        em=line.em / width,
    )


def _is_picture(page: pypdfium2.PdfPage, *, has_text: bool) -> bool:
    """Whether a page without much text shows some all the same."""
    width, height = page.get_size()
    n_shapes = 0
    for item in page.get_objects(max_depth=2):
        n_shapes += item.type == raw.FPDF_PAGEOBJ_PATH
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            if (right - left) * (top - bottom) >= LEAST_PICTURE * width * height or not has_text:
                return True
    return n_shapes >= MANY_SHAPES and not has_text


def _check_characters(text: str) -> None:
    if len(_STRANGE.findall(text)) > MOST_STRANGE_SHARE * len(text):
        raise NoTextLayerError("has a text layer whose characters are not those on the page")


def _no_text_layer(pictures: list[int], n_pages: int) -> str:
    if len(pictures) == n_pages:
        return "has no text layer: its pages are pictures of text"
    listed = ", ".join(map(str, pictures[:10])) + (" and more" if len(pictures) > 10 else "")
    return f"has no text layer on page {listed}: these are pictures of text"
