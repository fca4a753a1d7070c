"""Edits of a text, and the exact map between a text and its edited form.

Each cleaning pass emits edits in the code points of the text it saw. Passes are composed, so that one sorted, disjoint list of
edits leads from the original text to the clean one, and an `OffsetMap` of that list answers where a clean span stands in the original.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.spans import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """The code points of `span` in the text before become `replacement` in the text after; `rule` names why.

    >>> Edit(Span(1, 6), "", "pinyin").replacement
    ''
    """

    span: Span
    replacement: str
    rule: str

    @property
    def growth(self) -> int:
        """How many code points longer the text becomes."""
        return len(self.replacement) - len(self.span)


def in_order(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits sorted by place.

    Raises:
        ValueError: two edits overlap, or stand at the same place.
    """
    ordered = tuple(sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)))
    for left, right in pairwise(ordered):
        if right.span.start < left.span.end or right.span == left.span:
            raise ValueError(f"Edits overlap: {left!r} and {right!r}")
    return ordered


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text after the edits, which are in order.

    >>> apply("專(zhuān)業", [Edit(Span(0, 1), "专", "script"), Edit(Span(1, 8), "", "pinyin"), Edit(Span(8, 9), "业", "script")])
    '专业'
    """
    pieces: list[str] = []
    position = 0
    for edit in edits:
        pieces += (text[position : edit.span.start], edit.replacement)
        position = edit.span.end
    pieces.append(text[position:])
    return "".join(pieces)


# A fold of layout or width says less about a place than a repair of content does, so a merged edit is named after the repair.
FOLDING_RULES = frozenset({"layout", "width"})


def compose(first: Sequence[Edit], second: Sequence[Edit], middle: str) -> tuple[Edit, ...]:
    """One list of edits that does what `first` and then `second` do.

    Args:
        first: edits in order, in code points of the text before.
        second: edits in order, in code points of `middle`.
        middle: the text after `first`.

    Returns:
        Edits in order, in code points of the text before. Where edits of both lists touch the same characters they are merged into
        one edit, named after the latest of them that repairs content.
    """
    composed: list[Edit] = []
    growth = 0
    for group in _overlapping_groups(first, second):
        grown = growth + sum(placed.edit.growth for placed in group if not placed.later)
        inner = Span(min(placed.span.start for placed in group), max(placed.span.end for placed in group))
        later = [Edit(placed.span.shifted(-inner.start), placed.edit.replacement, placed.edit.rule) for placed in group if placed.later]
        edit = Edit(Span(inner.start - growth, inner.end - grown), apply(inner.of(middle), later), _rule_of(group))
        if composed and composed[-1].span == edit.span:
            edit = Edit(edit.span, composed.pop().replacement + edit.replacement, edit.rule)
        composed.append(edit)
        growth = grown
    return tuple(composed)


@dataclass(frozen=True, slots=True)
class _PlacedEdit:
    """An edit with the stretch of the middle text that it made (`later` false) or saw (`later` true)."""

    span: Span
    edit: Edit
    later: bool


def _overlapping_groups(first: Sequence[Edit], second: Sequence[Edit]) -> Iterable[list[_PlacedEdit]]:
    """The edits of both lists, grouped where they share characters of the middle text, in order."""
    placed = [_PlacedEdit(edit.span, edit, later=True) for edit in second]
    growth = 0
    for edit in first:
        start = edit.span.start + growth
        placed.append(_PlacedEdit(Span(start, start + len(edit.replacement)), edit, later=False))
        growth += edit.growth
    placed.sort(key=lambda item: (item.span, item.later))
    group: list[_PlacedEdit] = []
    end = 0
    for item in placed:
        inside = group and (item.span.start < end or (item.span == group[-1].span and not item.span))
        if inside:
            group.append(item)
            end = max(end, item.span.end)
        else:
            if group:
                yield group
            group, end = [item], item.span.end
    if group:
        yield group


def _rule_of(group: Sequence[_PlacedEdit]) -> str:
    """The rule of the latest edit that repairs content, else of the latest edit."""
    ordered = sorted(group, key=lambda item: item.later)
    repairs = [item.edit.rule for item in ordered if item.edit.rule not in FOLDING_RULES]
    return (repairs or [item.edit.rule for item in ordered])[-1]


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where a stretch of one text stands in the other, for two texts joined by edits.

    Spans are mapped tightly (text deleted at their very ends is left out), and outward to the whole edit where they end inside one.

    >>> offsets = OffsetMap.of([Edit(Span(1, 8), "", "pinyin")])
    >>> offsets.to_raw(Span(0, 2))
    Span(start=0, end=9)
    >>> offsets.to_raw(Span(0, 1))
    Span(start=0, end=1)
    """

    raw: tuple[Span, ...] = field(repr=False)
    clean: tuple[Span, ...] = field(repr=False)

    @classmethod
    def of(cls, edits: Sequence[Edit]) -> "OffsetMap":
        """The map of edits that are in order, in code points of the original."""
        clean: list[Span] = []
        growth = 0
        for edit in edits:
            start = edit.span.start + growth
            clean.append(Span(start, start + len(edit.replacement)))
            growth += edit.growth
        return cls(tuple(edit.span for edit in edits), tuple(clean))

    def to_raw(self, span: Span) -> Span:
        """The stretch of the original that a stretch of the clean text was made from."""
        return _mapped(span, self.clean, self.raw)

    def to_clean(self, span: Span) -> Span:
        """The stretch of the clean text that was made from a stretch of the original."""
        return _mapped(span, self.raw, self.clean)


def _mapped(span: Span, here: Sequence[Span], there: Sequence[Span]) -> Span:
    start = _mapped_start(span.start, here, there)
    return Span(start, max(start, _mapped_end(span.end, here, there))) if span else Span(start, start)


def _mapped_start(position: int, here: Sequence[Span], there: Sequence[Span]) -> int:
    index = bisect_right(here, position, key=lambda edit: edit.start) - 1
    if index < 0:
        return position
    inside = position < here[index].end
    return there[index].start if inside else there[index].end + position - here[index].end


def _mapped_end(position: int, here: Sequence[Span], there: Sequence[Span]) -> int:
    index = bisect_left(here, position, key=lambda edit: edit.start) - 1
    if index < 0:
        return position
    return there[index].end + max(0, position - here[index].end)
