"""Which values answer which kind of question."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from assistant.asked_units import asked_units, counts_ranks, has_unit
from assistant.endings import asks_end, ends_in
from assistant.frequencies import asks_times, frequencies, has_number
from assistant.moments import days_in_words, shares_in_words, times_in_words
from assistant.periods import asks_level, asks_period, levels_in, parts_of_year_in, periods_in
from assistant.questions import Query, QuestionKind
from corpus.quantities import Quantity, QuantityType, quantities, unit_words
from corpus.spans import Span

_ACCEPTED = {
    QuestionKind.DEADLINE: {QuantityType.DURATION, QuantityType.DATE},
    QuestionKind.FREQUENCY: {QuantityType.FREQUENCY, QuantityType.DURATION, QuantityType.COUNT},
    QuestionKind.DOCUMENT_NUMBER: {QuantityType.DOCUMENT_NUMBER},
    QuestionKind.THRESHOLD: {
        QuantityType.PERCENT,
        QuantityType.COUNT,
        QuantityType.MONEY,
        QuantityType.OTHER,
        QuantityType.NUMBER,
        QuantityType.DURATION,
    },
    QuestionKind.COUNT: {QuantityType.COUNT, QuantityType.PERCENT},
    QuestionKind.DATE: {QuantityType.DATE},
}
_AMOUNTS = set(QuantityType) - {QuantityType.DATE, QuantityType.DOCUMENT_NUMBER, QuantityType.CLAUSE}
_DAYS_ASKED = {QuestionKind.DATE, QuestionKind.DEADLINE}
_TIMES = {QuantityType.DURATION, QuantityType.FREQUENCY}
_YEAR_ASKED = re.compile("哪一?年|年份|what year")
_YEAR = re.compile(r"\d{4}|[一二〇零三四五六七八九]{4}")
_DAY = re.compile("月|[底末初]|-")
_FINE_ASKED = re.compile(r"罚.{0,8}(?:多少|几)|(?:多少|几)(?:钱|元|块|万)?的?罚|多少(?:钱|元|块)|几(?:元|块|万)|罚得?(?:重|多)|how much")
_FINES = {QuantityType.MONEY, QuantityType.PERCENT}
_MUCH_ASKED = re.compile("多少")
_LENGTH_OF_TIME = re.compile("时间|年限|期限|时长|刑期|工龄|小时|年头")
_WITHOUT_UNIT = re.compile("终[身生]|永久|.*(?:期限|期间|年限)$")
_VOTES_ASKED = re.compile("投票|算数|同意|通过|联名|赞成|表决|出席|到会|签名")
_LENGTH_ASKED = re.compile("多[长宽高深远](?!时|期)|多少(?:米|公里|千米|厘米)")
_FEW = 3
_EFFECT_ASKED = re.compile(
    r"施行|生效|起效|(?:实施|执行)(?!方案|细则|办法|意见|规划|计划|标准)|in force|(?:take|took) effect|effective", re.IGNORECASE
)
_OF_TEXTS = re.compile("开始|起$|法$|条例|办法|规定|规范|细则|制度|方案")
_EFFECT = re.compile(r"[自从][^，。；]{2,20}起(?:施行|实施|执行|生效)")
_TO_SO_MANY = re.compile(
    r"每(?:\d{2,}|[二两三四五六七八九十百千]+)[^，。；\d]{1,14}(?:配|设|安排|派|有)[^，。；\d]{0,8}[\d一二两三四五六七八九十]"
)
_AGE_ASKED = re.compile(
    "(?:几|多少)(?:周岁|岁)|多大(?:年[纪龄]|岁数)"
    "|(?:[到满]|(?:孩子|小孩|娃|子女|儿童|宝宝|老人|学生|年[纪龄]|岁数|[男女人员工他她])(?:[的要得]|必须|最)*)多大(?=[？?。！，呢啊呀了才就可能]|为?止|$)"
)
_SHARE_ASKED = re.compile(r"率|比例|占比|百分|千分|强度")


def values_for(query: Query, text: str) -> list[Quantity]:
    """The quantities of a text that could be what the question asks for, or compare with what it asks about."""
    accepted = _accepted(query)
    if not accepted:
        return []
    told = list(periods_in(text)) if asks_period(query.asked) else list(ends_in(text)) if asks_end(query.asked) else []
    if told and query.kind in _DAYS_ASKED:
        return told
    found = _narrowed(query, text, [quantity for quantity in quantities(text) if quantity.type in accepted])
    units = asked_units(query)
    kept = [
        quantity
        for quantity in found
        if not units or has_unit(quantity, units) or _is_share_of_votes(query, quantity) or counts_ranks(query, quantity, text)
    ]
    if kept and query.kind is QuestionKind.DATE:
        return _apart((*kept, *parts_of_year_in(query.asked, text)))
    return kept or list(_in_words(query, text))


def _apart(found: Iterable[Quantity]) -> list[Quantity]:
    """The quantities in the order of the text, of those that overlap only the longest."""
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda quantity: -len(quantity.span)):
        if not any(quantity.span.overlaps(other.span) for other in kept):
            kept.append(quantity)
    return sorted(kept, key=lambda quantity: quantity.span)


def _in_words(query: Query, text: str) -> Iterator[Quantity]:
    """What is told without a number, where no number answers: times, days, and the whole or the half of an amount."""
    match query.kind:
        case QuestionKind.DEADLINE if not asks_effect(query):
            units = asked_units(query)
            yield from (
                time for time in times_in_words(query.asked, text) if not units or has_unit(time, units) or _WITHOUT_UNIT.match(time.text)
            )
        case QuestionKind.DATE if not asks_effect(query):
            yield from _apart((*days_in_words(query.asked, text), *parts_of_year_in(query.asked, text)))
        case QuestionKind.THRESHOLD if asks_level(query.asked):
            yield from levels_in(text)
        case QuestionKind.THRESHOLD | QuestionKind.COUNT:
            yield from shares_in_words(query.asked, text)
        case _:
            return


def _is_share_of_votes(query: Query, quantity: Quantity) -> bool:
    """Whether a share (半数以上, 三分之二) answers where it is asked how many have to agree."""
    return quantity.type is QuantityType.PERCENT and _VOTES_ASKED.search(query.asked) is not None


@lru_cache(maxsize=256)
def _accepted(query: Query) -> set[QuantityType]:
    """The types of value that can answer; for 多少 without a unit any amount, one of time only where a time is named."""
    if query.kind is QuestionKind.YES_NO:
        return {quantity.type for quantity in amounts(query.asked)}
    if query.kind is QuestionKind.DEADLINE and _LENGTH_ASKED.search(query.asked):
        return _ACCEPTED[QuestionKind.DEADLINE] | {QuantityType.OTHER}
    if query.kind is QuestionKind.COUNT:
        return _accepted_amounts(query)
    return next((_ACCEPTED[kind] for kind in query.kinds if kind in _ACCEPTED), set())


def _accepted_amounts(query: Query) -> set[QuantityType]:
    """The types of value that tell how many or how much."""
    if _measures_asked(query):
        return _AMOUNTS
    if _FINE_ASKED.search(query.asked):
        return _ACCEPTED[QuestionKind.THRESHOLD]
    if _MUCH_ASKED.search(query.asked) and not asked_units(query):
        return _AMOUNTS if _LENGTH_OF_TIME.search(query.asked) else _AMOUNTS - _TIMES
    often = {QuantityType.FREQUENCY} if asks_times(query.asked) else set()
    return _ACCEPTED[QuestionKind.COUNT] | often


def _measures_asked(query: Query) -> bool:
    """Whether an amount is asked for in units that measure and do not count: 多少米, 几级.

    >>> from assistant.understanding import understand
    >>> _measures_asked(understand("站点前后多少米不能停车")), _measures_asked(understand("要建多少个中心"))
    (True, False)
    """
    units = asked_units(query)
    return bool(units) and not units & set(unit_words(QuantityType.COUNT))


def _narrowed(query: Query, text: str, found: list[Quantity]) -> list[Quantity]:
    """Of the quantities of a type that can answer, those that the words of the question leave."""
    match query.kind:
        case QuestionKind.THRESHOLD if asks_level(query.asked):
            return [quantity for quantity in found if quantity.unit == "级"]
        case QuestionKind.THRESHOLD | QuestionKind.COUNT:
            return [quantity for quantity in _fines(query, _ages(query, _shares(query, text, found))) if not _is_idle(query, quantity)]
        case QuestionKind.FREQUENCY:
            return frequencies(query.asked, text, found)
        case QuestionKind.DEADLINE | QuestionKind.DATE if asks_effect(query) and not _EFFECT.search(text):
            return []
        case QuestionKind.DATE:
            wanted = _YEAR if _YEAR_ASKED.search(query.asked) else _DAY
            return [quantity for quantity in found if wanted.search(quantity.text)]
        case _:
            return found


def _is_idle(query: Query, quantity: Quantity) -> bool:
    """Whether a number is none that tells how many or how much: the number of an item, or how often without a number (定期)."""
    if quantity.type is QuantityType.FREQUENCY:
        return not has_number(quantity)
    return query.kind is QuestionKind.COUNT and quantity.type is QuantityType.NUMBER and not quantity.bound


def _shares(query: Query, text: str, found: list[Quantity]) -> list[Quantity]:
    """Shares where a rate is asked for; where a text has none of these, how many there are to so many others (每20户配1名)."""
    if query.kind is QuestionKind.COUNT or not _SHARE_ASKED.search(query.asked) or _FINE_ASKED.search(query.asked):
        return found
    shares = [quantity for quantity in found if quantity.type is QuantityType.PERCENT]
    numbers = shares or [quantity for quantity in found if quantity.type is QuantityType.NUMBER]
    return numbers or (found if _TO_SO_MANY.search(text) else [])


def _ages(query: Query, found: list[Quantity]) -> list[Quantity]:
    """Ages where one is asked for (领到孩子多大), those of the youngest in months."""
    if not _AGE_ASKED.search(query.asked):
        return found
    return [quantity for quantity in found if quantity.unit == "岁" or quantity.type is QuantityType.DURATION]


def _fines(query: Query, found: list[Quantity]) -> list[Quantity]:
    """Money and multiples where a fine is asked for."""
    if not _FINE_ASKED.search(query.asked):
        return found
    return [quantity for quantity in found if quantity.type in _FINES or quantity.unit == "倍"]


@lru_cache(maxsize=256)
def asks_effect(query: Query) -> bool:
    """Whether a question asks from when a text is in force."""
    if query.kind not in {QuestionKind.DATE, QuestionKind.DEADLINE} or not _EFFECT_ASKED.search(query.asked):
        return False
    return sum(not (_EFFECT_ASKED.search(term.text) or _OF_TEXTS.search(term.text)) for term in query.terms) < _FEW


def tells_effect(query: Query, text: str) -> bool:
    """Whether a text says from when it is in force, where a question asks for that."""
    return asks_effect(query) and _EFFECT.search(text) is not None


def amounts(text: str) -> list[Quantity]:
    """The quantities in a text that compare; ranks (三级医院), dates, 文号 and clause numbers do not."""
    return [quantity for quantity in quantities(text) if quantity.type in _AMOUNTS and quantity.unit != "级"]


def asks_value(query: Query) -> bool:
    """Whether only a value of a type can answer."""
    return query.kind in _ACCEPTED


def at_pauses(text: str, part: Span) -> list[Span]:
    """A part cut behind each 、.

    >>> [span.of("甲1项、乙2项") for span in at_pauses("甲1项、乙2项", Span(0, 7))]
    ['甲1项、', '乙2项']
    """
    ends = [match.end() for match in re.compile("、").finditer(text, part.start, part.end)]
    return [Span(start, end) for start, end in pairwise([part.start, *ends, part.end]) if start < end]


_KINDS_ASKED = re.compile("几个?(?:大|主要)?(种|类|级|项|条|档|等|方面|部分|步|轮|批|阶段|环节|板块|层次)|几个")


def asks_kinds(query: Query) -> bool:
    """Whether a question asks for all kinds of a thing: 分成哪几类."""
    return _KINDS_ASKED.search(query.asked) is not None


def counts_kinds(query: Query, text: str) -> bool:
    """Whether a text says how many kinds there are, where a question asks which or how many: 分三级, 有四种.

    >>> from assistant.understanding import understand
    >>> counts_kinds(understand("抗菌药物分为几级"), "抗菌药物分三级：非限制使用级、限制使用级、特殊使用级。")
    True
    >>> counts_kinds(understand("改造分成几个阶段"), "改造分三个阶段推进。")
    True
    """
    asked = _KINDS_ASKED.search(query.asked)
    if asked is None:
        return False
    unit = asked[1] or "个"
    return re.search(rf"(?:[二两三四五六七八九十]|(?<!\d)\d{{1,2}})(?:个?大?|个主要){unit}(?!以)", text) is not None
