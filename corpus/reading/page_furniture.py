"""Takes out what is printed on every page around the text: running headers and footers, and page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.reading.placed_lines import PlacedLine

# A line centred in the outer 8.5 % of the page stands above the text, whose margin is seldom under 2.5 of 29.7 cm.
MARGIN = 0.085
# Further in than this there is only text.
OUTER = 0.15
LEAST_REPEATS = 3
LEAST_SHARE = 0.5

_NUMBER = re.compile(r"\d+")
# A dash is easily taken for 一 where characters are recognised.
_DASHES = r"[-‐-―一·.\s]*"
_PAGE_LABEL = re.compile(rf"{_DASHES}(?:第\s*)?(?P<number>\d{{1,4}})\s*页?(?:\s*[/／,，共]+\s*\d{{1,4}}\s*页?)?{_DASHES}", re.IGNORECASE)


def without_furniture(pages: Sequence[Sequence[PlacedLine]]) -> list[list[PlacedLine]]:
    """The pages without their furniture.

    In the margin a line goes if it stands at the same height on several pages, whatever its numbers. Between margin and text it goes if
    most pages have it, word for word, and its first occurrence stays: it may be the title. A page number goes if it is outermost and counts
    with the pages.
    """
    margins = Counter(key for page in pages for key in {_margin_key(line) for line in page if _is_in(line, MARGIN)})
    edges = Counter(key for page in pages for key in {_edge_key(line) for line in page if _is_in(line, OUTER)})
    least_in_margin = min(LEAST_REPEATS, max(2, len(pages)))
    least_at_edge = max(LEAST_REPEATS, LEAST_SHARE * len(pages))
    numbers = _page_numbers(pages)
    seen: set[tuple[str, int]] = set()
    return [
        [
            line
            for line in page
            if line not in numbers[place]
            and not (_is_in(line, MARGIN) and margins[_margin_key(line)] >= least_in_margin)
            and not (_is_in(line, OUTER) and edges[_edge_key(line)] >= least_at_edge and _seen_before(line, seen))
        ]
        for place, page in enumerate(pages)
    ]


def _is_in(line: PlacedLine, share: float) -> bool:
    return line.middle < share or line.middle > 1 - share


def _margin_key(line: PlacedLine) -> tuple[str, int]:
    text, height = _edge_key(line)
    return _NUMBER.sub("#", text), height


def _edge_key(line: PlacedLine) -> tuple[str, int]:
    return "".join(line.text.split()), round(line.middle * 50)


def _seen_before(line: PlacedLine, seen: set[tuple[str, int]]) -> bool:
    key = _edge_key(line)
    before = key in seen
    seen.add(key)
    return before


def _page_numbers(pages: Sequence[Sequence[PlacedLine]]) -> list[set[PlacedLine]]:
    """The outermost lines of each page that are its number, as the pages next to it count."""
    labels = [list(_labels(page)) for page in pages]
    found: list[set[PlacedLine]] = []
    for place, page in enumerate(labels):
        neighbours = {number - step for step in (-1, 1) if 0 <= place + step < len(labels) for _, number in labels[place + step]}
        alone = len(pages) == 1
        found.append({line for line, number in page if number in neighbours or (alone and number == 1)})
    return found


def _labels(page: Sequence[PlacedLine]) -> Iterator[tuple[PlacedLine, int]]:
    """The topmost and the lowest line, where they read like a page number."""
    if not page:
        return
    for line in {min(page, key=lambda line: line.top), max(page, key=lambda line: line.bottom)}:
        label = _PAGE_LABEL.fullmatch(line.text.strip())
        if label and _is_in(line, OUTER):
            yield line, int(label["number"])
