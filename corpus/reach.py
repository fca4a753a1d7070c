"""Finds how far the word of a policy reaches, and its place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.documents import Level
from corpus.issuing import agency_rows
from corpus.places import Place, cities_in, place_of_name, place_of_number
from corpus.spans import Span
from corpus.told import Passage, Told

_INSTITUTION = re.compile(r"(?:医院|卫生院|保健院|大学|学院|公司|集团|中心血站|疾病预防控制中心)$")
_OUR_CITY, _OUR_PROVINCE = re.compile(r"我市|全市|本市"), re.compile(r"我省|全省|本省")
# A report that names its city at least so often more than any other is that city's.
_CLEARLY_MORE = 2


@dataclass(frozen=True, slots=True)
class Reach:
    """The level and the place (`安徽省`, `连云港市`; empty for the nation and where none is told), each with what tells it."""

    level: Told[Level]
    place: Told[str]

    @classmethod
    def of(cls, level: Level, place: str, spans: tuple[Span, ...]) -> "Reach":
        """A level and a place that the same words tell."""
        return cls(Told(level, spans), Told(place, spans if place else ()))


def reach(title: Told[str], issued_by: Told[tuple[str, ...]], number: Told[str], body: Passage) -> Reach:
    """How far the policy reaches: as its issuers do, else as its number or title tells, else as the text speaks of its own place.

    >>> found = reach(Told("会诊办法"), Told(("安徽省卫生健康委员会",)), Told(""), Passage(""))
    >>> found.level.value, found.place.value
    (<Level.PROVINCIAL: 'provincial'>, '安徽省')
    >>> reach(Told(""), Told(()), Told("国卫医发〔2018〕8号", (Span(9, 21),)), Passage("")).level
    Told(value=<Level.NATIONAL: 'national'>, spans=(Span(start=9, end=21),))
    """
    told = [(name, issued_by.spans) for name in issued_by.value] + [(title.value, title.spans)]
    if any(_INSTITUTION.search(name) for name in issued_by.value):
        return Reach(Told(Level.INSTITUTION, issued_by.spans), _place_of(told))
    for name, spans in told:
        if _is_national(name):
            return Reach.of(Level.NATIONAL, "", spans)
    tries = ((_first_place(issued_by.value), issued_by.spans), (place_of_number(number.value), number.spans))
    for found, spans in (*tries, (_first_place([title.value]), title.spans)):
        if found:
            return Reach.of(found.level, found.name, spans)
    if number.value.startswith(tuple(agency_rows()["national"]["number_letters"])):
        return Reach.of(Level.NATIONAL, "", number.spans)
    return _by_own_words(body)


def _place_of(told: Sequence[tuple[str, tuple[Span, ...]]]) -> Told[str]:
    """The place that an institution lies in, by the first name that tells one."""
    found = ((place_of_name(name), spans) for name, spans in told)
    return next((Told(place.name, spans) for place, spans in found if place), Told(""))


def _first_place(names: Sequence[str]) -> Place | None:
    return next((place for name in names if (place := place_of_name(name))), None)


def _is_national(name: str) -> bool:
    return name.startswith(tuple(agency_rows()["national"]["names"])) and not re.match(r"中国.{0,12}(?:医院|大学)", name)


def _by_own_words(body: Passage) -> Reach:
    """The level that a text speaks of as its own (我市, 我省), and the one city that it names clearly more often than others."""
    city, province = list(_OUR_CITY.finditer(body.text)), list(_OUR_PROVINCE.finditer(body.text))
    if len(city) <= len(province):
        return Reach.of(Level.PROVINCIAL, "", (body.span(province[0]),)) if province else Reach.of(Level.UNKNOWN, "", ())
    level = Told(Level.CITY, (body.span(city[0]),))
    named = cities_in(body.text).most_common(2)
    clear = len(named) == 1 or (len(named) == 2 and named[0][1] >= _CLEARLY_MORE * named[1][1])
    if not (named and clear):
        return Reach(level, Told(""))
    name = named[0][0]
    start = body.start + body.text.index(name)
    return Reach(level, Told(name, (Span(start, start + len(name)),)))
