"""The places and titles that the documents bring, as questions name them."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TypeVar

from corpus.documents import Header
from corpus.places import places_in, short_name
from corpus.succession import Following, followings
from corpus.tokenizing import words

_TITLE_NOISE = re.compile(r"^中华人民共和国|[《》\s]|（[^（）]*）$|\([^()]*\)$")
_LEAST_TITLE = 3
_MOST_SHORTENED = 10
_BEGINNING = 2
_LEFT_OUT = frozenset(["管理", "监督", "预防", "处理", "防治", "控制", "促进", "保护", "保障", "实施", "和", "与", "及", "的"])
_ENDING = re.compile("法(?![律规院定人])|条例|办法")


Value = TypeVar("Value")


# The titles of all documents are shortened again where one of them changes.
@lru_cache(maxsize=1 << 16)
def short_title(title: str) -> str:
    """A title as people say it.

    >>> short_title("中华人民共和国药品管理法"), short_title("突发事件应急条例（2011修订）")
    ('药品管理法', '突发事件应急条例')
    """
    return _TITLE_NOISE.sub("", title)


@dataclass(frozen=True, slots=True)
class Known:
    """The places and the short titles of the documents that there are."""

    places: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()

    @classmethod
    def of(cls, headers: Iterable[Header]) -> "Known":
        """What the headers of the documents say."""
        listed = list(headers)
        titles = (short_title(header.title) for header in listed)
        return cls(
            frozenset(header.place for header in listed if header.place), frozenset(title for title in titles if len(title) >= _LEAST_TITLE)
        )

    def titles_in(self, text: str) -> frozenset[str]:
        """The titles that a text names in full or in short, those within longer ones left out."""
        return frozenset(_named_in(self.titles, text).values())

    def without(self, text: str) -> str:
        """The text without the places and titles it names: they choose documents, and are not what is asked."""
        for title in sorted(_named_in(self.titles, text), key=len, reverse=True):
            text = text.replace(f"《{title}》", "").replace(title, "")
        return without_places(text, self.places)


def _named_in(known_titles: frozenset[str], text: str) -> Mapping[str, str]:
    """How a text names titles, and the titles."""
    return _remembered(known_titles)(text)


# A question is gone through for each purpose again. The titles of all documents are others after each change: of few of them at a time
# what was found is kept, and the titles with it.
@lru_cache(maxsize=2)
def _remembered(known_titles: frozenset[str]) -> Callable[[str], Mapping[str, str]]:
    """Finds how texts name these titles."""
    return lru_cache(maxsize=1024)(partial(_found_in, known_titles))


def _found_in(known_titles: frozenset[str], text: str) -> Mapping[str, str]:
    beginnings = _by_beginning(known_titles)
    named = {title for i in range(len(text)) for title in beginnings.get(text[i : i + _BEGINNING], ()) if text.startswith(title, i)}
    full = {title: title for title in named if not any(title != other and title in other for other in named)}
    return full or dict(_shortened_in(known_titles, text))


@lru_cache(maxsize=4)
def _by_beginning(known_titles: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """Titles by their first characters: of some ten thousand, a question names few."""
    beginnings: dict[str, list[str]] = defaultdict(list)
    for title in known_titles:
        beginnings[title[:_BEGINNING]].append(title)
    return dict(beginnings)


def _shortened_in(known_titles: frozenset[str], text: str) -> Iterator[tuple[str, str]]:
    """Names like 药管法: the first character of one title, some of the others in their order, and its ending."""
    beginnings = _by_beginning(known_titles)
    for ending in _ENDING.finditer(text):
        first = max(0, ending.start() - _MOST_SHORTENED)
        said_first = {begins for begins in beginnings if begins[0] in text[first : ending.start()]}
        titles = [title for begins in said_first for title in beginnings[begins] if title.endswith(ending[0])]
        for start in range(first, ending.start() - 1):
            said = text[start : ending.end()]
            meant = [title for title in titles if title[0] == said[0] and _is_shortened(said, title)]
            if len(meant) == 1:
                yield said, meant[0]
                break


@dataclass(frozen=True, slots=True)
class _Read:
    """What was worked out of a mapping of headers; `titled`, `placed` and `following` are by short title, short place and document."""

    headers: Mapping[str, Header]
    known: Known
    followings: tuple[Following, ...]
    titled: Mapping[str, Collection[str]]
    placed: Mapping[str, Collection[str]]
    following: Mapping[str, Sequence[Following]]

    @classmethod
    def of(cls, headers: Mapping[str, Header]) -> "_Read":
        found = followings(headers)
        return cls(
            headers,
            Known.of(headers.values()),
            found,
            _grouped((short_title(header.title), document_id) for document_id, header in headers.items()),
            _grouped((short_name(header.place), document_id) for document_id, header in headers.items() if header.place),
            _grouped((document_id, each) for each in found for document_id in (each.before, each.after)),
        )


class Knowing:
    """What is known of mappings of headers, worked out once for one that is given again; such a mapping must not change."""

    def __init__(self) -> None:
        self._last: _Read | None = None

    def of(self, headers: Mapping[str, Header]) -> Known:
        """What the headers of the documents say."""
        return self._read(headers).known

    def titled(self, headers: Mapping[str, Header], titles: Iterable[str]) -> frozenset[str]:
        """The documents of these short titles."""
        of_title = self._read(headers).titled
        return frozenset().union(*(of_title.get(title, ()) for title in titles))

    def placed(self, headers: Mapping[str, Header], places: Iterable[str]) -> frozenset[str]:
        """The documents of these very places."""
        of_place = self._read(headers).placed
        return frozenset().union(*(of_place.get(short_name(place), ()) for place in places))

    def followings(self, headers: Mapping[str, Header]) -> tuple[Following, ...]:
        """Which documents stand in the place of which."""
        return self._read(headers).followings

    def followings_of(self, headers: Mapping[str, Header], document_ids: Iterable[str]) -> list[Following]:
        """The same of some documents only: in whose place they stand, and what stands in theirs."""
        of_document = self._read(headers).following
        return [each for document_id in document_ids for each in of_document.get(document_id, ())]

    def _read(self, headers: Mapping[str, Header]) -> _Read:
        last = self._last
        if last is None or last.headers is not headers:
            last = self._last = _Read.of(headers)
        return last


def _grouped(pairs: Iterable[tuple[str, Value]]) -> Mapping[str, Sequence[Value]]:
    """What stands beside each name."""
    grouped: dict[str, list[Value]] = defaultdict(list)
    for name, value in pairs:
        grouped[name].append(value)
    return dict(grouped)


def without_places(text: str, known_places: Iterable[str] = ()) -> str:
    """The text without the places it names: they choose documents, and are not what is asked.

    >>> without_places("安徽省的急会诊多久到位")
    '的急会诊多久到位'
    """
    for place in places_in(text, known_places):
        text = re.sub(rf"{place}(?:[省市](?!级)|自治区)?", "", text)
    return text


@lru_cache(maxsize=4096)
def _is_shortened(said: str, title: str) -> bool:
    """Whether a short name holds a character of each telling word of a title, in order: 药管法 of 药品管理法, 劳动法 not of 劳动合同法."""
    rest = iter(title)
    telling = (word[i : i + 2] for word in words(_ENDING.sub("", title)) for i in range(0, len(word), 2) if word not in _LEFT_OUT)
    return all(character in rest for character in said) and all(set(pair) & set(said) for pair in telling)
