"""Mends what the recognition of characters takes for something alike, where the neighbours decide: 己经 → 已经, 1O分钟 → 10分钟.

Only recognised text is mended so: in any other the same characters stand for themselves. A number of which a character could not be read
is left as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.offsets import Edit
from corpus.spans import Span
from corpus.tables import rows

TABLE = "ocr_slips"
# How much of the text before a slip its row may look at.
CONTEXT_CHARACTERS = 8

_DIGITS = {"O": "0", "o": "0", "I": "1", "l": "1"}
# A number with a letter for one of its digits: it holds a digit, begins with no zero, stands beside no other letter, and counts something.
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9.,-])(?![Oo])(?=[OoIl.]*[0-9])[0-9OoIl]+(?:\.[0-9OoIl]+)?"
    r"(?=\s?(?:[%％‰年月日号时分秒天周个次人名例项家所张元万亿级条章节页岁]|小时|工作日))"
)
_LETTER = re.compile("[OoIl]")


@dataclass(frozen=True, slots=True)
class Slip:
    """`slip` reads `reading` where the text before it ends with `before` and the text behind it begins with `after`."""

    slip: str
    reading: str
    before: re.Pattern[str]
    after: re.Pattern[str]

    def places(self, text: str) -> Iterator[Span]:
        """Where the row holds."""
        for found in re.finditer(re.escape(self.slip), text):
            start = max(0, found.start() - CONTEXT_CHARACTERS)
            if self.after.match(text, found.end()) and self.before.search(text[start : found.start()]):
                yield Span(*found.span())


@lru_cache(maxsize=1)
def slips() -> tuple[Slip, ...]:
    """The rows of the data file, in order."""
    return tuple(
        Slip(slip, reading, re.compile(rf"(?:{before})\Z"), re.compile(after, re.MULTILINE))
        for slip, reading, before, after, *_ in rows("corpus.cleaning", TABLE)
    )


def mend_slips(text: str) -> list[Edit]:
    """Edits of a recognised text; where two rows hold at a place, the first does.

    >>> [edit.replacement for edit in mend_slips("己完成，应当在1O分钟内到位，血型为O型")]
    ['已', '0']
    """
    edits = {place.start: Edit(place, slip.reading, "ocr_slip") for slip in reversed(slips()) for place in slip.places(text)}
    for number in _NUMBER.finditer(text):
        for letter in _LETTER.finditer(text, *number.span()):
            edits[letter.start()] = Edit(Span(*letter.span()), _DIGITS[letter.group()], "ocr_slip")
    return list(edits.values())
