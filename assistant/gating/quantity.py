"""The one place where the gate meets the reader of quantities, and what makes two of them the same."""

import re
from functools import lru_cache

from corpus import quantities as reader
from corpus.quantities import Quantity, QuantityType, arabic
from corpus.sentences import REMEMBERED_SENTENCES
from corpus.spans import Span

__all__ = ["Quantity", "QuantityType", "dimension", "inner", "is_same", "quantities", "value_spans"]

_YEARLY = re.compile("每年|每一?年度")
_NEXT_YEAR = re.compile("次年|下一?年度?|翌年|第二年")
_BEFORE, _AFTER = re.compile("^(?:之|以)?前|.*(?:之|以)?前$"), re.compile("^(?:之|以)?后")
_SINCE = re.compile("^起|.*起$")
_IN_FORCE = re.compile("^起?(?:施行|实施|执行|生效)")
_ABOUT = re.compile("[约近余多几逾]")
_PREFIX = re.compile(r"^.*[是为按照据依由以和及、（(《]")
_COUNTED = re.compile("次$")
_PERIOD = re.compile(r"^(?:每|按|逐)?个?[一二两三四五六七八九十\d]*个?(?:半年|工作日|小时|分钟|学年|学期|季度|年度|[日天周月季年])?")
_TIMES = re.compile(r"(?:至少|至多|最多)?[\d一二两三四五六七八九十]+次$")
_MARK = re.compile("[，；、：。！？\n]")
_SOON = re.compile("立即|立刻|马上|当场|及时|尽快")
_LEAST, _MOST = re.compile("至少|不低于"), re.compile("至多|最多|不超过|不高于")
_HAN = re.compile("[\u4e00-\u9fff]")
_AGENCY_CHARACTERS = 4


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text as the gate sees them: 每半年…至少1次 is one, and words for at once are durations.

    >>> [quantity.text for quantity in quantities("每半年开展质控督查至少1次，查阅的立即归还，借阅的3日内归还")]
    ['每半年开展质控督查至少1次', '立即', '3日内']
    """
    found: list[Quantity] = []
    for quantity in reader.quantities(text):
        before = found[-1] if found else None
        if before and _is_times_of(quantity, before, text):
            found[-1] = _with_times(before, quantity, text)
        else:
            found.append(quantity)
    taken = [quantity.span for quantity in found]
    soon = (_soon(match) for match in _SOON.finditer(text) if not any(span.start <= match.start() < span.end for span in taken))
    return tuple(sorted((*found, *soon), key=lambda quantity: quantity.span))


def value_spans(quantity: Quantity) -> tuple[Span, ...]:
    """Where the value itself stands: of a frequency its period and its times, not the words between."""
    times = _TIMES.search(quantity.text) if quantity.type is QuantityType.FREQUENCY else None
    if not times:
        return (quantity.span,)
    start = quantity.span.start
    period = _PERIOD.match(quantity.text)
    return Span(start, start + (period.end() if period else 0)), Span(start + times.start(), quantity.span.end)


def inner(quantity: Quantity) -> str:
    """The words that stand inside a quantity (每年开展培训1次)."""
    first, *rest = value_spans(quantity)
    return quantity.text[len(first) : rest[0].start - quantity.span.start] if rest else ""


def _is_times_of(times: Quantity, period: Quantity, text: str) -> bool:
    bare = period.type is QuantityType.FREQUENCY and not _COUNTED.search(period.text)
    between = text[period.span.end : times.span.start]
    return bare and times.unit == "次" and times.type is QuantityType.COUNT and not _MARK.search(between)


def _with_times(period: Quantity, times: Quantity, text: str) -> Quantity:
    span = Span(period.span.start, times.span.end)
    unit = period.unit
    return Quantity(span, span.of(text), period.type, times.number, unit, times.relation, f"{times.number:g}{unit}")


def _soon(match: re.Match[str]) -> Quantity:
    key = "及时" if match[0] in {"及时", "尽快"} else "立即"
    return Quantity(Span(*match.span()), match[0], QuantityType.DURATION, 0.0, "立即", "=", key)


def dimension(quantity: Quantity, text: str) -> tuple[str, str]:
    """What a quantity can be mistaken for another of: its type; with the unit of a count, with what stands before a bare number."""
    counted = quantity.type in {QuantityType.COUNT, QuantityType.OTHER}
    before = text[: quantity.span.start][-1:] if quantity.type is QuantityType.NUMBER else ""
    return quantity.type.value, quantity.unit if counted else before


def is_same(said: Quantity, statement: str, known: Quantity, text: str) -> bool:
    """Whether a quantity of a statement is one of a text: amount, unit, bound, direction, and whether it is one of every year."""
    if said.type is not known.type or said.relation != known.relation:
        return False
    if said.type is QuantityType.DOCUMENT_NUMBER:
        return _is_same_number(said, known)
    if said.type is QuantityType.DATE:
        return _is_same_date(said, statement, known, text)
    if said.type is QuantityType.FREQUENCY:
        return _period(said) == _period(known) and _times(said) == _times(known)
    same_unit = bool(said.unit) or _counted(said, statement) in {"", _counted(known, text)}
    return said.key == known.key and same_unit and _is_about(said) == _is_about(known) and _is_same_way(said, statement, known, text)


def _is_same_number(said: Quantity, known: Quantity) -> bool:
    """The year and number, and the end of the agency's word, as far as both show it."""
    (said_agency, said_number), (known_agency, known_number) = _number_parts(said), _number_parts(known)
    shorter = min(len(said_agency), len(known_agency), _AGENCY_CHARACTERS)
    return said_number == known_number and said_agency[len(said_agency) - shorter :] == known_agency[len(known_agency) - shorter :]


def _number_parts(quantity: Quantity) -> tuple[str, str]:
    start = quantity.key.find("〔")
    if start < 0:
        return "", re.sub("^.*(?=[\u4e00-\u9fff]{2}令)", "", quantity.key)
    return _PREFIX.sub("", quantity.key[:start]), quantity.key[start:]


def _is_same_date(said: Quantity, statement: str, known: Quantity, text: str) -> bool:
    keys = (re.sub("^(?:次年|下一年度)", "", quantity.key) for quantity in (said, known))
    first, second = keys
    return first == second and _date_signs(said, statement) == _date_signs(known, text)


def _date_signs(quantity: Quantity, text: str) -> tuple[bool, bool, str]:
    """Whether it comes every year, in the next year, and whether it is a day before, after, or since."""
    lead = re.split("[。；，\n]", text[: quantity.span.start])[-1] + quantity.text
    after = text[quantity.span.end : quantity.span.end + 4]
    if _BEFORE.match(after) or _BEFORE.match(quantity.text):
        direction = "before"
    elif _AFTER.match(after):
        direction = "after"
    else:
        direction = "since" if _SINCE.match(quantity.text + after[:1]) and not _IN_FORCE.match(after) else ""
    return bool(_YEARLY.search(lead)), bool(_NEXT_YEAR.search(lead)), direction


def _period(quantity: Quantity) -> str:
    return arabic(quantity.key.replace("天", "日"))


def _times(quantity: Quantity) -> tuple[bool, bool, bool]:
    """Whether a frequency says how many times, at least, or at most."""
    return tuple(bool(pattern.search(quantity.text)) for pattern in (_COUNTED, _LEAST, _MOST))  # type: ignore[return-value] # three patterns


def _is_about(quantity: Quantity) -> bool:
    return bool(_ABOUT.search(quantity.text)) and quantity.type is not QuantityType.FREQUENCY


def _is_same_way(said: Quantity, statement: str, known: Quantity, text: str) -> bool:
    """Whether both lie before or both behind what they count from; a statement may leave out from when a bounded time counts."""
    before, behind = _way(said, statement)
    known_before, known_behind = _way(known, text)
    return behind == known_behind and before in {"", known_before}


def _way(quantity: Quantity, text: str) -> tuple[str, str]:
    lead = text[max(quantity.span.start - 2, 0) : quantity.span.start].removesuffix("的")[-1:]
    after = re.match("(?:之|以)?([前后])", text[quantity.span.end :])
    return lead if lead in {"前", "后"} else "", after[1] if after and quantity.type is QuantityType.DURATION else ""


def _counted(quantity: Quantity, text: str) -> str:
    """The character behind a number whose unit is not known, where it is a Chinese one."""
    character = text[quantity.span.end : quantity.span.end + 1]
    return character if _HAN.match(character) else ""
