"""Reads the signs that open a clause at the start of a line (`第十二条`, `三、`, `（二）`, `20.`).

The signs are rows of `data/markers.toml`.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.documents import ClauseKind
from corpus.numerals import HAN_NUMERAL, in_han, integer

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_INDENT = re.compile(r"[ \t　\u2000-\u200a\u00a0]*(?:(#{1,6})[ \t　]*)?(?:\*\*)?")


@dataclass(frozen=True, slots=True)
class Marker:
    """One kind of sign; see the head of `data/markers.toml` for its members. `openers` are the characters that it can begin with."""

    name: str
    kind: ClauseKind
    pattern: re.Pattern[str]
    openers: frozenset[str]
    sure: re.Pattern[str] | None
    doubt: re.Pattern[str] | None
    label: str
    path: str
    rank: int | None
    heading: bool
    beside: bool
    example: str
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign found at a place; `start` and `end` bound it in the text, `depth` counts the `#` before it.

    `number` is 0 where the sign has none. `sure` says that it opens a clause whatever number it has, `doubtful` that it does so only
    where its number goes on.
    """

    marker: Marker
    start: int
    end: int
    number: int
    suffix: int = 0
    depth: int = 0
    sure: bool = False
    doubtful: bool = False

    @property
    def label(self) -> str:
        """The sign as a person writes it.

        >>> read_mark("(一)指导思想").label
        '（一）'
        """
        return written(self.marker.label, self.number) + (f"之{in_han(self.suffix)}" if self.suffix else "")

    @property
    def path(self) -> str:
        """The sign as a step of a clause id."""
        return f"{self.marker.path}{self.number or ''}" + (f"-{self.suffix}" if self.suffix else "")


def written(label: str, number: int) -> str:
    """A label with its number filled in.

    >>> written("（{han}）", 12), written("附件{arabic}", 0)
    ('（十二）', '附件')
    """
    circled = _CIRCLED[number - 1] if 0 < number <= len(_CIRCLED) else f"（{number}）"
    return label.format(han=in_han(number) if number else "", arabic=number or "", circled=circled)


def read_mark(text: str, start: int = 0, end: int | None = None) -> Mark | None:
    """The sign that opens the line `text[start:end]`, `None` where none does.

    >>> read_mark("第十二条 各业务科室应当成立小组。").label
    '第十二条'
    >>> read_mark("第五条第一项所称的机构，是指备案的机构。") is None
    True
    """
    end = len(text) if end is None else end
    begin, depth = _behind_indent(text, start, end)
    if begin == end or text[begin] not in _OPENERS:
        return None
    for marker in _beginning_with(text[begin]):
        match = marker.pattern.match(text, begin, end)
        number = _number_of(match) if match else None
        if match and number is not None:
            sure = marker.sure is not None and marker.sure.match(text, match.end(), end) is not None
            doubtful = marker.doubt is not None and marker.doubt.match(text, match.end(), end) is not None
            return Mark(marker, begin, match.end(), number, _suffix_of(match), depth, sure, doubtful)
    return None


@cache
def _beginning_with(opener: str) -> tuple[Marker, ...]:
    """The kinds of sign, in order, that can begin with a character; a look at it is cheaper than a try of each."""
    return tuple(marker for marker in MARKERS.values() if opener in marker.openers)


def _behind_indent(text: str, start: int, end: int) -> tuple[int, int]:
    """Where a line begins to say something, and how many `#` stand before that."""
    if start < end and text[start] in _OPENERS:
        return start, 0
    indent = _INDENT.match(text, start, end)
    return (indent.end(), len(indent[1] or "")) if indent else (start, 0)


def number_in_sign(sign: str) -> int | None:
    """The number that a sign writes, be it in a circle; `None` where it is not one.

    >>> number_in_sign("十二"), number_in_sign("③"), number_in_sign("四五")
    (12, 3, None)
    """
    return _CIRCLED.index(sign) + 1 if sign and sign in _CIRCLED else integer(sign)


def _number_of(match: re.Match[str]) -> int | None:
    return number_in_sign(match["number"]) if match["number"] else 0


def _suffix_of(match: re.Match[str]) -> int:
    return integer(match["suffix"] or "") or 0 if "suffix" in match.re.groupindex else 0


def _row(row: dict[str, Any]) -> Marker:
    return Marker(
        name=row["name"],
        kind=ClauseKind(row["kind"]),
        pattern=_pattern(row["pattern"]),
        openers=frozenset(filter(_pattern(_FIRST_PART.findall(row["pattern"])[0]).match, _OPENERS)),
        sure=_pattern(row["sure"]) if "sure" in row else None,
        doubt=_pattern(row["doubt"]) if "doubt" in row else None,
        label=row["label"],
        path=row["path"],
        rank=row.get("rank"),
        heading=row.get("heading", False),
        beside=row.get("beside", False),
        example=row["example"],
        counterexamples=tuple(row["counterexamples"]),
    )


def _pattern(written_pattern: str) -> re.Pattern[str]:
    for name, numeral in (("{n}", rf"{HAN_NUMERAL}|\d{{1,4}}"), ("{han}", HAN_NUMERAL), ("{arabic}", r"\d{1,3}")):
        written_pattern = written_pattern.replace(name, numeral)
    return re.compile(written_pattern)


# The characters that a sign can begin with: most lines begin with another, and need no look at the rows.
_OPENERS = frozenset("第附专（(0123456789零〇○一二三四五六七八九十百千万亿两廿卅" + _CIRCLED)
# The part of a written pattern that matches its first character.
_FIRST_PART = re.compile(r"\[[^\]]*\]|\(\?P<number>[^)]*\)|.")
MARKERS: dict[str, Marker] = {
    row["name"]: _row(row) for row in tomllib.loads((files("corpus") / "data" / "markers.toml").read_text("utf-8"))["marker"]
}
