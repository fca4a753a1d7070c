"""Who said a policy, where and when; and whether it binds on a given day."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.dating import effective_date, issue_date, period
from corpus.documents import Header, Level, Validity
from corpus.front_matter import front_matter, overridden
from corpus.issuing import document_number, issuers, reach
from corpus.roles import Line, Role, agencies, read_lines
from corpus.spans import Span
from corpus.titles import tidy

_FILE_NAME = re.compile(r"^(?P<stem>[^\n]{4,60})\.(?:docx?|pdf|wps|txt|md|html?)$")


def header(
    text: str,
    *,
    furniture: Sequence[Span] = (),
    level: Level | None = None,
    place: str | None = None,
    lines: Sequence[Line] | None = None,
) -> Header:
    r"""The header found in a clean text: in a front block, above the body, or in the sign-off; never in what a web site put around it.

    Args:
        text: the clean text.
        furniture: the stretches of it that a web site put around the policy.
        level: holds over what is found, where given.
        place: holds over what is found, where given.
        lines: the `read_lines` of the text and its furniture, for a caller who has them.

    Raises:
        UnreadableDocumentError: a value of the front block is not written as it must be.

    >>> found = header("会诊办法\n某省卫生健康委员会文件\n第一条 略。\n安徽省卫生健康委员会\n2023年6月27日")
    >>> found.title, found.issuers, found.level.value, found.issue_date
    ('会诊办法', ('安徽省卫生健康委员会',), 'provincial', '2023-06-27')
    """
    first = _first_document(read_lines(text, furniture) if lines is None else lines)
    found = overridden(_found(text, first), front_matter(_block(text, first)))
    return replace(found, level=level or found.level, place=found.place if place is None else place)


def validity(header: Header, today: date) -> Validity:
    """Whether the policy binds on a day.

    Not before its effective date; not after the end of its period; in force else, where it has any date at all.

    >>> validity(Header("会诊办法", effective_date="2027-01-01"), date(2026, 11, 22)).value
    'not_yet'
    """
    day = today.isoformat()
    if header.effective_date and header.effective_date > day:
        return Validity.NOT_YET
    # A period ends with its last month or year: `2025-12` is over when the day's own month is later.
    if header.period and header.period.end and day[: len(header.period.end)] > header.period.end:
        return Validity.ENDED
    dated = header.issue_date or header.effective_date or header.period
    return Validity.IN_FORCE if dated else Validity.UNKNOWN


def _first_document(lines: Sequence[Line]) -> list[Line]:
    """The lines up to a second document or an annex."""
    end = next((index for index, line in enumerate(lines) if line.role is Role.PART and index), len(lines))
    return list(lines[:end])


def _block(text: str, lines: Sequence[Line]) -> str:
    return "\n".join(line.span.of(text) for line in lines if line.role is Role.FRONT_MATTER)


def _found(text: str, lines: Sequence[Line]) -> Header:
    first_mark = next((index for index, line in enumerate(lines) if line.mark), min(len(lines), 12))
    said = [line for line in lines if _is_said(line)]
    head = [line.span.of(text) for line in lines[:first_mark] if _is_said(line)]
    signed = [line.span.of(text) for line in said if line.role is Role.SIGN_OFF]
    body = "\n".join(line.span.of(text) for line in said)
    title = _title(text, lines)
    number = document_number(head)
    issued_by = issuers(title, head, [name for line in signed for name in agencies(line)], number, body)
    level, place = reach(title, issued_by, number, body)
    issued = issue_date(head, signed)
    effective = effective_date(body, head, issued)
    return Header(title, number, issued_by, level, place, issued, effective, period(title, body, effective or issued))


def _is_said(line: Line) -> bool:
    return line.role not in {Role.FURNITURE, Role.FRONT_MATTER}


def _title(text: str, lines: Sequence[Line]) -> str:
    """The title above the body; without one, the name of the file that the page offers."""
    written = "".join(tidy(line.span.of(text)) for line in lines if line.role is Role.TITLE)
    if written:
        return written
    names = (_FILE_NAME.match(line.span.of(text)) for line in lines if line.role is Role.FURNITURE)
    return next((match["stem"] for match in names if match), "")
