"""Entries as an Excel workbook: a sheet for each document, with filters, a heading that stays, and links; knows openpyxl."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assistant.obligations.entries import Entry
from assistant.obligations.wording import COLUMNS, Link, cells, title
from assistant.obligations.workdays import COVERAGE, NOT_COVERED

_NOTES = "说明"
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_MOST_NAME_CHARACTERS = 31
_MOST_CELL_CHARACTERS = 32_767
_WIDTHS = dict.fromkeys(("责任主体", "工作日提示", "时限频次数值", "链接", "问题"), 22) | {"文件": 30, "条件": 28, "事项": 48, "原文": 60}
_WIDTH = 12


def workbook_of(entries: Iterable[Entry], link: Link, today: date) -> bytes:
    """An .xlsx file of the entries: the sheets in the order in which their documents come first, behind them one of notes."""
    by_document: dict[str, list[Entry]] = {}
    for entry in entries:
        by_document.setdefault(entry.stored.document_id, []).append(entry)
    workbook = Workbook()
    notes = workbook.worksheets[0]
    names: set[str] = {_NOTES}
    for of_document in by_document.values():
        name = _free_name(title(of_document[0]), names)
        names.add(name.lower())
        _fill(workbook.create_sheet(name, len(workbook.worksheets) - 1), of_document, link)
    _fill_notes(notes, sum(map(len, by_document.values())), today)
    workbook.active = 0
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _fill(sheet: Worksheet, entries: Sequence[Entry], link: Link) -> None:
    for column, heading in enumerate(COLUMNS, start=1):
        sheet.cell(1, column, heading).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(heading, _WIDTH)
    for row, entry in enumerate(entries, start=2):
        for column, text in enumerate(cells(entry, link), start=1):
            _write(sheet.cell(row, column), text)
        if entry.next_due:
            due = sheet.cell(row, COLUMNS.index("下次到期") + 1, entry.next_due)
            due.number_format = "yyyy-mm-dd"
        for heading in ("条款", "链接"):
            cell = sheet.cell(row, COLUMNS.index(heading) + 1)
            cell.hyperlink = link(entry)
            cell.style = "Hyperlink"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _fill_notes(sheet: Worksheet, total: int, today: date) -> None:
    sheet.title = _NOTES
    for row, text in enumerate((f"截至{today.isoformat()}，共{total}条", COVERAGE, NOT_COVERED), start=1):
        _write(sheet.cell(row, 1), text)


def _write(cell: Cell, text: str) -> None:
    """Writes a text as a text, whatever it begins with; characters that a sheet cannot hold are left out."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:_MOST_CELL_CHARACTERS]
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _free_name(wanted: str, taken: set[str]) -> str:
    """A name for a sheet that no other has; Excel allows 31 characters and takes no notice of case."""
    base = _NOT_IN_NAMES.sub(" ", ILLEGAL_CHARACTERS_RE.sub("", wanted)).strip() or "文件"
    name, number = base[:_MOST_NAME_CHARACTERS], 1
    while name.lower() in taken:
        number += 1
        name = f"{base[: _MOST_NAME_CHARACTERS - 1 - len(str(number))]} {number}"
    return name
