"""Which measure a value is one of: the income and not the fee, the term of office and not the years of experience.

A sentence that tells a value of the type that is asked for may tell it of another measure; where it names that one, it answers nothing.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from assistant.asking import last_clause
from assistant.evidence import Evidence
from assistant.questions import Query
from assistant.tables import rows
from assistant.values import asks_value, values_for
from corpus.quantities import Quantity, QuantityType
from corpus.sentences import REMEMBERED_SENTENCES, parts

_LIMIT = "(?:期限|时限|时间|年限|[上下]限|限制|要求|标准|目标|金额|总额|数额)"
_EACH = "每?一?(?:年|个?月|次|天|人|届|任|例)"
_THAN = "比[^，。？?]{1,8}[高低多少]"
_MODAL = "是|为|要|应该?|应当|须|得|有|能|可以?|到|达到|了|大概|一共|总共|最[多少高低长短大小]|不?超过|至少"
_LINK = rf"(?:的|{_LIMIT}|{_EACH}|{_THAN}|{_MODAL}|\s)*"
_ASKING = "(?:多少|几|多久|多长|多大|什么时候|何时|哪天)"
_COUNTED = "(?:个?[\u4e00-\u9fff]{0,4}?(?:内|之内|以内|前)?(?:能|要|得|可以?|应当?|须|必须)?)"
_NONE = "-"


@dataclass(frozen=True, slots=True)
class _Measure:
    """A measure of values of a type, which may be taken for those of another of that type.

    `asked` is how a question names it, `named` how a text does so that the value can be no other's, `told` all ways in which it may be
    told.
    """

    type: QuantityType
    asked: re.Pattern[str]
    named: re.Pattern[str]
    told: re.Pattern[str]


def is_of_another_measure(query: Query, evidence: Evidence) -> bool:
    """Whether every value of a sentence that could answer is one of another measure than the question names beside its word of asking.

    A part of a sentence that names no measure goes on with that of the part before it. What names none tells nothing of whose it is.
    """
    asked = _asked(query.asked) if asks_value(query) else frozenset()
    if not asked:
        return False
    values = values_for(query, evidence.whole_text)
    return bool(values) and all(_is_of_another(value, asked, evidence) for value in values)


def _is_of_another(value: Quantity, asked: frozenset[int], evidence: Evidence) -> bool:
    """Whether a value is told of measures of its type, in its part of a sentence or above, and of none of such that are asked for."""
    wanted = [_owners()[number] for number in asked if _owners()[number].type is value.type]
    before = [
        piece.of(evidence.whole_text) for piece in takewhile(lambda piece: piece.start <= value.span.start, parts(evidence.whole_text))
    ]
    naming = next((place for place in reversed(range(len(before))) if _names_any(before[place], value.type)), None)
    if not wanted or naming is None:
        return False
    near = f"{evidence.clause.heading}\n{''.join(before[naming:])}"
    return not any(measure.told.search(near) for measure in wanted)


@lru_cache(maxsize=REMEMBERED_SENTENCES)
def _names_any(text: str, kind: QuantityType) -> bool:
    """Whether a text names a measure of values of a kind."""
    return any(measure.type is kind and measure.named.search(text) for measure in _owners())


@lru_cache(maxsize=256)
def _asked(question: str) -> frozenset[int]:
    """Which measures a question names right before its word of asking or at its end."""
    last = last_clause(question)
    return frozenset(number for number, measure in enumerate(_owners()) if measure.asked.search(last))


@cache
def _owners() -> tuple[_Measure, ...]:
    return tuple(
        _Measure(QuantityType(name), _beside(asked), re.compile(named), re.compile(named if told == _NONE else f"{named}|{told}"))
        for name, asked, named, told, _ in rows("owners")
    )


def _beside(measure: str) -> re.Pattern[str]:
    """How a measure stands beside a word of asking."""
    before, behind = f"(?:{measure}){_LINK}{_ASKING}", f"(?:多少|几){_COUNTED}(?:{measure})[了啊呢呀吗]?[？?]?$"
    return re.compile(f"{before}|{behind}")
