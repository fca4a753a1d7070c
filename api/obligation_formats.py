"""The forms in which obligations leave the house, the same on the command line and over HTTP."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.schemas.obligations import ObligationRecord
from assistant.obligations.entries import Entry
from assistant.obligations.spreadsheet import csv_of
from assistant.obligations.wording import Link


class ObligationFormat(StrEnum):
    """A form in which obligations are written to a file."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    ICS = "ics"


@dataclass(frozen=True, slots=True)
class Form:
    """The media type of a format, and what writes it."""

    media_type: str
    write: Callable[[Sequence[Entry], Link, date], bytes]


def _json(entries: Iterable[Entry], _link: Link, _today: date) -> bytes:
    return f"[{','.join(map(_record, entries))}]\n".encode()


def _lines(entries: Iterable[Entry], _link: Link, _today: date) -> bytes:
    return "".join(f"{_record(entry)}\n" for entry in entries).encode()


def _record(entry: Entry) -> str:
    return ObligationRecord.from_entry(entry).model_dump_json()


def _workbook(entries: Iterable[Entry], link: Link, today: date) -> bytes:
    from assistant.obligations.workbook import workbook_of  # noqa: PLC0415 -- openpyxl takes a fifth of a second that a table does not need

    return workbook_of(entries, link, today)


def _calendar(entries: Iterable[Entry], link: Link, today: date) -> bytes:
    from assistant.obligations.calendar import calendar_of  # noqa: PLC0415 -- so does icalendar, with its time zones

    return calendar_of(entries, link, today)


FORMS = {
    ObligationFormat.JSON: Form("application/json", _json),
    ObligationFormat.JSONL: Form("application/x-ndjson", _lines),
    ObligationFormat.CSV: Form("text/csv", lambda entries, link, _today: csv_of(entries, link)),
    ObligationFormat.XLSX: Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _workbook),
    ObligationFormat.ICS: Form("text/calendar", _calendar),
}


def accepted_format(header: str) -> ObligationFormat | None:
    """The first format of an Accept header that is a file; `None` where JSON or anything will do.

    >>> accepted_format("text/html, text/calendar;q=0.9"), accepted_format("*/*")
    (<ObligationFormat.ICS: 'ics'>, None)
    """
    by_type = {form.media_type: name for name, form in FORMS.items() if name is not ObligationFormat.JSON}
    asked = (part.partition(";")[0].strip().lower() for part in header.split(","))
    return next((by_type[media_type] for media_type in asked if media_type in by_type), None)
