"""The provinces and cities of the country, in names, document numbers and questions, and which documents speak for a place.

They are rows of `data/places.tsv`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.documents import Header, Level
from corpus.tables import rows

_RANK = re.compile(r"(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|省|市|县|区)$")


@dataclass(frozen=True, slots=True)
class Place:
    """A province or a city with its rank (`安徽省`, `连云港市`), and `short` without it; `letter` begins its document numbers.

    `spoken` is how people name it and mean nothing else: `连云港`, but `朝阳市`.
    """

    name: str
    short: str
    level: Level
    province: str
    letter: str = ""
    spoken: str = ""


@cache
def places() -> tuple[Place, ...]:
    """All places, each city behind its province."""
    found: list[Place] = []
    for name, short, letter, cities in rows("corpus", "places"):
        found.append(Place(name, short, Level.PROVINCIAL, name, letter, short))
        found += [_city(cell, name) for cell in cities.split()]
    return tuple(found)


def _city(cell: str, province: str) -> Place:
    spoken, _, letter = cell.partition(":")
    short = spoken.removesuffix("市")
    return Place(f"{short}市", short, Level.CITY, province, letter, spoken)


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


@lru_cache(maxsize=4096)
def short_name(place: str) -> str:
    """A place without the word that tells its rank.

    >>> short_name("连云港市"), short_name("内蒙古自治区")
    ('连云港', '内蒙古')
    """
    return _RANK.sub("", place) or place


@cache
def _provinces() -> dict[str, str]:
    """Each place, as people name it, to the short name of its province."""
    return {place.spoken: short_name(place.province) for place in places()}


def province_of(place: str) -> str:
    """The short name of the province that a place lies in, empty where it is not known.

    >>> province_of("连云港市"), province_of("安徽省"), province_of("某县")
    ('江苏', '安徽', '')
    """
    return _provinces().get(short_name(place)) or _provinces().get(place, "")


def places_in(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The places that a text names, in order: provinces and cities of the country, and the `known` ones.

    >>> places_in("连云港的医院按安徽省的方案做吗")
    ('连云港', '安徽')
    """
    return _places_in(text, frozenset(known))


@lru_cache(maxsize=1024)
def _places_in(text: str, known: frozenset[str]) -> tuple[str, ...]:
    found = sorted((text.index(name), -len(name), name) for name in _names(known) if name in text)
    kept: list[tuple[int, int, str]] = []
    for start, length, name in found:
        if not any(other <= start and start - length <= other - size for other, size, _ in kept):
            kept.append((start, length, name))
    return tuple(name for _, _, name in kept)


@lru_cache(maxsize=8)
def _names(known: frozenset[str]) -> frozenset[str]:
    """What is looked for in a text: the names of the places of the country, and of the known ones."""
    return frozenset(short_name(place) for place in known if place) | frozenset(_provinces())


# Whoever comes from there, or what is brought in from there, is under the law of the country all the same.
_COMES = re.compile("[来自从由向]|进口|进境|入境|出口|引进|中国|我国|国内|回国|国籍|籍|[产裔]|外国|护照|学历")
_STANDS = "(?:^|[，,。]|那么?|在|请问)(?P<place>{names})(?:的|上|那边|那里|境内|本土|有|急|普通|门诊|住院|医院|医疗机构)"


def place_abroad(text: str) -> str:
    """The place outside the country in which a question asks how things are, empty where it asks about none.

    >>> place_abroad("美国的急会诊多久到位"), place_abroad("从美国进口的药品要批准吗"), place_abroad("急会诊多久到位")
    ('美国', '', '')
    """
    found = _abroad_pattern().search(text)
    return found["place"] if found and not _COMES.search(text) else ""


@cache
def _abroad() -> frozenset[str]:
    return frozenset(name for name, _ in rows("corpus", "abroad"))


@cache
def _abroad_pattern() -> re.Pattern[str]:
    return re.compile(_STANDS.format(names="|".join(sorted(_abroad(), key=len, reverse=True))))


def speaks_for(header: Header, place: str) -> bool:
    """Whether a document binds at a place: it is the place's own, its province's, or the nation's, if that is where the place lies."""
    if header.level is Level.NATIONAL:
        return place not in _abroad()
    if not header.place:
        return False
    own = short_name(header.place)
    return own == short_name(place) or (own == province_of(place) and header.level is Level.PROVINCIAL)


def may_speak_for(header: Header, text: str, asked: Sequence[str]) -> bool:
    """Whether words of a document may answer a question that names places; a document of no known place must name one of them."""
    if not asked or any(speaks_for(header, place) for place in asked):
        return True
    return not header.place and any(short_name(place) in text or short_name(place) in header.title for place in asked)
