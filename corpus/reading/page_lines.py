"""Lines of pages, with their places: what a PDF and the recognition of characters both give."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from string import ascii_lowercase

from corpus.documents import AnchorKind
from corpus.reading.extraction import Extraction
from corpus.reading.page_furniture import without_furniture
from corpus.reading.placed_lines import PlacedLine

# A Latin word that goes on in the next line; a number never does: 2023-2025.
_HYPHENATED = re.compile(r"[a-z]-\Z")
# An indent of two characters, give or take one, begins a paragraph; a line further in is centred or stands to the right.
LEAST_INDENT = 1.2
MOST_INDENT = 3.5
# A line this wide is one of running text, and shows where the margin of its page is.
FULL_WIDTH = 0.5


def compose(pages: Sequence[Sequence[PlacedLine]], *, recognised: bool = False) -> Extraction:
    """The text of all pages, without running headers, footers and page numbers.

    Lines stay lines: whoever cleans the text joins them. Only a word that was hyphenated is whole again, and a blank line stands before an
    indented line, because there a paragraph begins.
    """
    return Extraction.of_lines(_lines(without_furniture(pages)), AnchorKind.PAGE, recognised=recognised)


def _lines(pages: Iterable[Sequence[PlacedLine]]) -> Iterator[tuple[int, str]]:
    for number, page in enumerate(pages, start=1):
        margin = min((line.left for line in page if line.right - line.left >= FULL_WIDTH), default=None)
        pending = ""
        for line, following in zip_longest(page, page[1:]):
            begins = number == 1 and line is page[0]
            if not pending and not begins and _is_indented(line, margin):
                yield number, ""
            pending += line.text
            if following is not None and _HYPHENATED.search(line.text) and following.text.startswith(tuple(ascii_lowercase)):
                pending = pending[:-1]
            else:
                yield number, pending
                pending = ""


def _is_indented(line: PlacedLine, margin: float | None) -> bool:
    return margin is not None and LEAST_INDENT <= (line.left - margin) / line.em <= MOST_INDENT
