"""Who said a policy, where and when; and whether it binds on a given day."""

from datetime import date

from corpus.documents import Header, Level, Validity
from corpus.lines import lines


def header(text: str, *, level: Level | None = None, place: str | None = None) -> Header:
    """The header found in a clean text; `level` and `place`, where given, hold over what is found."""
    first = next(lines(text), None)
    title = first.of(text).strip("# ") if first else ""
    return Header(title=title, level=level or Level.UNKNOWN, place=place or "")


def validity(header: Header, today: date) -> Validity:
    """Whether the policy binds on a day: not before its effective date, and not after the end of its period."""
    if header.effective_date and header.effective_date > today.isoformat():
        return Validity.NOT_YET
    end = header.period.end if header.period else None
    if end and today.isoformat()[: len(end)] > end:
        return Validity.ENDED
    return Validity.IN_FORCE if header.issue_date or header.effective_date or end else Validity.UNKNOWN
