"""Numbers with their units in Chinese text: 10分钟内, 不高于1.8‰, 7月10日前, 每半年一次, 〔2023〕12号.

Chinese has no spaces between words, so a number ends where its digits end: `10` is found in `后10分钟内`, and is not found in `110分钟`.
Units, bounds and frequencies are rows of `data/units.tsv`, `data/bounds.tsv` and `data/frequencies.tsv`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from corpus.numerals import number
from corpus.sentences import REMEMBERED_SENTENCES
from corpus.spans import Span
from corpus.tables import rows


class QuantityType(StrEnum):
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
    """A quantity in a text; `span` covers it with its bound, `text` are its characters.

    `value` and `printed_unit` are as the text writes them (`10`, `分钟`), `number` and `unit` in base units (600, `秒`), which compare
    where the units are equal. `relation` is one of `=`, `<`, `<=`, `>`, `>=`, and `bound` the word that says so, empty where none does.
    `key` is what two mentions of the same quantity share, whatever script their digits are in. Dates, document numbers and clauses have no
    number (0), and their type as unit.
    """

    span: Span
    text: str
    type: QuantityType
    number: float
    unit: str
    relation: str
    key: str
    value: float = 0.0
    printed_unit: str = ""
    bound: str = ""


_CHINESE = "[零〇一二两三四五六七八九十百千万]+"
# With its decimals: 十二点五平方米. 三点五分 and 八点三十分 are times of the day.
_DECIMAL = rf"{_CHINESE}(?:点[零〇一二三四五六七八九]+(?![十百千点\d]|分(?!之|贝|钟)))?"
_ARABIC = r"(?<![\d.])\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBER = rf"(?:{_ARABIC}|{_CHINESE})"
_MONTH, _DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月", r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})日"
_YEAR = r"(?<!\d)(?:\d{4}|[一二〇零三四五六七八九]{4})年"
_WHICH_YEAR, _BEFORE = "(?:每年|次年|当年|下一年度)?", "(?:之?前|以前|起)?"

_DATE = re.compile(
    rf"{_WHICH_YEAR}{_YEAR}度?(?:{_MONTH}(?:{_DAY})?)?(?:上半年|下半年|年?[底末初]|上旬|中旬|下旬)?{_BEFORE}"
    rf"|{_WHICH_YEAR}(?<!\d){_MONTH}(?:{_DAY}|[底末初]|上旬|中旬|下旬){_BEFORE}"
    r"|(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?: \d{1,2}:\d{2})?"
    r"|(?:每年|次年|当年|年|月|季度)[底末初](?:前)?"
)
_DOCUMENT_NUMBER = re.compile(
    r"(?:(?![年月日前后按据照])[\u4e00-\u9fff]){0,10}[〔\[（(]\d{4}[〕\]）)]\s*\d+\s*号|[\u4e00-\u9fff]{1,10}令第\d+号"
)
_BRACKETS = str.maketrans("[]（）()", "〔〕〔〕〔〕")
_CLAUSE = re.compile(rf"第{_NUMBER}[章节条款项编]")
_FRACTION = re.compile(
    rf"(?P<number>[百千万]分之(?:[零〇一二两三四五六七八九十百点]+|\d+(?:\.\d+)?)|{_CHINESE}分之[一二三四五六七八九]|半数)(?P<after>以上|以下)?"
)
# What every amount begins with, and what every date holds: most stretches of a text have neither, and need no look at the patterns.
_DIGITS = r"\d零〇一二两三四五六七八九十百千万半"
_DIGIT = re.compile(f"[{_DIGITS}]")
_PART_OF_DATE = re.compile("[年月季-]")
_AT_LEAST = re.compile("至少|最少|不少于|不低于|不得少于")
_FULL_SIGNS = str.maketrans("％", "%")


@cache
def _units() -> dict[str, tuple[str, str, float]]:
    return {unit: (type_, base, float(factor)) for unit, type_, base, factor, _ in rows("corpus", "units")}


@cache
def unit_words(type_: QuantityType | None = None) -> tuple[str, ...]:
    """The units that are known, those of one type where it is given, longest first."""
    return tuple(sorted((unit for unit, row in _units().items() if type_ is None or row[0] == type_), key=len, reverse=True))


@cache
def _relations() -> dict[str, str]:
    return {row[0]: row[2] for row in rows("corpus", "bounds")}


def relation_of(bound: str) -> str:
    """The relation that a word sets, `=` where it sets none.

    >>> relation_of("不低于"), relation_of("大于"), relation_of("为")
    ('>=', '>', '=')
    """
    return _relations().get(bound, "=")


def _bounds(place: str) -> str:
    return "|".join(sorted(map(re.escape, _words_of_bounds(place)), key=len, reverse=True))


def _words_of_bounds(place: str) -> list[str]:
    return [row[0] for row in rows("corpus", "bounds") if row[1] == place]


@cache
def _measure() -> re.Pattern[str]:
    units = "|".join(map(re.escape, unit_words()))
    # Few characters begin an amount, and a look at the next one is cheaper than a try of what may all be left out.
    beginnings = "".join({word[0] for word in _words_of_bounds("before")})
    return re.compile(
        rf"(?=[{re.escape(beginnings)}约近共为{_DIGITS}])(?P<before>{_bounds('before')})?(?:约|近|共|为)?(?P<number>{_ARABIC}|{_DECIMAL}|半)(?P<scale>[万亿])?(?P<more>多|余|几)?"
        rf"\s?(?P<unit>{units}|％)?(?P<after>{_bounds('after')})?"
    )


@cache
def _frequency() -> re.Pattern[str]:
    periods = "|".join(row[0] for row in rows("corpus", "frequencies"))
    return re.compile(rf"(?P<period>{periods})(?:[\u4e00-\u9fff]{{0,6}}?(?P<times>{_NUMBER})次)?")


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in order, none overlapping another.

    >>> [quantity.text for quantity in quantities("请求发出后10分钟内到位，每半年开展一次，正确率不低于90%，于7月10日前报送。")]
    ['10分钟内', '每半年开展一次', '不低于90%', '7月10日前']
    """
    dates = (*_documents(text), *_clauses(text), *_dates(text), *_frequencies(text))
    return tuple(_joined(_apart(text, (*dates, *_fractions(text), *_measures(text)))))


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def measures(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text that are a number with a unit or a share, in order; dates, frequencies and references are left out.

    >>> [(one.value, one.printed_unit, one.relation) for one in measures("第三条 两次以上，不高于1.8‰，三分之二以上，10分钟内")]
    [(2.0, '次', '>='), (1.8, '‰', '<='), (66.6667, '%', '>='), (10.0, '分钟', '<=')]
    """
    kept = set(map(id, found := (*_fractions(text), *_measures(text))))
    if not found:
        return ()
    taken = (*_documents(text), *_clauses(text), *_dates(text))
    return tuple(_joined([quantity for quantity in _apart(text, (*taken, *found)) if id(quantity) in kept]))


def may_hold_amount(text: str) -> bool:
    """Whether a text may have `measures` at all: most have no digit, which one look tells.

    >>> may_hold_amount("半数以上"), may_hold_amount("及时报告")
    (True, False)
    """
    return _DIGIT.search(text) is not None


def _apart(text: str, found: tuple[Quantity, ...]) -> list[Quantity]:
    """Those quantities that overlap none before them in the row, in the order of the text."""
    kept: list[Quantity] = []
    taken = bytearray(len(text))
    for quantity in found:
        start, end = quantity.span.start, quantity.span.end
        if not any(taken[start:end]):
            kept.append(quantity)
            taken[start:end] = b"\x01" * (end - start)
    return sorted(kept, key=lambda quantity: quantity.span)


def _joined(found: list[Quantity]) -> Iterator[Quantity]:
    """The quantities with those durations made one that follow each other: 7分49秒, 七年零六个月."""
    i = 0
    while i < len(found):
        quantity = found[i]
        while i + 1 < len(found) and _continues(quantity, found[i + 1]):
            i += 1
            quantity = _sum(quantity, found[i])
        yield quantity
        i += 1


def _sum(quantity: Quantity, after: Quantity) -> Quantity:
    total = after.number + quantity.number * (12 if quantity.unit != after.unit else 1)
    bounded, span = after if after.bound else quantity, Span(quantity.span.start, after.span.end)
    joined = replace(after, span=span, text=quantity.text + after.text, number=total, value=total, printed_unit=after.unit)
    return replace(joined, key=f"{total:g}{after.unit}", relation=bounded.relation, bound=bounded.bound)


def _continues(quantity: Quantity, after: Quantity) -> bool:
    follows = quantity.type is after.type is QuantityType.DURATION and quantity.span.end == after.span.start
    return follows and ((quantity.unit, after.unit) == ("年", "月") or (quantity.unit == after.unit and after.number < quantity.number))


def _documents(text: str) -> list[Quantity]:
    return [_plain(match, QuantityType.DOCUMENT_NUMBER) for match in _DOCUMENT_NUMBER.finditer(text)] if "号" in text else []


def _clauses(text: str) -> list[Quantity]:
    return [_plain(match, QuantityType.CLAUSE) for match in _CLAUSE.finditer(text)] if "第" in text else []


def _dates(text: str) -> list[Quantity]:
    return [_plain(match, QuantityType.DATE) for match in _DATE.finditer(text)] if _PART_OF_DATE.search(text) else []


def _frequencies(text: str) -> list[Quantity]:
    found = []
    for match in _frequency().finditer(text):
        period = match["period"].replace("个", "").replace("每", "").replace("按", "").removesuffix("度")
        times = number(match["times"]) if match["times"] else None
        relation = ">=" if match["times"] and _AT_LEAST.search(match[0]) else "="
        found.append(_made(match, QuantityType.FREQUENCY, times or 1.0, f"次/{period}", relation))
    return found


def _fractions(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    if "分之" not in text and "半数" not in text:
        return found
    for match in _FRACTION.finditer(text):
        share = 0.5 if match["number"] == "半数" else number(match["number"])
        if share is None:
            continue
        bound = _word_before(text, match.start()) or match["after"] or ("超过" if text[: match.start()].endswith("过") else "")
        found.append(_made(match, QuantityType.PERCENT, round(share * 100, 4), "%", _relations().get(bound, "="), bound=bound))
    return found


def _measures(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    if not _DIGIT.search(text):
        return found
    for match in _measure().finditer(text):
        unit = (match["unit"] or "").translate(_FULL_SIGNS)
        ordinal = match.start() > 0 and text[match.start() - 1] == "第"
        if ordinal or not (unit or match["number"][0].isdigit()):
            continue
        amount = number(match["number"] + (match["scale"] or ""))
        if amount is None:
            continue
        type_, base, factor = _units().get(unit, ("number", "", 1.0))
        bound = match["before"] or match["after"] or ""
        relation = _relations().get(bound, "=")
        found.append(_made(match, QuantityType(type_), amount * factor, base, relation, bound=bound, printed=(amount, unit)))
    return found


def _word_before(text: str, start: int) -> str:
    before = [row[0] for row in rows("corpus", "bounds") if row[1] == "before" and text.endswith(row[0], 0, start)]
    return max(before, key=len, default="")


def _made(
    match: re.Match[str],
    type_: QuantityType,
    amount: float,
    unit: str,
    relation: str,
    *,
    bound: str = "",
    printed: tuple[float, str] | None = None,
) -> Quantity:
    """The quantity of a match; `printed` are its number and unit as the text writes them, where those are others."""
    key = f"{round(amount, 6):.10g}{unit}"
    value, printed_unit = printed or (amount, unit)
    return Quantity(Span(*match.span()), match[0], type_, amount, unit, relation, key, value, printed_unit, bound)


def _plain(match: re.Match[str], type_: QuantityType) -> Quantity:
    key = re.sub(r"^(?:每年|当年)|(?:之?前|以前|起)$", "", arabic(match[0]))
    if type_ is QuantityType.DOCUMENT_NUMBER:
        key = re.sub(r"\s", "", match[0]).translate(_BRACKETS)
    return Quantity(Span(*match.span()), match[0], type_, 0.0, type_.value, "=", key)


def arabic(text: str) -> str:
    """The text with its Chinese numbers in Arabic digits.

    >>> arabic("第二十条，三年"), arabic("二点五米，八点三十分")
    ('第20条，3年', '2.5米，8点30分')
    """
    return re.sub(_DECIMAL, _in_digits, text)


def _in_digits(match: re.Match[str]) -> str:
    amount = number(match[0])
    return match[0] if amount is None else f"{amount:.10g}"
