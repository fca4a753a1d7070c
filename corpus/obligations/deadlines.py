"""Reads by when something is to be done: a day, a day of every year, so long after an event, at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.numerals import HAN_NUMERAL, number
from corpus.obligations.dates import DAY, MONTH, YEAR, Day, read_day
from corpus.obligations.durations import UNIT, iso_duration
from corpus.obligations.records import Machine, Value, ValueType
from corpus.obligations.tables import any_word
from corpus.spans import Span

_NUMBER = rf"(?:(?:\d+|{HAN_NUMERAL})个半|\d+(?:\.\d+)?|{HAN_NUMERAL}|半)"
_EDGE = r"(?:年?[底末初]|上半年|下半年|上旬|中旬|下旬|内)"
_BEFORE = r"(?:之前|以前|前|止)"
_DAY_OF = rf"(?:(?P<year>{YEAR})度?)?(?:(?P<month>{MONTH}份?)(?P<day>{DAY})?)?(?P<edge>{_EDGE})?"
_DATE = re.compile(rf"(?P<to>截至|截止|到|至|于|在|争取|力争)?(?P<whole>{_DAY_OF})(?P<before>{_BEFORE})?")
_YEARLY = re.compile(
    rf"(?P<which>每年度?|每一年|次年|翌年|第二年|下一?年度?|当年|本年度?)(?:的|在|于)?"
    rf"(?:(?P<month>{MONTH})(?P<day>{DAY})?)?(?P<edge>年?[底末初]|上半年|下半年|上旬|中旬|下旬)?(?P<before>{_BEFORE})?"
)
_MONTHLY = re.compile(
    rf"(?P<which>每个?月度?|每个?季度?|(?<![每本])季度|次月|下月|每周)(?:的)?(?:(?P<day>{DAY})|(?P<edge>[底末初](?:月)?|周?[一二三四五六日](?=前)))(?P<before>{_BEFORE})?"
)
_WITHIN = re.compile(rf"(?P<number>{_NUMBER})\s?(?P<unit>{UNIT})(?P<more>\(含\)|（含）)?(?:之内|以内|内)(?!容|部|科|镜|涵|外|固)")
_BEFORE_EVENT = re.compile(
    rf"(?:提前|前|至少提前)(?P<number>{_NUMBER})\s?(?P<unit>{UNIT})(?!内|以内)|(?P<number2>{_NUMBER})\s?(?P<unit2>{UNIT})(?:之前|以前|前)"
)
_EVENT = re.compile(
    r"(?P<event>[^，。；：、]*?)(?:(?:之日|当日|之时|日)?(?:起|算起|开始)(?:的|计算)?|之?后|的)?(?:\s|的|最长|最迟|至迟|不超过|应当?|须|必须|要)*$"
)
_EVENT_FRONT = re.compile(r"^.*(?:应当|必须|应|须|要|可以|自|从|于|在|距)")
_ASAP = re.compile(rf"(?<![得到予供、和与不时]){any_word('asap')}(?![性间]|[、的和]|检验|通[讯信]|结[报算]|$)")
_ASAP_STATE = re.compile(r"(?:报告|传递|处置|处理|上报|救治|响应|供应)及时")
_RECURRING = {"月": "monthly", "季": "quarterly", "周": "weekly"}
_WEEKDAYS = dict(zip("一二三四五六日", ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader found in a text: values with spans of that text, and what it could not read, with where that stands."""

    values: tuple[Value, ...] = ()
    problems: tuple[tuple[Span, str], ...] = ()


def deadlines(text: str, year: int | None = None) -> Found:
    """The deadlines of a text in order; `year` is that of the policy, for days without one.

    >>> [dict(value.machine) for value in deadlines("每年7月10日、下一年度1月10日前报送").values]
    [{'recurrence': 'yearly', 'month': 7, 'day': 10, 'year_offset': 0}, {'recurrence': 'yearly', 'month': 1, 'day': 10, 'year_offset': 1}]
    >>> deadlines("2025年2月30日前完成").problems[0][1]
    "impossible date: '2025年2月30日前'"
    """
    values: list[Value] = []
    problems: list[tuple[Span, str]] = []
    taken: list[Span] = []
    for span, machine, problem in (*_yearly(text), *_monthly(text), *_dated(text, year), *_within(text), *_ahead(text), *_at_once(text)):
        if any(span.overlaps(other) for other in taken):
            continue
        taken.append(span)
        if machine is None:
            problems.append((span, problem))
        else:
            values.append(Value(ValueType.DEADLINE, span.of(text), span, machine))
    return Found(tuple(sorted(values, key=lambda value: value.span)), tuple(problems))


_Row = tuple[Span, Machine | None, str]


def _impossible(text: str, span: Span) -> _Row:
    return span, None, f"impossible date: {span.of(text)!r}"


def _yearly(text: str) -> Iterator[_Row]:
    every = "每" in text
    for match in _YEARLY.finditer(text):
        told = match["month"] or match["edge"]
        offset = int(match["which"][0] in "次翌第下")
        if not told or (match["which"][0] in "当本" and not match["before"]):
            continue
        yield _recurring_day(text, match, offset) if every or offset else _impossible_or(text, match)
        # A list goes on: 每年7月10日、12月10日前.
        for further in re.compile(
            rf"[、和及](?:于|在)?(?P<month>{MONTH})(?P<day>{DAY})?(?P<edge>[底末初])?(?P<before>{_BEFORE})?"
        ).finditer(text, match.end()):
            if further.start() != match.end():
                break
            yield _recurring_day(text, further, offset, skip=1)


def _impossible_or(text: str, match: re.Match[str]) -> _Row:
    return _recurring_day(text, match, 0)


def _recurring_day(text: str, match: re.Match[str], offset: int, *, skip: int = 0) -> _Row:
    span = Span(match.start() + skip, match.end())
    day = read_day(None, match["month"], match["day"], match["edge"])
    if day is None:
        return _impossible(text, span)
    when = match["edge"] if match["edge"] and match["edge"].endswith("初") and not match["month"] else None
    month, last = (None, None) if when else (day.month, day.day)
    if day.month == 2 and not match["day"] and not when:
        last = -1
    return span, Machine.of(recurrence="yearly", month=month, day=last, year_offset=offset, when=f"年{when[-1]}" if when else None), ""


def _monthly(text: str) -> Iterator[_Row]:
    for match in _MONTHLY.finditer(text):
        unit = next(key for key in ("季", "月", "周") if key in match["which"])
        if unit == "周":
            weekday = (match["edge"] or "")[-1:]
            if weekday in _WEEKDAYS:
                yield Span(*match.span()), Machine.of(recurrence="weekly", weekday=_WEEKDAYS[weekday]), ""
            continue
        offset = 1 if match["which"][0] in "次下" else None
        last = number(match["day"][:-1]) if match["day"] else (1 if match["edge"].startswith("初") else -1)
        if last is None or not -1 <= last <= 31:
            yield _impossible(text, Span(*match.span()))
        else:
            yield Span(*match.span()), Machine.of(recurrence=_RECURRING[unit], day=int(last), month_offset=offset), ""


def _dated(text: str, policy_year: int | None) -> Iterator[_Row]:
    for match in _DATE.finditer(text):
        year, month, edge = match["year"], match["month"], match["edge"]
        ends = bool(match["before"] or match["to"] or (edge and edge[-1] in "底末内") or edge == "上半年")
        if not (year or month or (edge and edge != "内" and re.match("年[底末]", edge))) or not ends or (edge == "内" and not year):
            continue
        if (not year and not (match["before"] or edge)) or text[match.end() : match.end() + 1] in {"起", "-", "至"}:
            continue
        if re.match(r"第|《", text[max(match.start() - 1, 0) : match.start()]) or (
            year and not (month or edge or match["before"] or match["to"] in {"到", "至"})
        ):
            continue
        span = Span(match.start("whole"), match.end())
        day = read_day(year, month and month.rstrip("份"), match["day"], edge)
        if day is None:
            yield _impossible(text, span)
        elif day.year is None and policy_year is None:
            yield span, None, f"date without a year: {span.of(text)!r}"
        else:
            known = Day(day.year or policy_year, day.month, day.day)
            yield span, Machine.of(by=known.iso, year_from=None if day.year else "policy"), ""


def _within(text: str) -> Iterator[_Row]:
    for match in _WITHIN.finditer(text):
        duration = iso_duration(match["number"], match["unit"])
        if duration is None:
            continue
        working = "working" if "工作日" in match["unit"] else None
        event, start = _event_before(text, match.start())
        yield Span(start, match.end()), Machine.of(within=duration, days=working, from_=event or None), ""


def _event_before(text: str, end: int) -> tuple[str, int]:
    """What the time runs from, as it stands before the number."""
    found = _EVENT.search(text[:end])
    event = _EVENT_FRONT.sub("", found["event"]) if found else ""
    opened = re.search(r"(?:起|后|的)\s*$", text[:end])
    return (event.strip(), end) if opened else ("", end)


def _ahead(text: str) -> Iterator[_Row]:
    for match in _BEFORE_EVENT.finditer(text):
        duration = iso_duration(match["number"] or match["number2"], match["unit"] or match["unit2"])
        if duration and not re.match(r"\d{1,2}月|[一二三四五六七八九十]{1,2}月", text[max(0, match.start() - 3) : match.end()]):
            working = "working" if "工作日" in match[0] else None
            yield Span(*match.span()), Machine.of(before=duration, op=">=", days=working), ""


def _at_once(text: str) -> Iterator[_Row]:
    for pattern in (_ASAP, _ASAP_STATE):
        for match in pattern.finditer(text):
            yield Span(*match.span()), Machine.of(asap=True), ""
