"""Tells what each line of a document is: title, body, sign-off, list of annexes, start of another document, or the web site's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.dates import DATE
from corpus.documents import ClauseKind
from corpus.lines import lines
from corpus.markers import Mark, read_mark
from corpus.spans import Span
from corpus.titles import is_title, title_lines


class Role(StrEnum):
    """What a line is."""

    FRONT_MATTER = "front_matter"
    FURNITURE = "furniture"
    TITLE = "title"
    CONTENTS = "contents"
    BODY = "body"
    SIGN_OFF = "sign_off"
    ANNEX_LIST = "annex_list"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its role, and with the sign that it begins with where it has one and may open a clause."""

    span: Span
    role: Role
    mark: Mark | None = None


_ENDS_WITH_DATE = re.compile(rf"[（(]?\s*{DATE}\s*[）)]?(?:印发|发布)?$")
# An agency line and a date behind it.
_LONGEST_DATE_LINE = 120
_AGENCY_LINE = re.compile(
    r"(?:[一-鿿]{2,30}(?:委员会|总局|局|厅|部|署|院|办公室|办|委|政府|中心|协会|学会|医院|分会|会议|大学|集团|公司)(?:办公室)?[ 　]*)+"
)
_ANNEX_LIST = re.compile(r"附\s*(?:件|表|录)\s*\d{0,2}\s*[:：.．]\s*\S")
_NUMBERED = re.compile(r"\d{1,2}\s*[.．、]\s*[^。；]+$")
_SALUTATION = re.compile(r"[^。；]{2,120}[:：]$")
_DOCUMENT_NUMBER = re.compile(r"[〔\[［【(（]\s*(?:19|20)\d{2}\s*[〕\]］】)）]\s*\d+\s*号")
_NOTICE = re.compile(r"关于.{2,80}的(?:通知|意见|决定|公告|通报|批复|函)$")
# A title above 第一编, 第一章 or 第一条 behind other numbers opens another law.
_OUTERMOST_RANKS = frozenset({1, 3, 5})
_CONTENTS = re.compile(r"#*\s*目\s*[录次]")


def marked_lines(text: str) -> list[Line]:
    """The lines of the text that are not blank, in order, each with the sign that it begins with; their role is not told yet."""
    return [Line(span, Role.BODY, read_mark(text, span.start, span.end)) for span in lines(text)]


def read_lines(text: str, furniture: Sequence[Span], *, marked: Sequence[Line] | None = None) -> list[Line]:
    """The lines of the text that are not blank, in order, each with its role.

    `marked` are the `marked_lines` of the text, for a caller who has them.
    """
    found = _with_furniture(marked_lines(text) if marked is None else marked, furniture)
    _mark_front_matter(text, found)
    _mark_contents(text, found)
    _mark_sign_offs(text, found)
    _mark_parts(text, found)
    annexes = [index + 1 for index, line in enumerate(found) if line.role is Role.PART and line.mark]
    for start in (0, *annexes):
        _mark_title(text, found, start)
    return found


def is_date_line(written: str) -> bool:
    """Whether a line holds a date and nothing else, or a date behind names of agencies.

    >>> is_date_line("2023年6月27日"), is_date_line("某市卫生健康委员会 二〇一八年四月十八日"), is_date_line("自2023年6月27日")
    (True, True, False)
    """
    match = _ENDS_WITH_DATE.search(written) if len(written) <= _LONGEST_DATE_LINE else None
    return match is not None and (match.start() == 0 or is_agency_line(written[: match.start()]))


def agencies(written: str) -> tuple[str, ...]:
    """The agencies that a line of a sign-off names, in order.

    >>> agencies("某省卫生健康委员会 某省中医药管理局 2023年6月27日"), agencies("2023年6月27日")
    (('某省卫生健康委员会', '某省中医药管理局'), ())
    """
    match = _ENDS_WITH_DATE.search(written)
    names = written[: match.start()] if match else written
    return tuple(names.split()) if is_agency_line(names) else ()


def is_agency_line(written: str) -> bool:
    """Whether a line holds names of agencies and nothing else.

    >>> is_agency_line("某省卫生健康委员会 某省中医药管理局"), is_agency_line("请遵照执行。")
    (True, False)
    """
    return len(written) <= 80 and bool(_AGENCY_LINE.fullmatch(written))


def _plain(line: Line, role: Role) -> Line:
    return replace(line, role=role, mark=None)


def _with_furniture(found: Sequence[Line], furniture: Sequence[Span]) -> list[Line]:
    """The lines with those of the web site told apart; both lists are in order, so that one walk over both does."""
    told: list[Line] = []
    stretches = iter(furniture)
    stretch = next(stretches, None)
    for line in found:
        while stretch and stretch.end <= line.span.start:
            stretch = next(stretches, None)
        told.append(_plain(line, Role.FURNITURE) if stretch and stretch.overlaps(line.span) else line)
    # A page number between two numbered lines stays in the clause that it stands in.
    marked = [index for index, line in enumerate(told) if line.mark]
    for index in range(marked[0], marked[-1]) if marked else ():
        if told[index].role is Role.FURNITURE:
            told[index] = replace(told[index], role=Role.BODY)
    return told


def _mark_front_matter(text: str, found: list[Line]) -> None:
    """A block between two `---` lines at the very start."""
    if not found or found[0].span.of(text) != "---":
        return
    end = next((index for index in range(1, min(len(found), 30)) if found[index].span.of(text) == "---"), 0)
    for index in range(end + 1 if end else 0):
        found[index] = _plain(found[index], Role.FRONT_MATTER)


def _mark_contents(text: str, found: list[Line]) -> None:
    """A table of contents, with or without its heading: from there to the line where its first entry stands again."""
    for start, line in enumerate(found[:60]):
        headed = _CONTENTS.fullmatch(line.span.of(text)) is not None
        entry = start + 1 if headed else start
        if headed or _lists_headings(found, entry):
            again = _again(found, entry)
            _set_roles(found, range(start, again or (start + headed)), Role.CONTENTS)
            return


def _lists_headings(found: Sequence[Line], entry: int) -> bool:
    """Whether a heading of a level is followed by the next of the same level, with no text of its own."""
    first, second = (line.mark for line in found[entry : entry + 2]) if entry + 1 < len(found) else (None, None)
    return bool(first and second and first.marker.heading and first.marker is second.marker and second.number == first.number + 1)


def _again(found: Sequence[Line], entry: int) -> int | None:
    """The line further down with the sign of an entry."""
    mark = found[entry].mark if entry < len(found) else None
    if mark is None:
        return None
    below = enumerate(found[entry + 1 :], start=entry + 1)
    return next((index for index, line in below if line.mark and (line.mark.marker, line.mark.number) == (mark.marker, mark.number)), None)


def _mark_sign_offs(text: str, found: list[Line]) -> None:
    """Dates that stand alone with the agencies above them, and lists of annexes; only where no list of numbers goes on below."""
    numbers_end = _numbers_end(found)
    for index, line in enumerate(found):
        if line.role is not Role.BODY or line.mark:
            continue
        written = line.span.of(text)
        if is_date_line(written) and numbers_end[index]:
            _set_roles(found, range(_first_agency(text, found, index), index + 1), Role.SIGN_OFF)
        elif _ANNEX_LIST.match(written):
            end = _annex_list_end(text, found, index)
            if numbers_end[end - 1]:
                _set_roles(found, range(index, end), Role.ANNEX_LIST)


def _set_roles(found: list[Line], indices: range, role: Role) -> None:
    for index in indices:
        found[index] = _plain(found[index], role)


def _numbers_end(found: Sequence[Line]) -> list[bool]:
    """For each line, whether no list of numbers goes on below it: none follows, or one that begins anew."""
    ends, following = [], 0
    for line in reversed(found):
        ends.append(following <= 1)
        following = line.mark.number if line.mark else following
    return ends[::-1]


def _first_agency(text: str, found: Sequence[Line], date_index: int) -> int:
    index = date_index
    while index > 0 and found[index - 1].role is Role.BODY and not found[index - 1].mark and is_agency_line(found[index - 1].span.of(text)):
        index -= 1
    return index


def _annex_list_end(text: str, found: Sequence[Line], start: int) -> int:
    """The line behind a list of annexes: its lines go on with numbers and hold no sentence."""
    lines = range(start + 1, len(found))
    return next((index for index in lines if not _NUMBERED.fullmatch(found[index].span.of(text))), len(found))


def _mark_parts(text: str, found: list[Line]) -> None:
    """Another document behind the first: an annex on a page of its own, or a second notice, or what a signed notice hands out."""
    said_something = signed_after_body = seen_mark = False
    for index, line in enumerate(found):
        if line.role is Role.BODY and line.mark and line.mark.marker.kind is ClauseKind.PART:
            found[index] = replace(line, role=Role.PART) if said_something else _plain(line, Role.BODY)
            signed_after_body = seen_mark = False
        elif line.role is Role.BODY and not line.mark and seen_mark and _opens_document(text, found, index, signed=signed_after_body):
            found[index] = _plain(line, Role.PART)
            signed_after_body = seen_mark = False
        elif line.role is Role.SIGN_OFF:
            signed_after_body = seen_mark
        elif line.role is Role.BODY:
            said_something = True
            seen_mark = seen_mark or line.mark is not None


def _opens_document(text: str, found: Sequence[Line], index: int, *, signed: bool) -> bool:
    written = found[index].span.of(text)
    if is_title(written):
        following = next((line.mark for line in found[index + 1 : index + 12] if line.mark), None)
        begins_anew = following is not None and following.number == 1 and following.marker.rank in _OUTERMOST_RANKS
        if begins_anew or (signed and following):
            return True
    if not (len(written) <= 100 and _NOTICE.search(written)):
        return False
    below = [line.span.of(text) for line in found[index + 1 : index + 4]]
    return any(_DOCUMENT_NUMBER.search(line) and len(line) <= 40 for line in below) or any(map(_SALUTATION.fullmatch, below))


def _mark_title(text: str, found: list[Line], start: int) -> None:
    """The title stands above the first marked line."""
    head: list[int] = []
    for index in range(start, min(len(found), start + 40)):
        if found[index].mark or found[index].role is Role.PART:
            break
        if found[index].role is Role.BODY:
            head.append(index)
    titles = set(title_lines(text, [found[index].span for index in head]))
    for index in head:
        if found[index].span in titles:
            found[index] = _plain(found[index], Role.TITLE)
