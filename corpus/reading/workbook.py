"""Excel workbooks through openpyxl: each sheet as a table, a line a row."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from corpus.documents import AnchorKind
from corpus.errors import UnreadableDocumentError
from corpus.reading.archives import check_archive
from corpus.reading.cell_values import displayed
from corpus.reading.extraction import Extraction

# In a wider row the empty cells are left out: a cell far off is a slip of the hand.
WIDEST_COLUMNS = 100
_SEPARATOR = " | "
# The name that a program gives a sheet says nothing.
_UNNAMED = re.compile(r"(?:Sheet|工作表)\s*\d*", re.IGNORECASE)


def extract(data: bytes) -> Extraction:
    """The sheets that are not hidden, each under its name, cells set apart by ` | `; anchors count the rows of each sheet.

    Merged cells speak once, where they begin. Cells show what the file last computed, as it is displayed.

    Raises:
        UnreadableDocumentError: the bytes are no workbook, or one that is damaged or protected.
    """
    check_archive(data)
    try:
        # Read as a stream: a sheet that claims a million columns then costs nothing.
        workbook = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        lines = [line for sheet in workbook.worksheets if sheet.sheet_state == "visible" for line in _lines(sheet)]
    except (
        InvalidFileException,
        BadZipFile,
        zlib.error,
        SyntaxError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
    ) as error:
        # XML that is not well-formed is a SyntaxError; parts that are missing or of another kind are the rest.
        raise UnreadableDocumentError("is damaged, or no workbook; open it in Excel or WPS and save it again as .xlsx") from error
    return Extraction.of_lines(lines, AnchorKind.ROW)


def _lines(sheet: ReadOnlyWorksheet) -> Iterator[tuple[int, str]]:
    """The number of each row that says something, and its cells; before the first one, the name of the sheet."""
    named = bool(_UNNAMED.fullmatch(sheet.title))
    # What a sheet says about its size is often wrong.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [displayed(cell.value, cell.number_format) if cell.value is not None else "" for cell in row]
        line = _SEPARATOR.join(cells if len(cells) <= WIDEST_COLUMNS else filter(None, cells)).strip()
        if not line.strip("| "):
            continue
        if not named:
            named = True
            yield number, sheet.title
        yield number, _trimmed(line)


def _trimmed(line: str) -> str:
    """The line without the empty cells at its end."""
    return line.rstrip("| ")
