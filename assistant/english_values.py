"""The values of Chinese texts in English words, and the amounts of English questions as Chinese texts write them."""

import re

from corpus.quantities import Quantity, QuantityType, arabic

_UNITS = {
    "秒": "second", "分": "minute", "分钟": "minute", "小时": "hour", "个小时": "hour", "天": "day", "日": "day", "个工作日": "working day",
    "工作日": "working day", "周": "week", "星期": "week", "个星期": "week", "个月": "month", "月": "month", "年": "year", "周年": "year",
    "周岁": "year", "岁": "year", "次": "time",
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
_AMOUNT = re.compile(rf"(\d+(?:\.\d+)?)\s?({'|'.join(sorted(_UNITS, key=len, reverse=True))})")
_HALF = re.compile("半(小时|天|日|年|月)")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")

_DATE = re.compile(
    r"(?P<which>每年|次年|当年|下[一1]年度)?(?:(?P<year>\d{4})年度?)?(?:(?P<month>\d{1,2})月)?(?:(?P<day>\d{1,2})日)?"
    r"(?:(?P<of>年|月|季度)?(?P<part>上半年|下半年|[底末初]|[上中下]旬))?(?P<bound>之?前|以前|起)?"
)
_PARTS = {
    "上半年": "the first half", "下半年": "the second half", "底": "the end", "末": "the end", "初": "the beginning",
    "上旬": "the first ten days", "中旬": "the middle ten days", "下旬": "the last ten days",
}  # fmt: skip
_WHICH = {"每年": "each year", "次年": "the following year", "下1年度": "the following year", "当年": "the same year"}
_OF = {"年": "the year", "月": "the month", "季度": "the quarter"}
_OF_MONTH = {
    "每": "each month", "每个": "each month", "次": "the following month", "下": "the following month", "当": "the same month",
    "本": "the same month",
}  # fmt: skip
_BARE_MONTH = re.compile("(1[0-2]|[1-9])月")

_ENGLISH_UNITS = {
    "second": "秒", "minute": "分钟", "min": "分钟", "hour": "小时", "hr": "小时", "day": "天", "working day": "个工作日",
    "business day": "个工作日", "week": "周", "month": "个月", "year": "年",
}  # fmt: skip
_NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
    "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "half an": "0.5", "half a": "0.5",
}  # fmt: skip
_ENGLISH_AMOUNT = re.compile(
    rf"\b(?P<number>\d+(?:\.\d+)?|{'|'.join(_NUMBERS)})[\s-]+(?P<unit>{'|'.join(sorted(_ENGLISH_UNITS, key=len, reverse=True))})s?\b",
    re.IGNORECASE,
)


def in_chinese_units(question: str) -> str:
    """An English question with its amounts of time as Chinese texts write them, so that they compare with those of a rule.

    >>> in_chinese_units("is a visit 30 hours after surgery or a 20-minute wait or half an hour fine?")
    'is a visit 30小时 after surgery or a 20分钟 wait or 0.5小时 fine?'
    """
    return _ENGLISH_AMOUNT.sub(
        lambda match: _NUMBERS.get(match["number"].lower(), match["number"]) + _ENGLISH_UNITS[match["unit"].lower()], question
    )


def english_value(quantity: Quantity, text: str = "") -> str:
    """A quantity in English words, empty where they are not known; `text` is what it stands in, which tells a day (每月5日) from five days.

    >>> from corpus.quantities import quantities
    >>> [english_value(quantity) for quantity in quantities("10分钟内到位，每周至少查房2次，正确率不低于90%")]
    ['within 10 minutes', 'at least 2 times per week', 'at least 90%']
    >>> [english_value(quantity) for quantity in quantities("每年8月20日前和下一年度2月20日前，2027年底前")]
    ['by 20 August each year', 'by 20 February of the following year', 'by the end of 2027']
    """
    if quantity.type is QuantityType.FREQUENCY:
        return _english_frequency(quantity)
    if quantity.type is QuantityType.PERCENT:
        digits = re.search(r"[\d.]+[%‰]", quantity.text)
        return _BOUNDS[quantity.relation] + digits[0] if digits else ""
    if quantity.type is QuantityType.DATE:
        return _english_date(quantity.text)
    if quantity.type is QuantityType.DURATION:
        calendar = _day_of_month(quantity.text, text) or _month(quantity)
        return calendar or _english_amount(quantity, within=quantity.relation == "<=")
    return _english_amount(quantity, within=False)


def _english_amount(quantity: Quantity, *, within: bool) -> str:
    """An amount with all its units: 7分49秒 is 7 minutes 49 seconds."""
    half = _HALF.search(quantity.text)
    counted = [(number, _UNITS[unit]) for number, unit in _AMOUNT.findall(arabic(quantity.text))]
    words = " ".join(f"{number} {unit}{'' if number == '1' else 's'}" for number, unit in counted)
    if half and not words:
        words = f"half {'an' if _UNITS[half[1]] == 'hour' else 'a'} {_UNITS[half[1]]}"
    return f"{'within ' if within else _BOUNDS[quantity.relation]}{words}" if words else ""


def _english_date(text: str) -> str:
    """A date in English words, empty where it is written in another way.

    >>> _english_date("7月底前"), _english_date("2023年6月27日起"), _english_date("年底前"), _english_date("每年3月1日")
    ('by the end of July', 'from 27 June 2023', 'by the end of the year', '1 March each year')
    >>> _english_date("2023-06-27")
    ''
    """
    found = _DATE.fullmatch(arabic(text))
    if not found or not text or (found["month"] and not 1 <= int(found["month"]) <= len(_MONTHS)):
        return ""
    month = _MONTHS[int(found["month"]) - 1] if found["month"] else ""
    which = _WHICH.get(found["which"] or "", "")
    linked = which if which == "each year" or not which else f"of {which}"
    place = " ".join(word for word in (found["day"], month, found["year"], linked if month or found["year"] else which) if word)
    if found["part"]:
        place = f"{_PARTS[found['part']]} of {place or _OF.get(found['of'] or '', 'the year')}"
    lead = "" if not found["bound"] else "from " if found["bound"] == "起" else "by "
    return f"{lead}{place}" if place else ""


def _day_of_month(value: str, text: str) -> str:
    """The day of a month that a number of days is, where the text names the month (次月10日前); else empty.

    >>> _day_of_month("5日", "每月5日前报送"), _day_of_month("5日内", "每月检查后5日内")
    ('by day 5 of each month', '')
    """
    pattern = rf"(每个?|[次下当本])月(?:的)?{re.escape(value)}(?!内|以内|之内)(之?前|以前|起)?"
    found, day = re.search(pattern, text), re.fullmatch(r"(\d+)日", arabic(value))
    if not found or not day:
        return ""
    lead = "from " if found[2] == "起" else "by " if found[2] else "on "
    return f"{lead}day {day[1]} of {_OF_MONTH[found[1]]}"


def _month(quantity: Quantity) -> str:
    """The month of the calendar that a number before 月 alone is (每年7月开展); 个月 and a bound tell a length of time."""
    found = _BARE_MONTH.fullmatch(arabic(quantity.text))
    return f"in {_MONTHS[int(found[1]) - 1]}" if found else ""


def _english_frequency(quantity: Quantity) -> str:
    period = quantity.unit.removeprefix("次/")
    times = "once" if quantity.number == 1 else f"{quantity.number:g} times"
    if period in {"半年", "两年"}:
        return f"{_BOUNDS[quantity.relation]}{times} every {'six months' if period == '半年' else 'two years'}"
    return f"{_BOUNDS[quantity.relation]}{times} per {_PERIODS[period]}" if period in _PERIODS else ""
