"""Reads the days that deadlines name; a day that does not exist is a problem, never a guess."""

import calendar
from dataclasses import dataclass
from datetime import date

from corpus.numerals import integer

_HAN = "〇○零一二三四五六七八九十"
YEAR = rf"(?:(?<!\d)(?:19|20)\d{{2}}|[二一][{_HAN}]{{3}})年"
MONTH = rf"(?:(?<!\d)\d{{1,2}}|(?<![{_HAN}])[{_HAN}]{{1,2}})月"
QUARTER = "第?[一二三四1-4]季度[底末内]?"
BEFORE = r"(?:之前|以前|前|止)"
DAY = rf"(?:\d{{1,2}}|[{_HAN}]{{1,3}})[日号]"
_DECEMBER, _JUNE = 12, 6
_LEAP_YEAR = 2024


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a year or of every year; `year` is `None` where the text names none."""

    year: int | None
    month: int
    day: int

    @property
    def iso(self) -> str:
        """The day as ISO 8601 (`2025-12-31`); only for a day with a year."""
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"


def read_day(year: str | None, month: str | None, day: str | None, edge: str | None) -> Day | None:
    """The last day that the words allow (年底 is 31 December, 上半年 30 June, 3月底 31 March); `None` where there is no such day.

    >>> read_day("2025年", None, None, "底").iso, read_day("2016年", None, None, "上半年").iso, read_day(None, "2月", "30日", None)
    ('2025-12-31', '2016-06-30', None)
    """
    number_of_year = integer(year[:-1].replace("○", "〇")) if year else None
    if year and number_of_year is None:
        return None
    if not month and edge and "季" in edge:
        of_quarter = 3 * "一二三四1234".index(edge.removeprefix("第")[0]) % 12 + 3
        return Day(number_of_year, of_quarter, _last_of(number_of_year, of_quarter))
    if not month:
        last = _JUNE if edge == "上半年" else _DECEMBER
        return Day(number_of_year, 1, 1) if edge and edge.endswith("初") else Day(number_of_year, last, _last_of(number_of_year, last))
    number_of_month = integer(month[:-1].replace("○", "〇"))
    if number_of_month is None or not 1 <= number_of_month <= _DECEMBER:
        return None
    number_of_day = integer(day[:-1].replace("○", "〇")) if day else _by_edge(number_of_year, number_of_month, edge)
    return _existing(number_of_year, number_of_month, number_of_day)


def _by_edge(year: int | None, month: int, edge: str | None) -> int:
    by_edge = {"初": 1, "上旬": 10, "中旬": 20}
    return by_edge.get(edge or "", _last_of(year, month))


def _last_of(year: int | None, month: int) -> int:
    return calendar.monthrange(year or _LEAP_YEAR - 1, month)[1]


def _existing(year: int | None, month: int, day: int | None) -> Day | None:
    try:
        date(year or _LEAP_YEAR, month, day or 0)
    except ValueError:
        return None
    return Day(year, month, day or 0)
