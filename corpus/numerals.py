"""Reads Chinese and Arabic numerals; the only module that knows cn2an.

A numeral is read strictly: whatever is not one number in full (`十几`, `四五`, `1.8.2`) is `None`, never a guess.
"""

import re
from decimal import Decimal
from functools import lru_cache

import cn2an

HAN_DIGITS = "零〇○一二三四五六七八九十百千万亿两廿卅"
HAN_NUMERAL = rf"[{HAN_DIGITS}]+"
ARABIC_NUMERAL = r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?"

# No number of a policy is longer: 3,000,000.00 has 12 characters, the longest amount in capitals some 30.
MOST_CHARACTERS = 60

# Folds full-width digits and signs, and writes zeros and old tens as cn2an reads them.
_FOLDED = str.maketrans("０１２３４５６７８９．％○", "0123456789.%〇")
_TENS = {"廿": "二十", "卅": "三十"}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_PARTS = {"百分之": 100, "千分之": 1000, "万分之": 10_000}
_SIGNS = {"%": 100, "‰": 1000}
_ARABIC = re.compile(rf"({ARABIC_NUMERAL})(十|百万|千万|百|千|万|亿)?([%‰])?")
_HAN_DIGIT_RUN = re.compile(r"[〇零一二三四五六七八九]{2,}")
_HAN_WHOLE = re.compile(rf"{HAN_NUMERAL}(?:点[零〇一二三四五六七八九]+)?")
_HAN_DECIMAL = re.compile(rf"({HAN_NUMERAL}点[零〇一二三四五六七八九]+)([万亿])")
_FRACTION = re.compile(rf"({HAN_NUMERAL})分之({HAN_NUMERAL})")


@lru_cache(maxsize=8192)
def number(text: str) -> float | None:
    """The number that the whole text writes, `None` where it is not exactly one.

    Percentages and per-milles are fractions of one. A leading 第 is passed over.

    >>> [number(text) for text in ("三十", "两", "半", "第十二", "百分之九十", "1.8‰", "1,500", "3万", "二〇一八", "二点五万")]
    [30.0, 2.0, 0.5, 12.0, 0.9, 0.0018, 1500.0, 30000.0, 2018.0, 25000.0]
    >>> [number(text) for text in ("十几", "四五", "", "三级", "百", "9" * 400)]
    [None, None, None, None, None, None]
    """
    exact = _exact(text.strip().translate(_FOLDED).removeprefix("第")) if len(text) <= MOST_CHARACTERS else None
    return None if exact is None else float(exact)


def integer(text: str) -> int | None:
    """The whole number that the text writes, `None` where it is not one.

    >>> integer("第一百零三"), integer("两"), integer("1.5")
    (103, 2, None)
    """
    value = number(text)
    return int(value) if value is not None and value == int(value) else None


@lru_cache(maxsize=8192)
def in_han(value: int) -> str:
    """The whole number in Chinese digits, as headings and articles write it.

    >>> in_han(12), in_han(103), in_han(20)
    ('十二', '一百零三', '二十')
    """
    return str(cn2an.an2cn(value, "low"))


def _exact(text: str) -> Decimal | None:
    arabic = _ARABIC.fullmatch(text)
    if arabic:
        digits, scale, sign = arabic.groups()
        return Decimal(re.sub("[,，]", "", digits)) * _SCALES.get(scale or "", 1) / _SIGNS.get(sign or "", 1)
    for prefix, parts in _PARTS.items():
        if text.startswith(prefix):
            return _divided(_exact(text.removeprefix(prefix)), Decimal(parts))
    scaled = _HAN_DECIMAL.fullmatch(text)
    if scaled:
        part = _han(scaled[1])
        return None if part is None else part * _SCALES[scaled[2]]
    fraction = _FRACTION.fullmatch(text)
    if fraction:
        return _divided(_han(fraction[2]), _han(fraction[1]))
    return Decimal("0.5") if text == "半" else _han(text)


def _divided(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return part / whole if part is not None and whole else None


def _han(text: str) -> Decimal | None:
    """A number in Chinese digits; two digits side by side without a unit (四五, "four or five") are none."""
    if not _HAN_WHOLE.fullmatch(text):
        return None
    if _HAN_DIGIT_RUN.fullmatch(text) and not (len(text) == 4 or text[0] in "〇零" or set(text) & {"〇", "零"}):
        return None
    for old, new in _TENS.items():
        text = text.replace(old, new)
    try:
        return Decimal(str(cn2an.cn2an(text, "normal")))
    except (ValueError, KeyError):  # cn2an looks up what a last unit would be, and finds nothing for 一百零十
        return None
