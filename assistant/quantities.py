"""Numbers with their units in Chinese text: 10分钟内, 不高于1.8‰, 7月10日前, 每半年一次, 〔2023〕12号.

Chinese has no spaces between words, so a number ends where its digits end: `10` is found in `后10分钟内`, and is not found in `110分钟`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from assistant.tables import rows, words
from corpus.numerals import number
from corpus.spans import Span


class ValueType(StrEnum):
    """What a quantity measures."""

    DATE = "date"
    DURATION = "duration"
    FREQUENCY = "frequency"
    PERCENT = "percent"
    COUNT = "count"
    MONEY = "money"
    OTHER = "other"
    NUMBER = "number"
    DOCUMENT_NUMBER = "document_number"
    CLAUSE = "clause"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in a text; `span` covers it with its bound.

    `number` and `unit` are in base units (10分钟 is 600 秒) and compare where the units are equal; `relation` is one of
    `=`, `<`, `<=`, `>`, `>=`; `key` is what two mentions of the same quantity share, whatever script their digits are in.
    """

    span: Span
    text: str
    type: ValueType
    number: float
    unit: str
    relation: str
    key: str


_CHINESE = "[零〇一二两三四五六七八九十百千万]+"
_ARABIC = r"(?<![\d.])\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBER = rf"(?:{_ARABIC}|{_CHINESE})"


_DATE = re.compile(
    r"(?:每年|次年|当年|下一年度)?(?<!\d)(?:\d{4}|[一二〇零三四五六七八九]{4})年度?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)?)?"
    r"(?:上半年|下半年|年?[底末初]|上旬|中旬|下旬)?(?:之?前|以前|起)?"
    r"|(?:每年|次年|当年|下一年度)?(?<!\d)(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日|[底末初]|上旬|中旬|下旬)(?:之?前|以前|起)?"
    r"|(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?: \d{1,2}:\d{2})?"
    r"|(?:每年|次年|当年|年|月|季度)[底末初](?:前)?"
)
_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{0,10}[〔\[（(]\d{4}[〕\]）)]\s*\d+\s*号|[\u4e00-\u9fff]{1,10}令第\d+号")
_BRACKETS = str.maketrans("[]（）()", "〔〕〔〕〔〕")
_CLAUSE = re.compile(rf"第{_NUMBER}[章节条款项编]")
_FRACTION = re.compile(r"[百千万]分之(?:[零〇一二两三四五六七八九十百点]+|\d+(?:\.\d+)?)")
_AT_LEAST = re.compile("至少|最少|不少于|不低于|不得少于")


@cache
def _units() -> dict[str, tuple[str, str, float]]:
    return {unit: (type_, base, float(factor)) for unit, type_, base, factor, _ in rows("units")}


@cache
def _measure() -> re.Pattern[str]:
    units = "|".join(re.escape(unit) for unit in words("units"))
    before = "|".join(re.escape(row[0]) for row in _bounds("before"))
    after = "|".join(re.escape(row[0]) for row in _bounds("after"))
    return re.compile(
        rf"(?P<before>{before})?(?:约|近|共|为)?(?P<number>{_ARABIC}|{_CHINESE}|半)(?P<scale>[万亿])?(?P<more>多|余|几)?(?P<unit>{units})?(?P<after>{after})?"
    )


@cache
def _bounds(place: str) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((row for row in rows("bounds") if row[1] == place), key=lambda row: -len(row[0])))


@cache
def _relations() -> dict[str, str]:
    return {row[0]: row[2] for row in rows("bounds")}


@cache
def _frequency() -> re.Pattern[str]:
    periods = "|".join(row[0] for row in rows("frequencies"))
    return re.compile(rf"(?P<period>{periods})(?:[\u4e00-\u9fff]{{0,6}}?(?P<times>{_NUMBER})次)?")


@lru_cache(maxsize=20_000)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in order, none overlapping another.

    >>> [quantity.text for quantity in quantities("请求发出后10分钟内到位，每半年开展一次，正确率不低于90%，于7月10日前报送。")]
    ['10分钟内', '每半年开展一次', '不低于90%', '7月10日前']
    """
    found: list[Quantity] = []
    taken = [False] * len(text)
    for quantity in (*_documents(text), *_clauses(text), *_dates(text), *_frequencies(text), *_fractions(text), *_measures(text)):
        if not any(taken[quantity.span.start : quantity.span.end]):
            found.append(quantity)
            taken[quantity.span.start : quantity.span.end] = [True] * len(quantity.span)
    return tuple(_joined(sorted(found, key=lambda quantity: quantity.span)))


def _joined(found: list[Quantity]) -> Iterator[Quantity]:
    """The quantities with those durations made one that follow each other in the same base unit: 7分49秒."""
    for i, quantity in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) else None
        before = found[i - 1] if i else None
        if after and _continues(quantity, after):
            span = Span(quantity.span.start, after.span.end)
            total = quantity.number + after.number
            yield Quantity(span, quantity.text + after.text, quantity.type, total, after.unit, after.relation, f"{total:g}{after.unit}")
        elif not (before and _continues(before, quantity)):
            yield quantity


def _continues(quantity: Quantity, after: Quantity) -> bool:
    same = quantity.type is after.type is ValueType.DURATION and quantity.unit == after.unit
    return same and quantity.span.end == after.span.start and after.number < quantity.number


def _documents(text: str) -> list[Quantity]:
    return [_plain(match, ValueType.DOCUMENT_NUMBER) for match in _DOCUMENT_NUMBER.finditer(text)]


def _clauses(text: str) -> list[Quantity]:
    return [_plain(match, ValueType.CLAUSE) for match in _CLAUSE.finditer(text)]


def _dates(text: str) -> list[Quantity]:
    return [_plain(match, ValueType.DATE) for match in _DATE.finditer(text)]


def _frequencies(text: str) -> list[Quantity]:
    found = []
    for match in _frequency().finditer(text):
        period = match["period"].replace("个", "").replace("每", "").replace("按", "").removesuffix("度")
        times = number(match["times"]) if match["times"] else None
        relation = ">=" if match["times"] and _AT_LEAST.search(match[0]) else "="
        found.append(_made(match, ValueType.FREQUENCY, times or 1.0, f"次/{period}", relation))
    return found


def _fractions(text: str) -> list[Quantity]:
    found = []
    for match in _FRACTION.finditer(text):
        share = number(match[0])
        if share is not None:
            found.append(_made(match, ValueType.PERCENT, share * 100, "%", _relation_before(text, match.start())))
    return found


def _measures(text: str) -> list[Quantity]:
    found = []
    for match in _measure().finditer(text):
        unit = match["unit"] or ""
        amount = number(match["number"] + (match["scale"] or ""))
        ordinal = text[max(match.start() - 1, 0) : match.start()] == "第"
        if ordinal or amount is None or not (unit or match["number"][0].isdigit()):
            continue
        type_, base, factor = _units().get(unit, ("number", "", 1.0))
        relation = _relations().get(match["before"] or match["after"] or "", "=")
        found.append(_made(match, ValueType(type_), amount * factor, base, relation))
    return found


def _relation_before(text: str, start: int) -> str:
    for word, _, relation, _ in _bounds("before"):
        if text.endswith(word, 0, start):
            return relation
    return "="


def _made(match: re.Match[str], type_: ValueType, amount: float, unit: str, relation: str) -> Quantity:
    return Quantity(Span(*match.span()), match[0], type_, amount, unit, relation, key=f"{round(amount, 6):.10g}{unit}")


def _plain(match: re.Match[str], type_: ValueType) -> Quantity:
    key = re.sub(r"^(?:每年|当年)|(?:之?前|以前|起)$", "", arabic(match[0]))
    if type_ is ValueType.DOCUMENT_NUMBER:
        key = re.sub(r"\s", "", match[0]).translate(_BRACKETS)
    return Quantity(Span(*match.span()), match[0], type_, 0.0, type_.value, "=", key)


def arabic(text: str) -> str:
    """The text with its Chinese numbers in Arabic digits.

    >>> arabic("第二十条，三年")
    '第20条，3年'
    """
    return re.sub(_CHINESE, _in_digits, text)


def _in_digits(match: re.Match[str]) -> str:
    amount = number(match[0])
    return match[0] if amount is None else f"{amount:.10g}"
