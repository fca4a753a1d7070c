"""Values of cells as a workbook displays them: 0.95 as 95%, 10 as 10分钟."""

import re
from datetime import date, datetime, time, timedelta

_SECTION = re.compile(r'((?:"[^"]*"|\\.|[^";\\])*)')
# Words in quotes or behind a backslash, a colour or condition, a gap as wide as a sign, the place of the number, any other sign.
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|_.|\*.|(?P<number>[#0?][#0?,]*(?:\.(?P<decimals>[#0?]+))?)|(?P<sign>.)', re.DOTALL
)
_CHINESE_DATE = re.compile("年|月|日")


def displayed(value: object, number_format: str) -> str:
    r"""The text of a cell on one line.

    >>> displayed(0.955, "0.0%"), displayed(10, '0"分钟内"'), displayed(0.1 + 0.2, "General"), displayed("甲\n乙", "General")
    ('95.5%', '10分钟内', '0.3', '甲 乙')
    """
    match value:
        case bool():
            return "是" if value else "否"
        case int() | float():
            return _number(value, number_format)
        case datetime() | date():
            return _date(value, number_format)
        case time() | timedelta():
            return str(value)
        case _:
            return " ".join(str(value).split())


def _number(value: float, number_format: str) -> str:
    """The number with the decimals, the per cent sign and the words of its format; a format of another kind leaves it plain."""
    tokens = list(_TOKEN.finditer(_section(number_format)))
    places = [token for token in tokens if token["number"]]
    if len(places) != 1 or any(token["sign"] in _OF_OTHER_KINDS for token in tokens if token["sign"]):
        return _plain(value)
    scaled = value * 100 if any(token["sign"] == "%" for token in tokens) else value
    pieces = [_decimal(scaled, token["decimals"] or "") if token["number"] else _words(token) for token in tokens]
    return "".join(pieces).strip()


# Exponents, fractions, and the name of the plain format.
_OF_OTHER_KINDS = frozenset("EeGgn/@")


def _words(token: re.Match[str]) -> str:
    return token["quoted"] or token["escaped"] or token["sign"] or ""


def _decimal(value: float, decimals: str) -> str:
    """The number with as many decimals as there are places; a `#` shows only what is there."""
    return f"{value:.{len(decimals)}f}" if set(decimals) <= {"0"} else _plain(round(value, len(decimals)))


def _section(number_format: str) -> str:
    """The part of a format for positive numbers; a negative one gets a sign of its own, whatever colour or brackets the file gives it."""
    return next((section for section in _SECTION.findall(number_format) if section), "General")


def _plain(value: float) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _date(value: date, number_format: str) -> str:
    """The day as in a text, in Chinese where the format is, with the time where there is one."""
    chinese = _CHINESE_DATE.search(number_format)
    day = f"{value.year}年{value.month}月{value.day}日" if chinese else f"{value:%Y-%m-%d}"
    if isinstance(value, datetime) and value.time() != time():
        return f"{day} {value:%H:%M}"
    return day
