"""Reads by when something is to be done: a day, a day of every year, so long after an event, at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.numerals import HAN_DIGITS, HAN_NUMERAL
from corpus.obligations.dates import BEFORE, DAY, MONTH, QUARTER, YEAR, Day, read_day
from corpus.obligations.durations import UNIT, iso_duration
from corpus.obligations.records import Machine, Value, ValueType
from corpus.obligations.recurrences import Row, impossible, recurrences, windows
from corpus.obligations.tables import any_word, sought
from corpus.spans import Span

# A number is looked at from its first digit alone: a run of ten thousand digits would be read ten thousand times.
_NUMBER = rf"(?:(?<!\d)\d+(?:个半|(?:\.\d+)?)|(?<![{HAN_DIGITS}]){HAN_NUMERAL}(?:个半)?|半)"
_EDGE = rf"(?:{QUARTER}|年?[底末初]|上半年|下半年|上旬|中旬|下旬|内)"
_DAY_OF = rf"(?:(?P<year>{YEAR})度?)?(?:(?P<month>{MONTH}份?)(?P<day>{DAY})?)?(?P<edge>{_EDGE})?"
_NAMES_DAY = re.compile("[年月季]")
# All of a day may be left out, but not all of it together: few characters begin one.
_DATE = re.compile(
    rf"(?P<to>截至|截止|到|至|于|在|争取|力争)?(?P<whole>(?=[\d{HAN_DIGITS}第年底末初上中下内]){_DAY_OF})(?P<before>{BEFORE})?"
)
_WITHIN = re.compile(
    rf"(?=[\d{HAN_DIGITS}半])(?:(?P<low>{_NUMBER})(?:{UNIT})?(?:至|到|-|—|－|～|~))?(?P<number>{_NUMBER})\s?(?P<unit>{UNIT})(?P<more>\(含\)|（含）)?"
    r"(?:(?:之内|以内|内)(?!容|部|科|镜|涵|外|固)|(?=到位|到达|到场|抵达))"
)
_ENDS_TIME = re.compile("[内到抵]")
_TELLS_TIME = re.compile("[年月季周]")
_ENDS_LENGTH = re.compile("[前内到抵]")
_AMOUNT = re.compile(rf"[\d{HAN_DIGITS}半]")
_BEFORE_EVENT = re.compile(
    rf"(?:提前|前|至少提前)(?P<number>{_NUMBER})\s?(?P<unit>{UNIT})(?!内|以内)|(?P<number2>{_NUMBER})\s?(?P<unit2>{UNIT})(?:之前|以前|前)"
)
_EVENT = re.compile(
    r"(?P<event>[^，。；：、]*?)(?:(?:之日|当日|之时|日)?(?:起|算起|开始)(?:的|计算)?|之?后|的)?(?:\s|的|最长|最迟|至迟|不超过|应当?|须|必须|要)*$"
)
_EVENT_FRONT = re.compile(r"^.*(?:应当|必须|应|须|要|可以|自|从|于|在|距)")
_ASAP = re.compile(rf"(?<![得到予供、和与不时])(?!(?<=应)当即){any_word('asap')}(?![性间]|[、的和]|检验|通[讯信]|结[报算]|$)")
_ASAP_STATE = re.compile(r"(?:报告|传递|处置|处理|上报|救治|响应|供应)及时")


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader found in a text: values with spans of that text, and what it could not read, with where that stands."""

    values: tuple[Value, ...] = ()
    problems: tuple[tuple[Span, str], ...] = ()


_NOTHING = Found()


def deadlines(text: str, year: int | None = None) -> Found:
    """The deadlines of a text in order; `year` is that of the policy, for days without one.

    >>> [dict(value.machine) for value in deadlines("每年7月10日、下一年度1月10日前报送").values]
    [{'recurrence': 'yearly', 'month': 7, 'day': 10, 'year_offset': 0}, {'recurrence': 'yearly', 'month': 1, 'day': 10, 'year_offset': 1}]
    >>> deadlines("2025年2月30日前完成").problems[0][1]
    "impossible date: '2025年2月30日前'"
    """
    # Every deadline names a time, ends a length of time or asks for a deed at once, and most texts do neither.
    if not (_TELLS_TIME.search(text) or (_ENDS_LENGTH.search(text) and _AMOUNT.search(text)) or asks_at_once(text)):
        return _NOTHING
    values: list[Value] = []
    problems: list[tuple[Span, str]] = []
    taken: list[Span] = []
    seasons = [Value(ValueType.DURATION, span.of(text), span, machine) for span, machine in windows(text)]
    taken += [season.span for season in seasons]
    for span, machine, problem in (*recurrences(text), *_dated(text, year), *_within(text), *_ahead(text), *_at_once(text)):
        if any(span.overlaps(other) for other in taken):
            continue
        taken.append(span)
        if machine is None:
            problems.append((span, problem))
        else:
            values.append(Value(ValueType.DEADLINE, span.of(text), span, machine))
    return Found(tuple(sorted([*values, *seasons], key=lambda value: value.span)), tuple(problems))


def _dated(text: str, policy_year: int | None) -> Iterator[Row]:
    # Most pieces name no day, and the pattern is tried at every character.
    if not _NAMES_DAY.search(text):
        return
    for match in _DATE.finditer(text):
        year, month, edge = match["year"], match["month"], match["edge"]
        quarter = bool(edge and "季" in edge)
        ends = bool(match["before"] or match["to"] or (edge and edge[-1] in "底末内") or edge == "上半年" or quarter)
        named = year or month or quarter or (edge and edge != "内" and re.match("年[底末]", edge))
        if not named or not ends or (edge == "内" and not year):
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
            yield impossible(text, span)
        elif day.year is None and policy_year is None:
            yield span, None, f"date without a year: {span.of(text)!r}"
        else:
            known = Day(day.year or policy_year, day.month, day.day)
            yield span, Machine.of(by=known.iso, year_from=None if day.year else "policy"), ""


def _within(text: str) -> Iterator[Row]:
    if not _ENDS_TIME.search(text):
        return
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


def asks_at_once(text: str) -> bool:
    """Whether a word for haste stands in a text."""
    return sought("asap").search(text) is not None


def _ahead(text: str) -> Iterator[Row]:
    if "前" not in text:
        return
    for match in _BEFORE_EVENT.finditer(text):
        duration = iso_duration(match["number"] or match["number2"], match["unit"] or match["unit2"])
        if duration and not re.match(r"\d{1,2}月|[一二三四五六七八九十]{1,2}月", text[max(0, match.start() - 3) : match.end()]):
            working = "working" if "工作日" in match[0] else None
            yield Span(*match.span()), Machine.of(before=duration, op=">=", days=working), ""


def _at_once(text: str) -> Iterator[Row]:
    if not asks_at_once(text):
        return
    for pattern in (_ASAP, _ASAP_STATE):
        for match in pattern.finditer(text):
            yield Span(*match.span()), Machine.of(asap=True), ""
