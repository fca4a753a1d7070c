"""Reads how long something lasts, and writes durations as ISO 8601."""

import re
from functools import lru_cache

from corpus.numerals import HAN_NUMERAL, number
from corpus.obligations.records import Machine, Value, ValueType
from corpus.quantities import Quantity, QuantityType, measures
from corpus.spans import Span

UNIT = (
    r"(?:个?工作日|秒钟?|分钟|刻钟|个?小时|个?钟头|天|日|个?星期|周(?!岁|年)|周年|个?季度|个月"
    r"|月(?![\d一二三四五六七八九十]{1,3}日|[底末初份])|年)"
)
_ISO = {
    **dict.fromkeys(("秒", "秒钟"), ("PT", 1, "S")),
    "分钟": ("PT", 1, "M"),
    "刻钟": ("PT", 15, "M"),
    **dict.fromkeys(("小时", "钟头"), ("PT", 1, "H")),
    **dict.fromkeys(("天", "日", "工作日"), ("P", 1, "D")),
    **dict.fromkeys(("星期", "周"), ("P", 1, "W")),
    "月": ("P", 1, "M"),
    "季度": ("P", 3, "M"),
    **dict.fromkeys(("年", "周年"), ("P", 1, "Y")),
}
_SMALLER = {("P", "Y"): (12, "M"), ("P", "M"): (30, "D"), ("P", "D"): (24, "H"), ("PT", "H"): (60, "M"), ("PT", "M"): (60, "S")}
# Before a length of time these make it the time that something runs for.
_RUNS_FOR = re.compile(r"(?:利用|用|为期|历时|连续|期限为?|有效期限?为?|周期为?|保存|任期为?|聘期为?|暂停|延长|禁止|有效期[^，]{0,6})$")
# 三至六个月, 一年至三年: both ends limit.
_RANGE = re.compile(rf"(?P<low>\d+(?:\.\d+)?|{HAN_NUMERAL}|半)个?(?P<unit>{UNIT})?(?:以上)?(?:到|至|-|—|－|～|~)$")
_OF_TIME = re.compile(r"(?:以上|及以上)?(?:的)?(?:时间|期限|周期|工作经历|经历|经验|培训|执业)")
_AT_LEAST = re.compile("至少|最少")
_EVERY = re.compile(r"每(?:年|月|周|季度|半年|学期|天|日)")
_PERIODS = {"每年": "P1Y", "每月": "P1M", "每周": "P1W", "每季度": "P3M", "每半年": "P6M", "每学期": "P6M", "每天": "P1D", "每日": "P1D"}


@lru_cache(maxsize=8192)
def iso_duration(amount: str, unit: str) -> str | None:
    """A printed length of time as ISO 8601, `None` where it has none.

    >>> iso_duration("10", "分钟"), iso_duration("三", "个月"), iso_duration("半", "年"), iso_duration("两", "周")
    ('PT10M', 'P3M', 'P6M', 'P2W')
    >>> iso_duration("一个半", "月"), iso_duration("1.5", "小时")
    ('P1M15D', 'PT1H30M')
    """
    whole, half = (amount.removesuffix("个半"), 0.5) if amount.endswith("个半") else (amount, 0.0)
    read = number(whole)
    value = None if read is None else read + half
    row = _ISO.get(unit.removeprefix("个"))
    if value is None or row is None:
        return None
    prefix, factor, letter = row
    total = value * factor
    if total == int(total):
        return f"{prefix}{int(total)}{letter}"
    return _halved(total, prefix, letter)


def _halved(total: float, prefix: str, letter: str) -> str | None:
    """A part of a unit in the next smaller one: 半年 is P6M, 半小时 PT30M, 一个半月 P1M15D."""
    factor, smaller = _SMALLER.get((prefix, letter), (0, ""))
    whole = int(total)
    part = round((total - whole) * factor, 6)
    if not part or part != int(part):
        return None
    time = "T" if smaller in "HMS" and prefix == "P" and letter == "D" else ""
    return f"{prefix}{f'{whole}{letter}' if whole else ''}{time}{int(part)}{smaller}"


def durations(text: str, taken: list[Span], *, forbids: bool = False) -> list[Value]:
    """The lengths of time that a text sets and that are no deadline (those at `taken`), in order.

    >>> [dict(value.machine) for value in durations("利用3年时间完善体系", [])]
    [{'period': 'P3Y'}]
    >>> [dict(value.machine) for value in durations("每年至少保证主任有2周的时间", [])]
    [{'value': 'P2W', 'op': '>=', 'every': 'P1Y'}]
    """
    found: list[Value] = []
    for quantity in measures(text):
        if quantity.type is QuantityType.DURATION and not any(quantity.span.overlaps(span) for span in taken):
            between = _range(text, quantity)
            if between:
                found = [value for value in found if not value.span.overlaps(between[0].span)] + between
                continue
            machine = _machine(text, quantity, forbids=forbids)
            if machine:
                found.append(Value(ValueType.DURATION, quantity.text, quantity.span, machine))
    return found


def _range(text: str, quantity: Quantity) -> list[Value]:
    """The two ends of a range that the quantity ends: 三个月至六个月; none where it ends none."""
    low = _RANGE.search(text, 0, quantity.span.start)
    shortest = iso_duration(low["low"], low["unit"] or quantity.printed_unit) if low else None
    longest = iso_duration(f"{quantity.value:g}", quantity.printed_unit)
    if low is None or shortest is None or longest is None:
        return []
    span = Span(low.start(), quantity.span.end)
    ends = ((">=", shortest), ("<=", longest))
    return [Value(ValueType.DURATION, span.of(text), span, Machine.of(value=end, op=op)) for op, end in ends]


def _machine(text: str, quantity: Quantity, *, forbids: bool) -> Machine | None:
    duration = iso_duration(f"{quantity.value:g}", quantity.printed_unit)
    before, after = text[: quantity.span.start], text[quantity.span.end :]
    if duration is None or before.endswith(("每", "第", "前", "近")):
        return None
    runs = bool(_RUNS_FOR.search(before)) or forbids
    if not quantity.bound and not runs and not _OF_TIME.match(after):
        return None
    if runs and not quantity.bound and not _AT_LEAST.search(before):
        return Machine.of(period=duration)
    every = _EVERY.search(before)
    op = quantity.relation if quantity.bound else (">=" if _AT_LEAST.search(before) else "=")
    return Machine.of(value=duration, op=op, every=_PERIODS[every[0]] if every else None)
