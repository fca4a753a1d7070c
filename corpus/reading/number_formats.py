"""Numbers of a list as Word writes them: 3, 三, ③, iii, c."""

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LETTERS = 26
# A list that claims more items than this is a slip, and must not make a label of a million letters.
_LARGEST = 9999


def written(number: int, number_format: str) -> str:
    """The number in a format of Word (`w:numFmt`), in plain digits where the format does not reach, or is not known.

    >>> [written(21, name) for name in ("decimal", "chineseCounting", "decimalEnclosedCircle", "upperRoman", "lowerLetter", "none")]
    ['21', '二十一', '㉑', 'XXI', 'u', '']
    """
    if not 1 <= number <= _LARGEST and number_format != "none":
        return str(number)
    if number_format in _COMPUTED:
        return _COMPUTED[number_format](number)
    form = _formats().get(number_format, {})
    if "alias" in form:
        return written(number, form["alias"])
    if "sequence" in form and 1 <= number <= len(form["sequence"]):
        return str(form["sequence"][number - 1])
    if "digits" in form:
        return _counted(number, form["digits"], form["units"])
    return str(number)


@cache
def _formats() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("corpus.reading").joinpath("data", "number_formats.toml").read_text(encoding="utf-8"))


def _counted(number: int, digits: str, units: list[str]) -> str:
    """The number in digits and units: 一百零一; of the ordinary digits, 十 stands alone at the beginning: 十一."""
    pieces: list[str] = []
    gap = False
    for power in range(len(units) - 1, -1, -1):
        digit = number // 10**power % 10
        if digit:
            pieces.append((digits[0] if gap and pieces else "") + digits[digit] + units[power])
        gap = digit == 0
    text = "".join(pieces)
    return text[1:] if text.startswith("一十") else text


def _roman(number: int) -> str:
    pieces = []
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        pieces.append(letters * times)
    return "".join(pieces)


def _letters(number: int) -> str:
    """Counts a to z, then aa, bb and so on, as Word counts."""
    times, place = divmod(number - 1, _LETTERS)
    return chr(ord("a") + place) * (times + 1)


def _ordinal(number: int) -> str:
    teen = number // 10 % 10 == 1
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


_COMPUTED: dict[str, Callable[[int], str]] = {
    "none": lambda _number: "",
    "decimalZero": lambda number: f"{number:02d}",
    "ordinal": _ordinal,
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
}
