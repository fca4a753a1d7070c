"""Takes out page numbers that a previewer wrote as `3、` into the text at every page break, often in the middle of a word."""

import re
from itertools import pairwise

from corpus.offsets import Edit
from corpus.spans import Span

# A counter behind a blank line: the break, the number, and whether the text goes on as if nothing had been there.
_COUNTER = re.compile(r"\n\n(?P<label>(?P<number>\d{1,3})、)(?=\S)")
_SENTENCE_ENDS = frozenset("。！？；：.!?;:”》）)")
# A page holds several hundred characters; a heading that ends without a mark does not.
LEAST_PAGE_CHARACTERS = 100
LEAST_CUTS = 2
LEAST_CUT_SHARE = 0.5


def join_pages(text: str) -> list[Edit]:
    """Edits that join the text across each page break of a running counter 1, 2, 3 …; other numbering stays.

    A counter is one only if it runs through the text in order, and most of its numbers stand in the middle of a sentence.
    """
    breaks = list(_COUNTER.finditer(text))
    if len(breaks) < LEAST_CUTS or not _running([int(found["number"]) for found in breaks]):
        return []
    starts = [0, *(found.end() for found in breaks)]
    cuts = [_is_cut(text[start : found.start()], text[found.end()]) for start, found in zip(starts, breaks, strict=False)]
    if sum(cuts) < max(LEAST_CUTS, LEAST_CUT_SHARE * len(cuts)):
        return []
    return [
        Edit(Span(found.start() if cut else found.start("label"), found.end()), "", "page_number")
        for found, cut in zip(breaks, cuts, strict=True)
    ]


def _running(numbers: list[int]) -> bool:
    return numbers[0] in {1, 2} and all(right == left + 1 for left, right in pairwise(numbers))


def _is_cut(page: str, following: str) -> bool:
    """Whether a page ends in the middle of a sentence, or the next one begins with its end mark."""
    return following in "，。、；：）”》" or (len(page) >= LEAST_PAGE_CHARACTERS and page[-1] not in _SENTENCE_ENDS)
