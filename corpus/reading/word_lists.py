"""Reads the lists and styles of a Word document out of the XML of its parts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from corpus.reading.numbering import DEEPEST_LEVEL, ListLevel, NumberedList

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Styles are based on styles, and a damaged file may have a ring of them.
_MOST_BASES = 20


class Element(Protocol):
    """The part of an XML element that is used here; names are in Clark notation."""

    @property
    def tag(self) -> object:
        """The name; of a comment it is no string."""

    @property
    def text(self) -> str | None:
        """The text before the first child."""

    def get(self, name: str) -> str | None:
        """The value of an attribute."""

    def find(self, path: str) -> "Element | None":
        """The first element at a path."""

    def findall(self, path: str) -> "list[Element]":
        """All elements at a path."""

    def __iter__(self) -> "Iterator[Element]":
        """The children."""


@dataclass(frozen=True, slots=True)
class NumberingProperties:
    """What a paragraph or a style says about its list; `None` where it leaves that to the style it is based on."""

    list_id: str | None
    level: int | None


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; `properties` is its own, without those of the style that it is based on."""

    style_id: str
    name: str
    based_on: str
    properties: NumberingProperties


@dataclass(frozen=True, slots=True)
class WordLists:
    """The lists of a document by id, its paragraph styles by id, and the id of the style of a paragraph that names none."""

    lists: Mapping[str, NumberedList]
    styles: Mapping[str, Style]
    default_style: str

    def place_of(self, paragraph: Element) -> tuple[str, int] | None:
        """The list of a paragraph and its level, counted from 0, or `None` where it has no number."""
        own = properties_of(paragraph.find(f"{W}pPr"))
        style_id = self.style_id_of(paragraph)
        inherited = self._inherited(style_id)
        list_id = own.list_id if own.list_id is not None else inherited.list_id
        if list_id in {None, "0"} or list_id not in self.lists:
            return None
        if own.level is not None or own.list_id is not None:
            return list_id, min(own.level or 0, DEEPEST_LEVEL)
        tied = self.lists[list_id].level_of_style(style_id)
        return list_id, min(inherited.level or 0, DEEPEST_LEVEL) if tied is None else tied

    def style_id_of(self, paragraph: Element) -> str:
        """The id of the style of a paragraph."""
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        return _value(named) or self.default_style

    def _inherited(self, style_id: str) -> NumberingProperties:
        """What the style and those that it is based on say, the nearest first."""
        list_id: str | None = None
        level: int | None = None
        for _ in range(_MOST_BASES):
            style = self.styles.get(style_id)
            if style is None or list_id is not None:
                break
            list_id = style.properties.list_id
            level = style.properties.level if level is None else level
            style_id = style.based_on
        return NumberingProperties(list_id, level)


def properties_of(paragraph_properties: Element | None) -> NumberingProperties:
    """The numbering that a `w:pPr` names itself; that of a change on record is not looked at."""
    found = None if paragraph_properties is None else paragraph_properties.find(f"{W}numPr")
    if found is None:
        return NumberingProperties(None, None)
    level = _value(found.find(f"{W}ilvl"))
    return NumberingProperties(_value(found.find(f"{W}numId")) or None, _number(level, 0) if level else None)


def read_lists(numbering: Element | None, styles: Element) -> WordLists:
    """The lists and styles of a document, from the roots of its numbering and style parts."""
    paragraph_styles = [style for style in styles.findall(f"{W}style") if style.get(f"{W}type") in {"paragraph", "numbering"}]
    by_id = {style.style_id: style for style in map(_style, paragraph_styles)}
    defaults = [style.get(f"{W}styleId") for style in paragraph_styles if style.get(f"{W}default") in {"1", "true", "on"}]
    lists = {} if numbering is None else _lists(numbering, by_id)
    return WordLists(lists, by_id, (defaults or [""])[0] or "")


def _style(style: Element) -> Style:
    return Style(
        style_id=style.get(f"{W}styleId") or "",
        name=_value(style.find(f"{W}name")),
        based_on=_value(style.find(f"{W}basedOn")),
        properties=properties_of(style.find(f"{W}pPr")),
    )


def _lists(numbering: Element, styles: Mapping[str, Style]) -> dict[str, NumberedList]:
    abstracts = {abstract.get(f"{W}abstractNumId") or "": abstract for abstract in numbering.findall(f"{W}abstractNum")}
    counters = {num.get(f"{W}numId") or "": _value(num.find(f"{W}abstractNumId")) for num in numbering.findall(f"{W}num")}
    lists: dict[str, NumberedList] = {}
    for num in numbering.findall(f"{W}num"):
        list_id = num.get(f"{W}numId") or ""
        counter_id = _defining(counters[list_id], abstracts, counters, styles)
        if counter_id in abstracts:
            lists[list_id] = _list(num, counter_id, abstracts[counter_id])
    return lists


def _defining(abstract_id: str, abstracts: Mapping[str, Element], counters: Mapping[str, str], styles: Mapping[str, Style]) -> str:
    """The abstract list that has the levels: some only point to a list style, whose own list has them."""
    link = _value(abstracts[abstract_id].find(f"{W}numStyleLink")) if abstract_id in abstracts else ""
    style = styles.get(link)
    return abstract_id if style is None else counters.get(style.properties.list_id or "", abstract_id)


def _list(num: Element, counter_id: str, abstract: Element) -> NumberedList:
    levels = {_place(level): _level(level) for level in abstract.findall(f"{W}lvl")}
    starts: dict[int, int] = {}
    for override in num.findall(f"{W}lvlOverride"):
        place = _place(override)
        own = override.find(f"{W}lvl")
        if own is not None:
            levels[place] = _level(own)
        start = _value(override.find(f"{W}startOverride"))
        if start:
            starts[place] = _number(start, 1)
    return NumberedList(counter_id, levels, starts)


def _level(level: Element) -> ListLevel:
    restart = _value(level.find(f"{W}lvlRestart"))
    legal = level.find(f"{W}isLgl")
    return ListLevel(
        number_format=_value(level.find(f"{W}numFmt")) or "decimal",
        text=_value(level.find(f"{W}lvlText")),
        start=_number(_value(level.find(f"{W}start")), 0),
        restart_after=_number(restart, 0) if restart else None,
        legal=legal is not None and _value(legal) not in {"0", "false", "off"},
        suffix=_value(level.find(f"{W}suff")) or "tab",
        style_id=_value(level.find(f"{W}pStyle")),
    )


def _place(element: Element) -> int:
    return _number(element.get(f"{W}ilvl") or "", 0)


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(f"{W}val") or ""


def _number(written: str, otherwise: int) -> int:
    try:
        return int(written)
    except ValueError:
        return otherwise
