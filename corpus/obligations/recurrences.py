"""Reads the days that come again: of every year, quarter, month or week, and the stretches of every year that something holds in."""

import re
from collections.abc import Iterator

from corpus.numerals import HAN_NUMERAL, number
from corpus.obligations.dates import BEFORE, DAY, MONTH, QUARTER, read_day
from corpus.obligations.records import Machine
from corpus.spans import Span

# Where a day stands, its machine form, and why it has none.
Row = tuple[Span, Machine | None, str]

LAST = -1
_LONGEST_MONTH = 31
_YEARLY = re.compile(
    rf"(?P<which>每年度?|每一年|次年|翌年|第二年|下一?年度?|当年|本年度?)(?:的|在|于)?"
    rf"(?:(?P<month>{MONTH})(?P<day>{DAY})?)?(?P<edge>年?[底末初]|上半年|下半年|上旬|中旬|下旬|{QUARTER})?(?P<before>{BEFORE})?"
)
_GOES_ON = re.compile(rf"[、和及](?:于|在)?(?P<month>{MONTH})(?P<day>{DAY})?(?P<edge>[底末初])?(?P<before>{BEFORE})?")
_MONTHLY = re.compile(
    rf"(?P<which>每个?月度?|每个?季度?|(?<![每本度年一二三四1234])季度|次月|下月|每周)(?:的)?"
    rf"(?:(?P<day>{DAY})|(?P<edge>[底末初](?:月)?|周?[一二三四五六日](?=前)))(?P<before>{BEFORE})?"
)
_MONTHLY_UNIT = re.compile("[月季周]")
_WINDOW = re.compile(
    rf"(?:每年度?|每一年)的?(?:自|从)?(?P<month1>{MONTH})(?P<day1>{DAY})?(?:至|到|-|—|－|～|~)(?:次年|翌年|第二年|当年)?"
    rf"(?P<month2>{MONTH})(?P<day2>{DAY})?(?!{BEFORE})"
)
# 每季度首月10日前, 每季度最后一个月25日前: the month of the quarter is told.
_OF_QUARTER = re.compile(rf"每个?季度?的?(?P<nth>首个?月|末月|最后一个?月|第[一二三123]个?月)的?(?P<day>{DAY}|[底末])(?P<before>{BEFORE})?")
# 每月最后一个工作日, 次月前5个工作日内, 每月第一周的周五: which day of the month that is differs from month to month.
_OF_MONTH = re.compile(
    rf"(?P<which>每个?月|次月|下月)的?(?:(?P<nth>第|前|最后|最末)?(?P<count>\d+|{HAN_NUMERAL})个?工作日(?:之?内|以内)?"
    rf"|第(?P<week>\d|{HAN_NUMERAL})(?:个?周|个星期)的?(?:周|星期)?(?P<weekday>[一二三四五六日天])?)(?P<before>{BEFORE})?"
)
_NEXT = "次翌第下"
_RECURRING = {"月": "monthly", "季": "quarterly", "周": "weekly"}
_WEEKDAYS = dict(zip("一二三四五六日天", ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU"), strict=True))
_MONTH_OF_QUARTER = {"首": 1, "一": 1, "1": 1, "二": 2, "2": 2, "三": 3, "3": 3, "末": 3, "最": 3}


def windows(text: str) -> Iterator[tuple[Span, Machine]]:
    """The stretches of every year, which are no days to do something by.

    >>> [dict(machine) for _, machine in windows("每年5月1日至9月30日开放")]
    [{'recurrence': 'yearly', 'start': '05-01', 'end': '09-30'}]
    """
    for match in _WINDOW.finditer(text) if "年" in text and "月" in text else ():
        first, last = (read_day(None, match[f"month{i}"], match[f"day{i}"], "初" if i == 1 and not match["day1"] else None) for i in (1, 2))
        if first and last:
            start, end = (f"{day.month:02d}-{day.day:02d}" for day in (first, last))
            yield Span(*match.span()), Machine.of(recurrence="yearly", start=start, end=end)


def recurrences(text: str) -> Iterator[Row]:
    """The days that come again; of overlapping ones the first counts."""
    yield from _yearly(text)
    yield from _of_quarter(text)
    yield from _of_month(text)
    yield from _monthly(text)


def impossible(text: str, span: Span) -> Row:
    """The row of a day that there is not."""
    return span, None, f"impossible date: {span.of(text)!r}"


def _yearly(text: str) -> Iterator[Row]:
    every = "每" in text
    for match in _YEARLY.finditer(text) if "年" in text else ():
        told = match["month"] or match["edge"]
        offset = int(match["which"][0] in _NEXT)
        if not told or (match["which"][0] in "当本" and not match["before"]):
            continue
        yield _recurring_day(text, match, offset if every or offset else 0)
        # A list goes on: 每年7月10日、12月10日前.
        for further in _GOES_ON.finditer(text, match.end()):
            if further.start() != match.end():
                break
            yield _recurring_day(text, further, offset, skip=1)


def _recurring_day(text: str, match: re.Match[str], offset: int, *, skip: int = 0) -> Row:
    span = Span(match.start() + skip, match.end())
    day = read_day(None, match["month"], match["day"], match["edge"])
    if day is None:
        return impossible(text, span)
    when = match["edge"] if match["edge"] and match["edge"].endswith("初") and not match["month"] else None
    month, last = (None, None) if when else (day.month, day.day)
    if day.month == 2 and not match["day"] and not when:
        last = LAST
    return span, Machine.of(recurrence="yearly", month=month, day=last, year_offset=offset, when=f"年{when[-1]}" if when else None), ""


def _of_quarter(text: str) -> Iterator[Row]:
    for match in _OF_QUARTER.finditer(text) if "季" in text else ():
        nth = match["nth"]
        day = number(match["day"][:-1]) if len(match["day"]) > 1 else LAST
        month = _MONTH_OF_QUARTER[nth[1] if nth.startswith("第") else nth[0]]
        yield _row_of(text, match, day, recurrence="quarterly", month_of_quarter=month)


def _of_month(text: str) -> Iterator[Row]:
    for match in _OF_MONTH.finditer(text) if "月" in text else ():
        span = Span(*match.span())
        offset = 1 if match["which"][0] in _NEXT else None
        if match["week"]:
            week, weekday = number(match["week"]), _WEEKDAYS.get(match["weekday"] or "")
            yield span, Machine.of(recurrence="monthly", week=int(week or 0), weekday=weekday, month_offset=offset), ""
            continue
        count = number(match["count"])
        if count is None:
            continue
        last = match["nth"] in {"最后", "最末"}
        if last and count == 1:
            yield span, Machine.of(recurrence="monthly", day=LAST, days="working", month_offset=offset), ""
        elif not last:
            yield span, Machine.of(recurrence="monthly", working_day=int(count), month_offset=offset), ""


def _monthly(text: str) -> Iterator[Row]:
    for match in _MONTHLY.finditer(text) if _MONTHLY_UNIT.search(text) else ():
        unit = next(key for key in ("季", "月", "周") if key in match["which"])
        if unit == "周":
            weekday = (match["edge"] or "")[-1:]
            if weekday in _WEEKDAYS:
                yield Span(*match.span()), Machine.of(recurrence="weekly", weekday=_WEEKDAYS[weekday]), ""
            continue
        offset = 1 if match["which"][0] in _NEXT else None
        day = number(match["day"][:-1]) if match["day"] else (1 if match["edge"].startswith("初") else LAST)
        yield _row_of(text, match, day, recurrence=_RECURRING[unit], month_offset=offset)


def _row_of(text: str, match: re.Match[str], day: float | None, **members: str | int | None) -> Row:
    """The row of a day of a month, which has at most 31."""
    span = Span(*match.span())
    if day is None or day == 0 or not LAST <= day <= _LONGEST_MONTH:
        return impossible(text, span)
    recurrence = members.pop("recurrence")
    return span, Machine.of(recurrence=recurrence, day=int(day), **members), ""
