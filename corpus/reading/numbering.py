"""Counts the lists of a Word document: which label each paragraph has, in the order of the text.

Nothing here knows the file format; `word_lists` reads the definitions out of it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.reading.number_formats import written

DEEPEST_LEVEL = 8
_PLACE = re.compile(r"%([1-9])")
# A private-use code point is a sign of the font Symbol or Wingdings; whatever it shows, it marks an item.
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is numbered.

    `text` holds `%1` to `%9` where the numbers of the levels go. `restart_after` is the highest level, counted from 1, whose next number
    lets this one begin anew; `None` means any level above it, 0 none. `legal` writes all numbers in plain digits. `suffix` is what stands
    behind the label: `tab`, `space` or `nothing`. `style_id` is the paragraph style that has this level.
    """

    number_format: str
    text: str
    start: int = 1
    restart_after: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style_id: str = ""


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list that paragraphs may belong to.

    Lists of one `counter_id` go on counting where the other stopped, except at the levels in `starts`: there the first paragraph of this
    list has the given number.
    """

    counter_id: str
    levels: Mapping[int, ListLevel]
    starts: Mapping[int, int] = field(default_factory=dict)

    def level_of_style(self, style_id: str) -> int | None:
        """The level that is tied to a paragraph style."""
        return next((place for place, level in self.levels.items() if style_id and level.style_id == style_id), None)


class ListCounter:
    """Counts as it goes through a document.

    >>> counter = ListCounter({"1": NumberedList("a", {0: ListLevel("chineseCounting", "第%1条"), 1: ListLevel("decimal", "%2.")})})
    >>> [counter.next_label("1", level) for level in (0, 1, 1, 0, 1)]
    ['第一条 ', '1. ', '2. ', '第二条 ', '1. ']
    """

    def __init__(self, lists: Mapping[str, NumberedList]) -> None:
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[str] = set()

    def next_label(self, list_id: str, place: int) -> str:
        """The label of the next paragraph of a list at a level, counted from 0, with the space that sets it off from the text."""
        numbered = self._lists.get(list_id)
        level = numbered.levels.get(place) if numbered else None
        if numbered is None or level is None:
            return ""
        counts = self._counts.setdefault(numbered.counter_id, {})
        # A level that was passed over counts as begun.
        for higher in range(place):
            if higher in numbered.levels:
                counts.setdefault(higher, numbered.levels[higher].start)
        counts[place] = self._number(numbered, list_id, place, counts)
        for deeper in range(place + 1, DEEPEST_LEVEL + 1):
            if deeper in counts and _restarts(numbered.levels.get(deeper), place):
                del counts[deeper]
        return _label(numbered, level, counts)

    def _number(self, numbered: NumberedList, list_id: str, place: int, counts: Mapping[int, int]) -> int:
        if place in numbered.starts and list_id not in self._started:
            self._started.add(list_id)
            return numbered.starts[place]
        return counts[place] + 1 if place in counts else numbered.levels[place].start


def _restarts(level: ListLevel | None, place: int) -> bool:
    return level is None or level.restart_after is None or place < level.restart_after


def _label(numbered: NumberedList, level: ListLevel, counts: Mapping[int, int]) -> str:
    if level.number_format == "bullet":
        label = _BULLET if not level.text.strip() or "\ue000" <= level.text[0] <= "\uf8ff" else level.text
    else:
        label = _PLACE.sub(lambda found: _number_at(int(found[1]) - 1, numbered, level, counts), level.text)
    return label and label + _gap(label, level.suffix)


def _number_at(place: int, numbered: NumberedList, level: ListLevel, counts: Mapping[int, int]) -> str:
    """The number of a level in a label; one that has not been counted yet shows where it would begin."""
    named = numbered.levels.get(place)
    if named is None:
        return ""
    number = counts.get(place, named.start)
    legal = level.legal and named.number_format != "none"
    return written(number, "decimal" if legal else named.number_format)


def _gap(label: str, suffix: str) -> str:
    """Space, where there is some on the page; a full-width mark sets itself off."""
    return "" if suffix == "nothing" or label[-1] in "、）】．。：" else " "
