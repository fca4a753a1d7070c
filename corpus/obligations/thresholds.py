"""Reads the limits that amounts have to keep: shares, rates, sums and counts."""

import re

from corpus.numerals import HAN_NUMERAL, number
from corpus.obligations.records import Machine, Value, ValueType
from corpus.quantities import Quantity, QuantityType, measures, relation_of
from corpus.spans import Span

_PER = re.compile(r"每(?P<unit>[百千万]?[一-鿿]{1,6}?(?:人次|人|次|床|张床位|例|名|位|家|张|日|天))(?![一-鿿]{0,2}[次一二三])")
_COVERAGE = re.compile(r"(?<!健)(?:实现|达到)?(?P<level>[省市县区乡镇村]级|全[省市县区])?(?:100%)?全覆盖")
# A share told as one to so many: 床护比不低于1:0.4.
_RATIO = re.compile(
    r"(?P<bound>不得低于|不应低于|不低于|不少于|不高于|不超过|不大于|高于|低于|大于|小于|达到|为)\s*(?P<ratio>\d+\s*[:：∶]\s*\d+(?:\.\d+)?)"
)
_COLON = re.compile("[:：∶]")
_YEARLY = re.compile("年均|每年平均")
_NO_UNIT_NEEDED = re.compile(r"(?:指数|评分|得分|比值|比例|系数|pH|PH|分值|倍数|强度)[^，]{0,6}$")
_LIMITS = frozenset({QuantityType.PERCENT, QuantityType.MONEY, QuantityType.OTHER})
_BARE_COUNTS = frozenset("名人位家个所台辆张支份件例处")
_RANGE = re.compile(rf"(?P<low>{HAN_NUMERAL}|\d+(?:\.\d+)?)[%‰]?(?:到|至|-|—|－|～|~)$")
_AT_LEAST = re.compile(r"(?:至少|最少|不少于)[一-鿿]{0,6}$")
_AT_MOST = re.compile(r"(?:至多|最多|不超过)[一-鿿]{0,6}$")
_ORDINAL = re.compile(r"[第]$|[一-鿿](?:类|级)$")


def thresholds(text: str, taken: list[Span], by: str | None = None) -> tuple[list[Value], list[tuple[Span, str]]]:
    """The thresholds and counts of a text outside what is `taken`, and the limits that cannot be read; `by` is the day they hold from.

    >>> [dict(value.machine) for value in thresholds("死亡率不高于1.8‰", [])[0]]
    [{'op': '<=', 'value': 1.8, 'unit': '‰'}]
    >>> thresholds("合格率不低于90", [])[1][0][1]
    "threshold without a unit: '不低于90'"
    """
    values: list[Value] = []
    problems: list[tuple[Span, str]] = []
    values += _ratios(text, by)
    taken = [*taken, *(value.span for value in values)]
    for quantity in measures(text):
        if any(quantity.span.overlaps(span) for span in taken):
            continue
        if quantity.type is QuantityType.NUMBER:
            if quantity.bound and not _NO_UNIT_NEEDED.search(text[: quantity.span.start]):
                problems.append((quantity.span, f"threshold without a unit: {quantity.text!r}"))
        elif type_ := _type(text, quantity):
            values += _values(text, quantity, type_, by)
    for match in _COVERAGE.finditer(text) if sets_limits(text) else ():
        machine = Machine.of(op=">=", value=100, unit="%", level=match["level"], by=by)
        values.append(Value(ValueType.COUNT, match[0], Span(*match.span()), machine))
    return values, problems


def sets_limits(text: str) -> bool:
    """Whether a text sets a limit without a number: 全覆盖."""
    return "全覆盖" in text


def _ratios(text: str, by: str | None) -> list[Value]:
    """The shares that are told as one to so many."""
    found = []
    for match in _RATIO.finditer(text) if _COLON.search(text) else ():
        ratio = ":".join(re.findall(r"[\d.]+", match["ratio"]))
        machine = Machine.of(op=relation_of(match["bound"]), value=ratio, unit="比", by=by)
        found.append(Value(ValueType.THRESHOLD, match[0], Span(*match.span()), machine))
    return found


def _values(text: str, quantity: Quantity, type_: ValueType, by: str | None) -> list[Value]:
    """The value of a quantity, or of a range its two ends: 三到五倍."""
    machine = _machine(text, quantity, by)
    low = _RANGE.search(text, 0, quantity.span.start)
    lowest = number(low["low"]) if low else None
    if low is None or lowest is None:
        return [Value(type_, quantity.text, quantity.span, machine)]
    span = Span(low.start(), quantity.span.end)
    ends = ((">=", lowest), ("<=", quantity.value))
    return [Value(ValueType.THRESHOLD, span.of(text), span, _with(machine, op=op, value=_plain(end))) for op, end in ends]


def _with(machine: Machine, **members: str | float) -> Machine:
    return Machine(tuple({**machine, **members}.items()))


def _plain(value: float) -> float:
    """A whole number without its fraction."""
    return int(value) if value == int(value) else value


def _type(text: str, quantity: Quantity) -> ValueType | None:
    if quantity.printed_unit == "倍" and not quantity.bound:
        return ValueType.COUNT
    if quantity.type in _LIMITS:
        return None if quantity.printed_unit == "级" else ValueType.THRESHOLD
    if quantity.type is not QuantityType.COUNT:
        return None
    if _PER.search(text, 0, quantity.span.start) or _YEARLY.search(text, 0, quantity.span.start):
        return ValueType.THRESHOLD
    plain = quantity.printed_unit in _BARE_COUNTS and quantity.value > 1
    return ValueType.COUNT if quantity.bound or plain else None


def _machine(text: str, quantity: Quantity, by: str | None) -> Machine:
    per = _PER.search(text, 0, quantity.span.start)
    unit = quantity.printed_unit + (f"/{per['unit']}" if per else "")
    yearly = "P1Y" if _YEARLY.search(text, 0, quantity.span.start) else None
    op = quantity.relation if quantity.bound else _far_bound(text[: quantity.span.start])
    return Machine.of(op=op, value=_plain(quantity.value), unit=unit, by=by, period=yearly)


def _far_bound(before: str) -> str:
    """The relation that a word sets which does not stand at the number itself: 至少有2人."""
    if _AT_LEAST.search(before):
        return ">="
    return "<=" if _AT_MOST.search(before) else "="
