"""English questions over Chinese texts: terms by table, kinds by cues, values put back into English."""

import re
from functools import cache

from assistant.questions import Term
from assistant.tables import rows
from corpus.quantities import Quantity, QuantityType, arabic

_LEAST_LATIN_SHARE = 0.6
_UNITS = {
    "秒": "second", "分": "minute", "分钟": "minute", "小时": "hour", "个小时": "hour", "天": "day", "日": "day", "个工作日": "working day",
    "周": "week", "个月": "month", "月": "month", "年": "year", "周岁": "year", "岁": "year", "次": "time",
}  # fmt: skip
_PERIODS = {
    "日": "day",
    "天": "day",
    "工作日": "working day",
    "周": "week",
    "月": "month",
    "季": "quarter",
    "季度": "quarter",
    "年": "year",
}
_BOUNDS = {"<=": "at most ", ">=": "at least ", "<": "less than ", ">": "more than ", "=": ""}
_UNIT = re.compile("|".join(sorted(_UNITS, key=len, reverse=True)))


def is_english(text: str) -> bool:
    """Whether a question is asked in English.

    >>> is_english("How fast must a stat consultation arrive?"), is_english("MDT门诊怎么开展")
    (True, False)
    """
    letters = [character for character in text if character.isalpha()]
    latin = sum(character.isascii() for character in letters)
    return bool(letters) and latin >= _LEAST_LATIN_SHARE * len(letters) and latin > 8


@cache
def _terms() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    ordered = sorted(rows("english_terms"), key=lambda row: -len(row[0]))
    return tuple((re.compile(rf"\b{re.escape(row[0])}(?:s|es|ed|ing)?(?!\w)"), tuple(row[1].split("|"))) for row in ordered)


def translated(text: str) -> tuple[Term, ...]:
    """The Chinese terms of an English question, in its order; a word that is neither in the table nor a common one stands as it is.

    >>> [term.text for term in translated("How often are ward rounds required?")]
    ['查房']
    """
    found: list[tuple[int, Term]] = []
    left = text.lower()
    for pattern, forms in _terms():
        match = pattern.search(left)
        if match:
            found.append((match.start(), Term(forms)))
            left = left[: match.start()] + " " * len(match[0]) + left[match.end() :]
    found += [(match.start(), Term((match[0],))) for match in _LEFT.finditer(left) if match[0] not in _common()]
    return tuple(term for _, term in sorted(found, key=lambda pair: pair[0]))


_LEFT = re.compile(r"[a-z]{4,}")


@cache
def _common() -> frozenset[str]:
    return frozenset(row[0] for row in rows("english_common"))


def english_value(quantity: Quantity) -> str:
    """A quantity in English words, empty where its type has none.

    >>> from corpus.quantities import quantities
    >>> [english_value(quantity) for quantity in quantities("10分钟内到位，每周至少查房2次，正确率不低于90%")]
    ['within 10 minutes', 'at least 2 times per week', 'at least 90%']
    """
    if quantity.type is QuantityType.FREQUENCY:
        return _english_frequency(quantity)
    if quantity.type is QuantityType.PERCENT:
        digits = re.search(r"[\d.]+[%‰]", quantity.text)
        return _BOUNDS[quantity.relation] + digits[0] if digits else ""
    number, unit = re.search(r"\d+(?:\.\d+)?", arabic(quantity.text)), _UNIT.search(quantity.text)
    if not number or not unit:
        return ""
    words = f"{number[0]} {_UNITS[unit[0]]}{'' if number[0] == '1' else 's'}"
    within = quantity.type is QuantityType.DURATION and quantity.relation == "<="
    return f"within {words}" if within else _BOUNDS[quantity.relation] + words


def _english_frequency(quantity: Quantity) -> str:
    period = quantity.unit.removeprefix("次/")
    times = "once" if quantity.number == 1 else f"{quantity.number:g} times"
    if period in {"半年", "两年"}:
        return f"{_BOUNDS[quantity.relation]}{times} every {'six months' if period == '半年' else 'two years'}"
    return f"{_BOUNDS[quantity.relation]}{times} per {_PERIODS[period]}" if period in _PERIODS else ""
