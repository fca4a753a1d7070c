"""Fonts that a PDF names and does not hold: where the machine has none for Chinese either, pdfium loses characters without a word."""

import ctypes
import re

import pypdfium2
from pypdfium2 import raw

_HAN = re.compile(r"[㐀-鿿豈-﫿]")


def loses_characters(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> bool:
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
