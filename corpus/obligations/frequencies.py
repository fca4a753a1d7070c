"""Reads how often something is to be done."""

import re
from dataclasses import replace
from functools import cache

from corpus.numerals import HAN_NUMERAL, number
from corpus.obligations.records import Machine, Value, ValueType
from corpus.obligations.tables import any_pattern, any_word, rows
from corpus.spans import Span

_TIMES = re.compile(
    rf"(?P<op>不少于|不低于|不得少于|不得低于|不应少于|至少|最少|不超过|不得超过|不多于|最多|至多)?(?:[一-鿿]{{0,8}}?)(?P<times>\d+|{HAN_NUMERAL})\s?(?P<unit>次|场次?|期|轮|回)(?P<after>以上|及以上|以下|以内)?(?!就诊|性)"
)
_UPPER = re.compile("不超过|不得超过|不多于|最多|至多|以下|以内")


@cache
def _periods() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), period) for pattern, period, _ in rows("periods"))


@cache
def _scope() -> re.Pattern[str]:
    return re.compile(any_word("scopes"))


def frequencies(text: str, taken: list[Span], *, often: Machine | None = None) -> list[Value]:
    """The frequencies of a text in order, outside what is `taken`; `often` is the one before where only a count goes on.

    >>> [dict(value.machine) for value in frequencies("非工作日每天至少查房1次", [])]
    [{'every': 'P1D', 'times': 1, 'op': '>=', 'scope': '非工作日'}]
    >>> [dict(value.machine) for value in frequencies("按季度编发简报", [])]
    [{'every': 'P3M', 'times': 1}]
    """
    found: list[Value] = []
    # Most texts name no period, which one pattern of all tells sooner than each does.
    for pattern, every in _periods() if any_pattern("periods").search(text) else ():
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if not any(span.overlaps(other) for other in taken) and not any(span.overlaps(value.span) for value in found):
                found.append(_value(text, span, every))
    if not found and often and _TIMES.match(text):
        found.append(_going_on(_value(text, Span(0, 0), str(often["every"])), often))
    return sorted(_unlike(found), key=lambda value: value.span)


def _unlike(found: list[Value]) -> list[Value]:
    """The frequencies without those that only repeat another's period and count nothing of their own."""
    counted = [value for value in found if "op" in value.machine or "次" in value.raw]
    return counted or found


def _value(text: str, span: Span, every: str) -> Value:
    counted = _TIMES.search(text, span.end)
    times, op, end = 1, None, span.end
    before = re.search(r"(?:至少|最少|不少于)$", text[: span.start])
    if counted and (read := number(counted["times"])) is not None:
        times, end = int(read), counted.end()
        op = _relation(text[span.start : end])
    elif before or re.match(r"(?:至少|最少)", text[span.end :]):
        op = ">="
    scope = _scope().search(text, 0, span.end)
    whole = Span(span.start, end)
    return Value(ValueType.FREQUENCY, whole.of(text), whole, Machine.of(every=every, times=times, op=op, scope=scope[0] if scope else None))


def _going_on(value: Value, often: Machine) -> Value:
    """The value with the bound of the frequency that it goes on from: 至少1次督查、1次会议."""
    if "op" in value.machine or "op" not in often:
        return value
    return replace(value, machine=Machine((*value.machine.items_, ("op", often["op"]))))


def _relation(text: str) -> str | None:
    if _UPPER.search(text):
        return "<="
    return ">=" if re.search("至少|最少|不少于|不低于|不得少于|不得低于|不应少于|以上", text) else None
