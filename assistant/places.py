"""Which places a question names, and which documents speak for a place."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from assistant.tables import rows
from corpus.documents import Header, Level

_SUFFIX = re.compile(r"(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|省|市|县|区)$")


def short_name(place: str) -> str:
    """A place without the word that tells its rank.

    >>> short_name("连云港市"), short_name("内蒙古自治区")
    ('连云港', '内蒙古')
    """
    return _SUFFIX.sub("", place) or place


@cache
def _provinces() -> dict[str, str]:
    """Province or city, in the form that a question names it in, to the province's short name."""
    found = {}
    for _, province, cities, _ in rows("places"):
        found[province] = province
        found |= dict.fromkeys(cities.split(), province)
    return found


def province_of(place: str) -> str:
    """The short name of the province that a place lies in, empty where it is not known.

    >>> province_of("连云港市"), province_of("安徽省"), province_of("某县")
    ('江苏', '安徽', '')
    """
    return _provinces().get(short_name(place)) or _provinces().get(place, "")


def places_in(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The places that a text names, in order: provinces and cities of the country, and the places of known documents.

    >>> places_in("连云港的医院按安徽省的方案做吗")
    ('连云港', '安徽')
    """
    names = {short_name(place): short_name(place) for place in known if place} | {name: name for name in _provinces()}
    found = sorted((text.index(name), -len(name), name) for name in names if name in text)
    kept: list[tuple[int, int, str]] = []
    for start, length, name in found:
        if not any(other <= start and start - length <= other - size for other, size, _ in kept):
            kept.append((start, length, name))
    return tuple(name for _, _, name in kept)


def speaks_for(header: Header, place: str) -> bool:
    """Whether a document binds at a place: it is the place's own, its province's, or the nation's."""
    if header.level is Level.NATIONAL:
        return True
    if not header.place:
        return False
    own = short_name(header.place)
    return own == short_name(place) or (own == province_of(place) and header.level is Level.PROVINCIAL)


def may_speak_for(header: Header, text: str, places: Sequence[str]) -> bool:
    """Whether words of a document may answer a question that names places; a document of no known place must name one of them."""
    if not places or any(speaks_for(header, place) for place in places):
        return True
    return not header.place and any(short_name(place) in text or short_name(place) in header.title for place in places)
