"""The units that a question asks for (几个月, 多少米), and those that an answer to it may be in."""

import re
from functools import cache, lru_cache

from assistant.kinds import kinds
from assistant.questions import Query, QuestionKind
from assistant.tables import rows
from corpus.quantities import Quantity, QuantityType, unit_words

_RANKS_ASKED = re.compile("(?<=[几少])个(?:等级|级别|层级)")
_RANK = re.compile("等级|级别|层级")
_POINTS_ASKED = re.compile("(?<=[几少])个(?:百分)?点(?!要求)")
_SHARE_OF = re.compile("份额")
_PARTS = re.compile("[，,；;。？?！!、]")
# 由多少升到多少 asks for no litres.
_RISES = re.compile("升(?=[到至为])")


def asked_units(query: Query) -> frozenset[str]:
    """The units that an answer to 几 or 多少 with a unit may be in; empty where the question leaves the unit open.

    Of a question that asks for two things of different kinds (多久开一次会，记录保存几年) those of what it leads with.
    """
    return units_in(_leading(query.asked, query.kind) if len(query.kinds) > 1 else query.asked)


@lru_cache(maxsize=256)
def _leading(question: str, kind: QuestionKind) -> str:
    """The parts of a question that ask for what it leads with; the whole where no part does by itself."""
    told = [part for part in _PARTS.split(question) if part]
    return "，".join(part for part in told if kind in kinds(part)) or question


def has_unit(quantity: Quantity, units: frozenset[str]) -> bool:
    """Whether a quantity is written in one of the units."""
    return any(unit in quantity.text for unit in units) or (quantity.type is QuantityType.PERCENT and "%" in units)


def counts_ranks(query: Query, quantity: Quantity, text: str) -> bool:
    """Whether a number is one of ranks (三个等级), where these are asked for."""
    return _RANKS_ASKED.search(query.asked) is not None and _RANK.match(text, quantity.span.end) is not None


@lru_cache(maxsize=1024)
def units_in(question: str) -> frozenset[str]:
    """The units that some words of asking name, and those that a text may answer in."""
    told = _RISES.sub("", _SHARE_OF.sub("比例", _POINTS_ASKED.sub("%", _RANKS_ASKED.sub("级", question))))
    named = (unit for asked in _asked_unit_pattern().findall(told) for unit in _units_of(asked))
    return frozenset().union(*(_related_units().get(unit, frozenset({unit})) for unit in named))


@cache
def _asked_unit_pattern() -> re.Pattern[str]:
    units = "|".join(re.escape(unit) for unit in unit_words())
    return re.compile(rf"(?:几|多少|哪几)(个?(?:{units})|个)")


def _units_of(asked: str) -> tuple[str, ...]:
    """The units of what is asked for: 多少个小时 asks for hours, 多少个专业 for a number of 个, or of 专业 where that is a unit, too."""
    unit = asked.removeprefix("个")
    if not unit:
        return ("个",)
    return ("个", unit) if unit != asked and unit in unit_words(QuantityType.COUNT) else (unit,)


@cache
def _related_units() -> dict[str, frozenset[str]]:
    """A unit that is asked for to those that a text may answer in: the first of a group to all of it, another to itself and the first."""
    related: dict[str, frozenset[str]] = {}
    for first, *others in (row[0].split() for row in rows("unit_groups")):
        related[first] = related.get(first, frozenset()) | {first, *others}
        related |= {other: related.get(other, frozenset({other})) | {first} for other in others}
    return related
