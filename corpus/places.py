"""The provinces and cities of the country, found in names and in document numbers; they are rows of `data/places.tsv`."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.documents import Level


@dataclass(frozen=True, slots=True)
class Place:
    """A province or a city with its rank (`安徽省`, `连云港市`), and `short` without it; `letter` begins its document numbers."""

    name: str
    short: str
    level: Level
    province: str
    letter: str = ""


@cache
def places() -> tuple[Place, ...]:
    """All places, each city behind its province."""
    found: list[Place] = []
    for row in (files("corpus") / "data" / "places.tsv").read_text("utf-8").splitlines():
        if row and not row.startswith("#"):
            name, short, letter, cities = row.split("\t")
            found.append(Place(name, short, Level.PROVINCIAL, name, letter))
            for city in cities.split():
                city_name, _, city_letter = city.partition(":")
                found.append(Place(f"{city_name}市", city_name, Level.CITY, name, city_letter))
    return tuple(found)


def place_of_name(name: str) -> Place | None:
    """The place that the name of an agency or the title of a policy begins with or holds; a city is nearer than its province.

    >>> place_of_name("安徽省卫生健康委员会").name, place_of_name("漯河市文明行为促进条例").name, place_of_name("国务院")
    ('安徽省', '漯河市', None)
    """
    named = [place for place in places() if place.name in name]
    if not named:
        named = [place for place in places() if name.startswith(place.short) and place.level is Level.PROVINCIAL]
    cities = [place for place in named if place.level is Level.CITY]
    return min(cities or named, key=lambda place: name.find(place.short), default=None)


def place_of_number(document_number: str) -> Place | None:
    """The place whose letter a document number begins with.

    >>> place_of_number("皖卫医秘〔2023〕38号").name, place_of_number("连卫办医政〔2016〕6号").name
    ('安徽省', '连云港市')
    """
    return next((place for place in places() if place.letter and document_number.startswith(place.letter)), None)


def cities_in(text: str) -> Counter[str]:
    """How often a text names each city.

    >>> cities_in("驻马店市现有55个市级质控中心，驻马店市将继续建设。")
    Counter({'驻马店市': 2})
    """
    counted = {place.name: text.count(place.name) for place in places() if place.level is Level.CITY}
    return Counter({name: count for name, count in counted.items() if count})
