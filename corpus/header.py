"""Who said a policy, where and when; and whether it binds on a given day."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from corpus.contacts import contact
from corpus.dating import effective_date, issue_date, period
from corpus.documents import Header, Level, Validity
from corpus.front_matter import front_matter
from corpus.issuing import document_number, issuers
from corpus.overrides import Overrides
from corpus.reach import reach
from corpus.repeals import repeals
from corpus.roles import Line, Role, read_lines
from corpus.spans import Span
from corpus.titles import tidy
from corpus.told import Passage, Told, passages

_HANDS_OUT = re.compile(r"关于(?:印发|发布|公布|下发|转发|颁布)")
_SIGNS = re.compile(r"[《》\s]")
_LEAST_NAME = 4
_FILE_NAME = re.compile(r"^(?P<stem>[^\n]{4,60})\.(?:docx?|pdf|wps|txt|md|html?)$")


def header(
    text: str,
    *,
    furniture: Sequence[Span] = (),
    level: Level | None = None,
    place: str | None = None,
    lines: Sequence[Line] | None = None,
    overrides: Overrides = Overrides(),  # noqa: B008 -- it is frozen
) -> Header:
    r"""The header found in a clean text: in a front block, above the body, or in the sign-off; never in what a web site put around it.

    Args:
        text: the clean text.
        furniture: the stretches of it that a web site put around the policy.
        level: holds over all else, where given.
        place: holds over all else, where given.
        lines: the `read_lines` of the text and its furniture, for a caller who has them.
        overrides: what holds over the text and its front block.

    Raises:
        UnreadableDocumentError: a value of the front block is not written as it must be.

    >>> found = header("会诊办法\n某省卫生健康委员会文件\n第一条 略。\n安徽省卫生健康委员会\n2023年6月27日")
    >>> found.title, found.issuers, found.level.value, found.issue_date
    ('会诊办法', ('安徽省卫生健康委员会',), 'provincial', '2023-06-27')
    """
    lines = read_lines(text, furniture) if lines is None else lines
    first = _first_document(lines)
    block = passages(text, (line.span for line in first if line.role is Role.FRONT_MATTER))
    found = _found(text, first, lines[len(first) :])
    for said in (front_matter(block), overrides, Overrides(level=level, place=place)):
        found = said.over(found)
    return found


def validity(header: Header, today: date) -> Validity:
    """Whether the policy binds on a day.

    Not from the day on which another stands in its place; not before its effective date; not after the end of its period; in force else,
    where it has any date at all.

    >>> validity(Header("会诊办法", effective_date="2027-01-01"), date(2026, 11, 22)).value
    'not_yet'
    """
    day = today.isoformat()
    if header.succession and (header.succession.since or "") <= day:
        return Validity.SUPERSEDED
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


def _found(text: str, lines: Sequence[Line], behind: Sequence[Line]) -> Header:
    """The header that the lines of the first document tell, and those behind it of a document that it hands out."""
    first_mark = next((index for index, line in enumerate(lines) if line.mark), min(len(lines), 12))
    head = passages(text, (line.span for line in lines[:first_mark] if _is_said(line)))
    signed = passages(text, (line.span for line in lines if line.role is Role.SIGN_OFF))
    body = _body(text, lines)
    titles = passages(text, (line.span for line in lines if line.role is Role.TITLE))
    title = _title(text, lines, titles)
    number = document_number(head)
    issued_by = issuers(titles, title.value, head, signed, number, body)
    reached = reach(title, issued_by, number, body)
    issued = issue_date(head, signed)
    # A notice is a cover: what it hands out says when that binds, how long, and in whose place.
    handed_out = _handed_out(text, behind, title.value)
    whole = _body(text, [*lines, *handed_out]) if handed_out else body
    effective = effective_date(whole, head, issued.value)
    lasting = period(titles, whole, effective.value or issued.value)
    # Above the title a site gives its own telephone.
    asked = contact(body.behind(titles[0].start if titles else 0))
    told: dict[str, Told[Any]] = {
        "title": title,
        "document_number": number,
        "issuers": issued_by,
        "level": reached.level,
        "place": reached.place,
        "issue_date": issued,
        "effective_date": effective,
        "period": lasting,
        "contact": asked,
    }
    return Header(
        **{name: value.value for name, value in told.items()},
        repeals=repeals(Passage(title.value, title.spans[0].start if title.spans else 0), whole),
        spans=tuple(span for name, value in told.items() for span in value.as_member(name)),
    )


def _is_said(line: Line) -> bool:
    return line.role not in {Role.FURNITURE, Role.FRONT_MATTER}


def _handed_out(text: str, behind: Sequence[Line], title: str) -> list[Line]:
    """The lines of the documents behind the first whose own titles stand in its title: 关于印发《…》的通知 hands them out."""
    if not _HANDS_OUT.search(title):
        return []
    starts = [index for index, line in enumerate(behind) if line.role is Role.PART]
    runs = [behind[start:end] for start, end in pairwise([*starts, len(behind)])]
    return [line for run in runs if _is_named(text, run, _SIGNS.sub("", title)) for line in run]


def _is_named(text: str, run: Sequence[Line], title: str) -> bool:
    heads = ([line for line in run if line.role is role] for role in (Role.PART, Role.TITLE))
    names = (_SIGNS.sub("", "".join(tidy(line.span.of(text)) for line in lines)) for lines in heads)
    return any(len(name) >= _LEAST_NAME and name in title for name in names)


def _body(text: str, lines: Sequence[Line]) -> Passage:
    """What the policy itself says, with empty lines in place of all else, so that places are those of the text."""
    pieces: list[str] = []
    position = 0
    for line in lines:
        if _is_said(line):
            start, end = line.span.start, line.span.end
            pieces += ("\n" * (start - position), text[start:end])
            position = end
    return Passage("".join(pieces))


def _title(text: str, lines: Sequence[Line], titles: Sequence[Passage]) -> Told[str]:
    """The title above the body; without one, the name of the file that the page offers."""
    written = "".join(tidy(line.text) for line in titles)
    if written:
        return Told(written, tuple(line.whole for line in titles))
    around = passages(text, (line.span for line in lines if line.role is Role.FURNITURE))
    matches = ((line, match) for line in around if (match := _FILE_NAME.match(line.text)))
    return next((Told(match["stem"], (line.span(match, "stem"),)) for line, match in matches), Told(""))
