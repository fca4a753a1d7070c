"""Joins lines that a page layout broke: a line end, or the space that it became, in the middle of a sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from corpus.cleaning.rewriting import HAN, SPACE, rewrite
from corpus.offsets import Edit
from corpus.spans import Span

_WIDE = f"{HAN}、。，；：！？〈〉《》「」【】〔〕（）“”‘’"
# Where a line may have ended: at a line end, or at spaces with a Han character or mark on either side.
_GAP = re.compile(rf"\n(?<=[^\n]\n)(?=[^\n])|[{SPACE}]+(?:(?<=[{_WIDE}].)(?=[^\s])|(?<=[^\s].)(?=[{_WIDE}]))")
# The spaces behind a clause marker are no line end: 第一条 为…
_MARKED = re.compile(rf"(?:#+[{SPACE}]*)?(?:第[{HAN}0-9]{{1,8}}[编章节条][{SPACE}]*)?")
# What begins a line of its own: a clause marker, a Markdown mark, an annex, a line that is all in brackets (a document number).
_MARKER = re.compile(
    rf"[#>|*-]|（[^（）\n]+）(?:\n|\Z)|[（(]?(?:[0-9]{{1,3}}|[一二三四五六七八九十百]{{1,4}})[.．、。）)]|[①-⑳]|第[{HAN}0-9]{{1,6}}[编章节条款]|附[件录则]"
)
_SENTENCE_ENDS = frozenset("。！？；：.!?;:")

# No line begins with a closing mark, and no paragraph ends with a comma: what stands before and behind such a break is one sentence.
_ORPHANED_MARK = re.compile(rf"\n\s*(?=[，、。；：）”’》]|,[{HAN}“《])")
_OPEN_END = re.compile(rf"\n(?<=[，、,]\n)(?=[{HAN}“《])")

LEAST_COLUMNS = 30
LEAST_BREAKS = 5
LEAST_SHARE = 0.7
MOST_WIDER_SHARE = 0.05
# How far a full line may be from the median: an indent on one side, hanging punctuation on the other.
TOLERANCE_COLUMNS = 9


@dataclass(frozen=True, slots=True)
class _Break:
    """A gap, and how many columns wide the piece before it is, back to the last gap or line end; `closed` where it ends a sentence."""

    span: Span
    columns: int
    closed: bool


def join_lines(text: str) -> list[Edit]:
    """Edits that take out the breaks of a page layout, and those before a closing mark or behind a comma.

    A page layout is seen by its regularity: most pieces between breaks are about as wide as their median, and hardly any is wider. There,
    a break behind a full piece goes, unless it is a line end behind a sentence, or a marker follows.
    """
    joins = {edit.span.start: edit for edit in _page_breaks(text)}
    open_ends = (edit for edit in rewrite(text, _OPEN_END, "", "layout") if not _MARKER.match(text, edit.span.end))
    for edit in (*open_ends, *rewrite(text, _ORPHANED_MARK, "", "layout")):
        joins[edit.span.start] = edit
    return list(joins.values())


def _page_breaks(text: str) -> Iterator[Edit]:
    breaks = list(_breaks(text))
    candidates = [found for found in breaks if found.columns >= LEAST_COLUMNS and not found.closed]
    if len(candidates) < LEAST_BREAKS:
        return
    middle = median(found.columns for found in candidates)
    full = [found for found in candidates if abs(found.columns - middle) <= TOLERANCE_COLUMNS]
    wider = sum(found.columns > middle + TOLERANCE_COLUMNS for found in breaks)
    if len(full) < LEAST_SHARE * len(candidates) or wider > MOST_WIDER_SHARE * len(candidates):
        return
    for found in full:
        if not _MARKER.match(text, found.span.end):
            # Latin words are parted by a space; one that a hyphen holds together is not: COVID-19.
            latin = text[found.span.start - 1].isascii() and text[found.span.start - 1] != "-" and text[found.span.end].isascii()
            yield Edit(found.span, " " if latin else "", "layout")


def _breaks(text: str) -> Iterator[_Break]:
    """The gaps of a text that may be former line ends, in order."""
    start = 0
    for gap in _GAP.finditer(text):
        line_start = text.rfind("\n", start, gap.start()) + 1
        start = max(start, line_start)
        if _MARKED.fullmatch(text, start, gap.start()):
            continue
        # GB 18030 has as many bytes for a character as it takes columns.
        columns = len(text[start : gap.start()].encode("gb18030", errors="replace"))
        closed = gap.group() == "\n" and text[gap.start() - 1] in _SENTENCE_ENDS
        start = gap.end()
        yield _Break(Span(*gap.span()), columns, closed)
