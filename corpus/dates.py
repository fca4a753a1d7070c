"""Reads the dates that policies print."""

import re
from datetime import date

from corpus.numerals import integer

_HAN = "〇○零一二三四五六七八九十"
_YEAR = r"(?:19|20)\d{2}"
# 二〇二六: a year in Chinese digits.
HAN_YEAR = "[一二][〇○零九][〇○零一二三四五六七八九]{2}"
DATE = (
    rf"(?:{_YEAR}\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日|{_YEAR}-\d{{1,2}}-\d{{1,2}}"
    rf"|[{_HAN}]{{4}}年[{_HAN}]{{1,3}}月[{_HAN}]{{1,3}}日)"
)
# A number is taken whole or not at all, and only where it can be part of a date.
_YEAR_PART, _PART = rf"(?<![\d{_HAN}])([\d{_HAN}]{{1,4}})", rf"([\d{_HAN}]{{1,3}})"
_PARTS = re.compile(rf"{_YEAR_PART}\s*[年\-]\s*{_PART}\s*[月\-]\s*{_PART}(?![\d{_HAN}])")


def iso_date(written: str) -> str | None:
    """The date as ISO 8601, `None` where the text prints none that exists.

    >>> iso_date("2023年6月27日"), iso_date("二〇一八年四月十八日"), iso_date("2016-3-7"), iso_date("2023年2月30日")
    ('2023-06-27', '2018-04-18', '2016-03-07', None)
    >>> iso_date(f"2023-{'5' * 99}-1"), iso_date("12023-06-27"), iso_date("2023-06-271")
    (None, None, None)
    """
    match = _PARTS.search(written)
    numbers = [integer(part.replace("○", "〇")) for part in match.groups()] if match else []
    if not numbers or None in numbers:
        return None
    try:
        return date(*(number or 0 for number in numbers)).isoformat()
    except ValueError:
        return None
