"""Compares the values that a question tells with those of a rule: of the same kind, in units that convert, with the bound of the rule."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.values import amounts
from corpus.numerals import number
from corpus.quantities import Quantity, QuantityType

# How many of a unit make up what is compared: seconds for short times, months for long ones.
_SECONDS = {"秒": 1.0, "日": 86_400.0}
_MONTHS = {"月": 1.0, "年": 12.0}
_DAYS_OF_MONTH = (28.0, 31.0)
_PERSONS = {"个", "人", "名", "位"}
_TIMES_A_YEAR = {
    "小时": 8_760.0,
    "天": 365.0,
    "日": 365.0,
    "工作日": 365.0,
    "周": 52.0,
    "旬": 36.0,
    "月": 12.0,
    "季": 4.0,
    "半年": 2.0,
    "年": 1.0,
}
_PERIOD = re.compile(r"(?P<count>[一二两三四五六七八九十\d]*)(?P<period>小时|工作日|[天日周旬月季]|半年|年)")
# 半年一次, 一年查两次: how often people do a thing, in their own words.
_SPOKEN_RATE = re.compile(
    r"(?:每|一)?(?P<period>半年|(?<!\d)(?:[两三四五六]|\d{1,3})?个?(?:小时|天|日|周|星期|月|季度?|年))(?:才|只|就|至少|最多)?"
    r"(?:(?!第)[\u4e00-\u9fff]){0,4}?(?P<times>[一二两三四五六七八九十\d]+)[次回趟遍](?!性)"
)
# Within two days, nobody knows after how many hours.
_SOMETIME = re.compile("隔天|隔日|第二天|次日|转天|明天|改天")
# What is told for so many of something (每百户二十平方米) compares with nothing that is told for one place.
_PER_MANY = re.compile(r"每[一二两三五\d]*[十百千万]+[^，。；\d]{1,12}$")
# People say 三千块 for 三千元, and tell how long something took by the day on which it was done (第40天才).
_COUNTED_DAY = re.compile(r"第(?=[一二三四五六七八九十百\d]+[天日](?!内|前|以|之|起))")
_COINS = re.compile(r"(?<=[一二三四五六七八九十百千万\d])块钱?(?![\u4e00-\u9fff]{0,2}[地田])")
_KILOS = re.compile(r"(?<=[一二三四五六七八九十百\d])千克")
_TO = re.compile("至|到|-|—|~|～")
_NOT_FULL = re.compile(r"(?:[没未不]满?|不到|不足|不够|少于|没到|没有满?|没[\u4e00-\u9fff]{1,2}|未[\u4e00-\u9fff]{1,2})\s*$")
_FORBIDDEN_BOUND = re.compile(r"(?:不得|不能|不应|不可|不允许|严禁|禁止)[^，。；]{0,12}$")
# 至少保存二年: the bound before the verb.
_LEAST_APART = re.compile(r"(?:至少|最少)应?当?(?:保存|保留|留存|保管|存放|公示|公告|持续|间隔|运行|服务)$")
_ENOUGH = re.compile(r"(?<!能)够|enough|sufficient", re.IGNORECASE)
_OPPOSITE = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}


@dataclass(frozen=True, slots=True)
class Measure:
    """An amount that compares with others of its `dimension`: from `least` to `most`, which differ where months are told in days."""

    dimension: str
    least: float
    most: float
    relation: str


def keeps(asked: str, rule: str) -> bool | None:
    """Whether the values that a question tells keep to those of a rule, `None` where none of them compare.

    >>> keeps("每周查1次", "每周至少查2次"), keeps("半小时到", "30分钟内到位"), keeps("正好2.5例", "大于2.5例"), keeps("2天", "3次")
    (False, True, False, None)
    >>> keeps("留了30平方米", "按照每百户不少于20平方米的标准配置")
    >>> keeps("保存3年", "至少保存二年"), keeps("保存4年够吗", "保存三年"), keeps("不足3年", "不足三年的")
    (True, True, True)
    """
    pairs = _comparable(asked, rule)
    if _ENOUGH.search(asked):
        pairs = [(value, replace(limit, relation=">=") if limit.relation == "=" else limit) for value, limit in pairs]
    found = [_keeps(value, limit) for value, limit in pairs]
    return None if not found or None in found else all(found)


def equals(asked: str, rule: str) -> bool | None:
    """Whether the values that a question tells are those of a rule, `None` where none of them compare.

    >>> equals("是24小时吗", "1天内完成"), equals("是48小时吗", "1天内完成")
    (True, False)
    """
    pairs = _comparable(asked, rule)
    return any((value.least, value.most) == (limit.least, limit.most) for value, limit in pairs) if pairs else None


def share_dimension(first: str, second: str) -> bool:
    """Whether two texts tell values of one kind, be they in different units.

    >>> share_dimension("30小时", "1天内"), share_dimension("30小时", "3次")
    (True, False)
    """
    return not {measure.dimension for measure in measures(first)}.isdisjoint(measure.dimension for measure in measures(second))


def _comparable(asked: str, rule: str) -> list[tuple[Measure, Measure]]:
    """The pairs of one dimension; months compare with months, and with days only where one side is told in days."""
    pairs = [(value, limit) for value in measures(asked) for limit in measures(rule) if value.dimension == limit.dimension]
    return [(value, limit) for value, limit in pairs if value.least == value.most or limit.least == limit.most]


def measures(text: str) -> list[Measure]:
    """What can be compared in a text; 一次性 is no number of times, and a rate is no duration.

    >>> [(measure.dimension, measure.least, measure.relation) for measure in measures("半年一次，不少于两个人")]
    [('rate', 2.0, '>='), ('人', 2.0, '>=')]
    >>> [(measure.dimension, measure.least) for measure in measures("第3天才交了三千块钱，五千克")]
    [('time', 259200.0), ('元', 3000.0), ('千克', 5.0)]
    """
    text = _KILOS.sub("公斤", _COUNTED_DAY.sub(" ", _COINS.sub("元", text)))
    rates = list(_spoken_rates(text))
    taken = [match.span() for match, _ in rates]
    found = [(match.start(), measure) for match, measure in rates]
    found += [(match.start(), Measure("time", 0.0, 2 * _SECONDS["日"], "=")) for match in _SOMETIME.finditer(text)]
    for quantity in _as_ranges(text, amounts(text)):
        inside = any(start < quantity.span.end and quantity.span.start < end for start, end in taken)
        if not inside and not text.startswith("性", quantity.span.end):
            found += [(quantity.span.start, measure) for measure in _measure(text, quantity)]
    return [measure for _, measure in sorted(found, key=lambda each: each[0])]


def _as_ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """The quantities, those that a range lies between (85%至93%) with the bounds that this gives them."""
    row = list(found)
    for i, (first, second) in enumerate(pairwise(found)):
        if first.unit == second.unit and _TO.fullmatch(text, first.span.end, second.span.start):
            row[i], row[i + 1] = replace(first, relation=">=", bound=""), replace(second, relation="<=", bound="")
    return row


def _spoken_rates(text: str) -> Iterator[tuple[re.Match[str], Measure]]:
    for match in _SPOKEN_RATE.finditer(text):
        times, rate = number(match["times"]), _times_a_year(match["period"].replace("个", "").replace("星期", "周"))
        if times and rate and not any(word in match[0] for word in ("不少于", "至少", "不低于")):
            yield match, Measure("rate", times * rate, times * rate, ">=")


def _measure(text: str, quantity: Quantity) -> Iterator[Measure]:
    relation = _relation(text[: quantity.span.start], quantity)
    amount, unit = quantity.number, quantity.unit
    if quantity.type is QuantityType.FREQUENCY:
        rate = _times_a_year(unit.partition("/")[2])
        if rate:
            yield Measure("rate", amount * rate, amount * rate, ">=" if relation == "=" else relation)
    elif unit in _SECONDS:
        yield Measure("time", amount * _SECONDS[unit], amount * _SECONDS[unit], relation)
    elif unit in _MONTHS:
        months = amount * _MONTHS[unit]
        yield Measure("months", months, months, relation)
        shortest, longest = (months * days * _SECONDS["日"] for days in _DAYS_OF_MONTH)
        yield Measure("time", shortest, longest, relation)
    else:
        many = "每" if _PER_MANY.search(text[: quantity.span.start]) else ""
        yield Measure(many + ("人" if unit in _PERSONS else unit or str(quantity.type)), amount, amount, relation)


def _relation(before: str, quantity: Quantity) -> str:
    """The bound of a quantity: turned round where it is forbidden (不得出库超过24小时), below it where it is not reached (没住满一个月)."""
    if quantity.bound in {"", "满", "足"} and _NOT_FULL.search(before):
        return "<"
    if not quantity.bound and _LEAST_APART.search(before):
        return ">="
    forbidden = quantity.bound and "不" not in quantity.bound and _FORBIDDEN_BOUND.search(before)
    return _OPPOSITE.get(quantity.relation, quantity.relation) if forbidden else quantity.relation


def _times_a_year(period: str) -> float | None:
    match = _PERIOD.fullmatch(period.replace("度", ""))
    if not match:
        return None
    count = (number(match["count"]) if match["count"] else 1) or 1
    return _TIMES_A_YEAR[match["period"]] / count


def _keeps(value: Measure, limit: Measure) -> bool | None:
    """Whether an amount keeps to a limit; `None` where it depends on how long the months are."""
    low, high = value.least - limit.most, value.most - limit.least
    if value.relation == "<" and limit.relation in {">=", ">"} and low <= 0 <= high:
        return False
    if value.relation == limit.relation == "<" and low == high == 0:
        return True
    decided = {
        "=": (low == high == 0, low > 0 or high < 0),
        "<=": (high <= 0, low > 0),
        "<": (high < 0, low >= 0),
        ">=": (low >= 0, high < 0),
        ">": (low > 0, high <= 0),
    }
    yes, no = decided[limit.relation]
    return True if yes else False if no else None
