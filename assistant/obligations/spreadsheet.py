"""Entries as a CSV file that Excel opens with its Chinese intact."""

import csv
import io
from collections.abc import Iterable

from assistant.obligations.entries import Entry
from assistant.obligations.wording import COLUMNS, Link, cells

# A spreadsheet would run a cell that begins so as a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def csv_of(entries: Iterable[Entry], link: Link) -> bytes:
    """The entries a line each under a line of headings, in UTF-8 with a byte order mark, by which Excel knows UTF-8."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow(map(_harmless, cells(entry, link)))
    return written.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell
