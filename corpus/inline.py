"""Finds lists that run on inside a paragraph: 一、…二、… and （一）…（二）… without line breaks, and 一是…二是…."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.documents import ClauseKind
from corpus.numerals import HAN_NUMERAL, integer
from corpus.spans import Span


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of list inside a paragraph.

    `opening` finds its numbers; `first` what may stand before its first number, `later` before the others.
    """

    name: str
    kind: ClauseKind
    label: str
    opening: re.Pattern[str]
    first: re.Pattern[str]
    later: re.Pattern[str]


_AFTER_MARK = re.compile(r"(?:^|[。；;：:！？!?\n”])\s*$")
# Words that end in 一 before 是 (统一是, 唯一是) begin no list.
_BEFORE_FIRST_IS = re.compile(r"(?:^|[^统唯第单专之同万每任某逐])$")
_AFTER_COMMA = re.compile(r"(?:^|[。；;：:，,、！？\n”])\s*$")
_HEADING_OR_MARK = re.compile(r"(?:^|[^第、和至或及与按照依本该])$")

HAN_COMMA = Series("han_comma", ClauseKind.NUMBERED, "{han}、", re.compile(rf"({HAN_NUMERAL})、"), _AFTER_MARK, _AFTER_MARK)
HAN_BRACKET = Series(
    "han_bracket", ClauseKind.NUMBERED, "（{han}）", re.compile(rf"[（(]({HAN_NUMERAL})[)）](?![、项款至和])"), _AFTER_MARK, _AFTER_MARK
)
# Under an inline 一、 the heading has no end mark: 一、夯实基础（一）提升能力一是….
HAN_BRACKET_LOOSE = Series("han_bracket", ClauseKind.NUMBERED, "（{han}）", HAN_BRACKET.opening, _HEADING_OR_MARK, _AFTER_MARK)
HAN_IS = Series("han_is", ClauseKind.ITEM, "{han}是", re.compile(rf"({HAN_NUMERAL})(?:是|要)"), _BEFORE_FIRST_IS, _AFTER_COMMA)

_CONTEXT = 3
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Opening:
    """A number of a list inside a paragraph, and where it begins."""

    series: Series
    start: int
    number: int


def find_series(text: str, within: Span, series: Series) -> list[Opening]:
    """The numbers 1, 2, 3 … of one list inside a stretch of text, each once and in order; none where there are not two.

    >>> text = "要求如下：一是完善机制；二是强化责任。"
    >>> [(opening.start, opening.number) for opening in find_series(text, Span(0, len(text)), HAN_IS)]
    [(5, 1), (12, 2)]
    """
    # Every list begins with 一, and most text has none.
    if text.find("一", within.start, within.end) < 0:
        return []
    openings: list[Opening] = []
    candidate: Opening | None = None
    for opening in _openings(text, within, series):
        if opening.number == 1 and not openings:
            candidate = opening
        elif candidate and opening.number == 2 and not openings:
            openings = [candidate, opening]
        elif openings and opening.number == openings[-1].number + 1:
            openings.append(opening)
    return openings if len(openings) >= _FEWEST else []


def _openings(text: str, within: Span, series: Series) -> Iterator[Opening]:
    for match in series.opening.finditer(text, within.start, within.end):
        number = integer(match[1])
        before = text[max(within.start, match.start() - _CONTEXT) : match.start()]
        allowed = series.first if number == 1 else series.later
        if number and allowed.search(before):
            yield Opening(series, match.start(), number)
