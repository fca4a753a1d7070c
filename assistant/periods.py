"""Stretches of time (2023年6月-2025年9月, 3月至5月), parts of the year or the week, and levels from which on something holds.

A text that tells a stretch tells its beginning and its end in one breath, and mostly leaves out what the two share.
"""

import re
from collections.abc import Iterator

from corpus.dates import HAN_YEAR
from corpus.quantities import Quantity, QuantityType
from corpus.spans import Span

_WHEN = "(?:什么时[候间]|何时|哪一?个?[年天日月]|几[月号日点])"
_PERIOD_ASKED = re.compile(
    f"起止|[从自][^，。]{{0,4}}{_WHEN}[^，。]{{0,4}}[到至]|{_WHEN}[到至][^，。]{{0,2}}{_WHEN}"
    r"|哪(?:几|[两二三四五六七八九十\d]+)个?(?:年|月|季度)|(?:实施|执行|规划|活动|有效|行动)(?:期间?|周期|期限|年限|时段)"
)

_N = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_EACH, _YEAR = "(?:每年|当年|次年|今年|明年)", f"(?:(?:19|20)[0-9]{{2}}|{HAN_YEAR})"
_TO_OR_DASH = r"\s*[-—－–~～至到]+\s*"
_END_OF = "(?:份|[上中下]旬|[底末初])?"
_HOUR = "(?:[0-9]{1,2}[时点](?:[0-9]{1,2}分)?)?"
_MONTH_AND_DAY = rf"{_N}月(?:{_N}日?{_HOUR}|{_END_OF})"
_POINTED = rf"{_YEAR}(?P<mark>[./-])[0-9]{{1,2}}(?:(?P=mark)[0-9]{{1,2}})?"
_PART_OF_YEAR = "[底末初]|[上下]半年"
_FROM = (
    rf"(?:{_POINTED}|{_YEAR}(?:年度?)?(?:{_N}月?(?:{_N}日?)?{_HOUR}{_END_OF}|{_PART_OF_YEAR})?"
    rf"|{_MONTH_AND_DAY}|{_N}(?={_TO_OR_DASH}{_N}月))"
)
_TO = (
    rf"(?:{_YEAR}[./-][0-9]{{1,2}}(?:[./-][0-9]{{1,2}})?|{_YEAR}年(?:{_MONTH_AND_DAY}|{_PART_OF_YEAR})?"
    rf"|{_MONTH_AND_DAY}|{_YEAR}(?![0-9])|{_N}日{_HOUR})"
)
_PERIOD = re.compile(rf"(?<![-0-9〔\[一二三四五六七八九十]){_EACH}?{_FROM}起?{_TO_OR_DASH}{_EACH}?{_TO}度?止?")
_CLOCK = "[0-9]{1,2}(?:[:：][0-9]{2}|[点时](?:[0-9]{1,2}分|半)?)"
_HOURS = re.compile(f"{_CLOCK}{_TO_OR_DASH}{_CLOCK}")

_MONTH_ASKED = re.compile("几月(?!几)|哪[^，。年天]{0,2}月|月份")
_MONTH = re.compile(rf"(?<![0-9第个]){_EACH}?(?:{_YEAR}年)?{_N}月{_END_OF}(?![0-9一二三四五六七八九十刊报])")
_QUARTER_ASKED = re.compile("季度|几月(?!几)|哪[^，。年天]{0,2}月")
_QUARTER = re.compile("(?:每年)?第?[一二三四1-4]季度(?:[末初])?|[上下]半年|[年季月][底末初]")
_WEEKDAY_ASKED = re.compile("(?:周|星期|礼拜)几|哪[一几两二三四五]?(?:天|个星期)")
_WEEKDAY = re.compile(rf"(?:(?:每年)?{_N}月份?的?第[一二三四五]个?(?:周的?)?|每个?)?(?:周|星期|礼拜)[一二三四五六日天末]")

_RANK = "等级|级别|职级|职称|层级|等次|档次|星级|学历"
_LEVEL_ASKED = re.compile(f"(?:什么|啥|哪一?[个种级]?|何种)样?的?[\u4e00-\u9fff]{{0,2}}(?:{_RANK}|级)(?:及其?)?以[上下]")
_LEVEL = re.compile(
    "(?:[一二三四五六七八九十甲乙丙丁0-9]|[国省市县乡初中高特正副]|本科|专科|硕士|博士|[红橙黄蓝]色?|(?:副?主任|主治|主管|住院)?[医护药技]师|[处科厅局]级?)"
    "(?:级|等|档|类|星级?|学历|学位|职称|职务|预警|风险)*(?:及其?)?以[上下](?!(?:地方)?(?:各级)?(?:人民)?(?:政府|主管|行政|卫生|部门|人大|医疗保障|公安))"
)
_START = re.compile("起|开始|当[日天]|次日|之日|时")


def asks_period(question: str) -> bool:
    """Whether the beginning and the end of something are asked for together: 起止时间, 从几月到几月, 管哪几年.

    >>> asks_period("报名起止时间"), asks_period("禁渔期从几月到几月"), asks_period("哪天报名")
    (True, True, False)
    """
    return _PERIOD_ASKED.search(question) is not None


def periods_in(text: str) -> Iterator[Quantity]:
    """The stretches of time that a text tells, by the calendar or by the clock.

    >>> [period.text for period in periods_in("行动于2023年6月-2025年9月开展，每年3月至5月为宣传期")]
    ['2023年6月-2025年9月', '每年3月至5月']
    >>> [period.text for period in periods_in("绿化提升计划（2023-2025年），每组3-5人")]
    ['2023-2025年']
    """
    return _found(text, _PERIOD, _HOURS)


def parts_of_year_in(question: str, text: str) -> Iterator[Quantity]:
    """The months, quarters or days of the week that a text tells, where one is asked for.

    >>> [part.text for part in parts_of_year_in("几月份体检", "每年4月组织体检")]
    ['每年4月']
    >>> [part.text for part in parts_of_year_in("周几交周报", "每周五下班前报送，逾期3个月通报")]
    ['每周五']
    """
    if _WEEKDAY_ASKED.search(question):
        yield from _found(text, _WEEKDAY)
    if _MONTH_ASKED.search(question):
        yield from _found(text, _PERIOD, _MONTH)
    if _QUARTER_ASKED.search(question):
        yield from _found(text, _QUARTER)


def asks_level(question: str) -> bool:
    """Whether it is asked from which level on something holds: 什么级别以上.

    >>> asks_level("什么级别以上才能报销"), asks_level("什么规模以上要登记")
    (True, False)
    """
    return _LEVEL_ASKED.search(question) is not None


def levels_in(text: str) -> Iterator[Quantity]:
    """The levels from which on, or down from which, something holds; those of governments are none.

    >>> [level.text for level in levels_in("橙色以上预警时停课，由县级以上人民政府发布")]
    ['橙色以上']
    """
    return _found(text, _LEVEL)


def tells_start(text: str) -> bool:
    """Whether a text tells a beginning: as one, or with the end as a stretch of time.

    >>> tells_start("自竣工之日起"), tells_start("（2023-2025年）"), tells_start("不超过三年")
    (True, True, False)
    """
    return _START.search(text) is not None or _PERIOD.search(text) is not None


def _found(text: str, *patterns: re.Pattern[str]) -> Iterator[Quantity]:
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield Quantity(Span(*match.span()), match[0], QuantityType.DATE, 0.0, "date", "=", match[0])
