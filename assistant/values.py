"""Which values answer which kind of question."""

import re
from functools import cache, lru_cache
from itertools import pairwise

from assistant.quantities import Quantity, ValueType, quantities
from assistant.questions import Query, QuestionKind
from assistant.tables import rows, words
from corpus.spans import Span

_ACCEPTED = {
    QuestionKind.DEADLINE: {ValueType.DURATION, ValueType.DATE},
    QuestionKind.FREQUENCY: {ValueType.FREQUENCY},
    QuestionKind.DOCUMENT_NUMBER: {ValueType.DOCUMENT_NUMBER},
    QuestionKind.THRESHOLD: {ValueType.PERCENT, ValueType.COUNT, ValueType.MONEY, ValueType.OTHER, ValueType.NUMBER, ValueType.DURATION},
    QuestionKind.COUNT: {ValueType.COUNT, ValueType.PERCENT},
    QuestionKind.DATE: {ValueType.DATE},
}
_AMOUNTS = set(ValueType) - {ValueType.DATE, ValueType.DOCUMENT_NUMBER, ValueType.CLAUSE}
_YEAR_ASKED = re.compile("哪一?年|年份|what year")
_YEAR = re.compile(r"\d{4}|[一二〇零三四五六七八九]{4}")
_DAY = re.compile("月|[底末初]|-")
_SHARE_ASKED = re.compile(r"率|比例|占比|百分|千分|强度")


@cache
def _asked_unit_pattern() -> re.Pattern[str]:
    units = "|".join(re.escape(unit) for unit in words("units"))
    return re.compile(rf"(?:几|多少|哪几)(个?(?:{units})|个)")


@cache
def _related_units() -> dict[str, frozenset[str]]:
    """A unit that is asked for to the units that a text may answer in."""
    return {row[0].split()[0]: frozenset(row[0].split()) for row in rows("unit_groups")}


def values_for(query: Query, text: str) -> list[Quantity]:
    """The quantities of a text that could be what the question asks for, or compare with what it asks about."""
    accepted = next((_ACCEPTED[kind] for kind in query.kinds if kind in _ACCEPTED), None)
    if QuestionKind.YES_NO in query.kinds[:1]:
        accepted = {quantity.type for quantity in amounts(query.asked)}
    if not accepted:
        return []
    found = [quantity for quantity in quantities(text) if quantity.type in accepted]
    if QuestionKind.THRESHOLD in query.kinds[:1] and _SHARE_ASKED.search(query.content):
        shares = [quantity for quantity in found if quantity.type is ValueType.PERCENT]
        found = shares or [quantity for quantity in found if quantity.type is ValueType.NUMBER]
    if query.kind is QuestionKind.DATE:
        wanted = _YEAR if _YEAR_ASKED.search(query.asked) else _DAY
        found = [quantity for quantity in found if wanted.search(quantity.text)]
    units = asked_units(query)
    return [quantity for quantity in found if not units or has_unit(quantity, units)]


def amounts(text: str) -> list[Quantity]:
    """The quantities in a text that compare; ranks (三级医院), dates, 文号 and clause numbers do not."""
    return [quantity for quantity in quantities(text) if quantity.type in _AMOUNTS and quantity.unit != "级"]


def asks_name(query: Query) -> bool:
    """Whether only a name can answer."""
    return query.kind in {QuestionKind.PERSON, QuestionKind.RECIPIENT}


def asks_value(query: Query) -> bool:
    """Whether only a value of a type can answer."""
    return query.kind in _ACCEPTED


def asked_units(query: Query) -> frozenset[str]:
    """The units that an answer to 几 or 多少 with a unit may be in; empty where the question leaves the unit open."""
    return _units_asked(query.asked)


@lru_cache(maxsize=1024)
def _units_asked(question: str) -> frozenset[str]:
    named = [unit.removeprefix("个") or unit for unit in _asked_unit_pattern().findall(question)]
    return frozenset().union(*(_related_units().get(unit, frozenset({unit})) for unit in named))


def has_unit(quantity: Quantity, units: frozenset[str]) -> bool:
    """Whether a quantity is written in one of the units."""
    return any(unit in quantity.text for unit in units)


_ADDRESSED = re.compile(r"^各[^。；]{2,80}[：:]$")
_OFFICE = "长|书记|主任|主席|总编|主编|秘书|委员|调研员|教授|负责人|联系人|会长|理事"
_ASKED_OFFICE = re.compile(r"([\u4e00-\u9fff]{0,2}(?:长|书记|主任|主席|总编|主编|秘书|负责人|联系人))(?:是|叫|姓|有|的|$)")


def at_pauses(text: str, part: Span) -> list[Span]:
    """A part cut behind each 、.

    >>> [span.of("甲1项、乙2项") for span in at_pauses("甲1项、乙2项", Span(0, 7))]
    ['甲1项、', '乙2项']
    """
    ends = [match.end() for match in re.compile("、").finditer(text, part.start, part.end)]
    return [Span(start, end) for start, end in pairwise([part.start, *ends, part.end]) if start < end]


def names_one(query: Query, text: str) -> bool:
    """Whether a text names the person in the office, the office of the person, or those addressed, that a question asks for."""
    if query.kind is QuestionKind.RECIPIENT:
        return _ADDRESSED.search(text.strip()) is not None
    if query.kind is not QuestionKind.PERSON:
        return False
    asked = _ASKED_OFFICE.search(query.asked)
    if asked:
        other = "" if "副" in asked[1] else "(?<!副)"
        return (
            re.search(rf"{other}{asked[1]}(?![，,、。]|和|及|等)[\u4e00-\u9fff]{{2,4}}(?![\u4e00-\u9fff]{{0,2}}(?:制|会|办))", text)
            is not None
        )
    return any(re.search(rf"(?:{_OFFICE}){re.escape(term.text)}", text) for term in query.terms)


_DEFINING = re.compile(r"什么是|(?:是|有)?什么意思|指的?是什么|是指什么|定义|含义|何谓|属于|算是|是什么(?:样的)?[？?]?$")


_DEFINED = r"{word}[，,]?(?:是指|指的?是|，?指)|(?:为|称为|认定为|是){word}[：:。；]|(?:^|条[\s　]+){word}是"


def defines(query: Query, text: str) -> bool:
    """Whether a text says what the thing is that a question asks to be told: X是指…, 有下列情形之一的，为X."""
    if not _DEFINING.search(query.asked):
        return False
    name = query.content.replace(" ", "")[-8:]
    names = {name, *(term.text for term in query.terms[-1:] if len(term.text) > 1)}
    return any(re.search(_DEFINED.format(word=re.escape(word)), text) for word in names)
