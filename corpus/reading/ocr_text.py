"""Mends what the recognition of characters does to numbers: full-width digits, and spaces between the digits of one number."""

import re

_WIDE = {code + 0xFEE0: code for start, end in ("09", "AZ", "az") for code in range(ord(start), ord(end) + 1)} | {ord("％"): "%"}
_SPACED_RUN = re.compile(r"(?<![\d.])\d[\d -]* [\d -]*\d(?![\d.])")
# One digit a piece, as a typesetter spreads a number.
_SPREAD = re.compile(r"\d(?: +\d)+")
# A telephone number: area and number, mobile, or service line.
_TELEPHONE = re.compile(r"0\d{2,3}-?\d{7,8}|1[3-9]\d{9}|[48]00-?\d{3}-?\d{4}")


def repaired(text: str) -> str:
    """The text with digits, Latin letters and per cent signs in half width, and spread numbers joined.

    Two numbers side by side stay two: digits are joined only where each stands alone, or where they make a telephone number.

    >>> repaired("电话010- 1 2345678，达到９５％"), repaired("1 0分钟"), repaired("2023 2025")
    ('电话010-12345678，达到95%', '10分钟', '2023 2025')
    """
    return _SPACED_RUN.sub(_joined, text.translate(_WIDE).strip())


def _joined(run: re.Match[str]) -> str:
    joined = run.group().replace(" ", "")
    return joined if _TELEPHONE.fullmatch(joined) or _SPREAD.fullmatch(run.group()) else run.group()
