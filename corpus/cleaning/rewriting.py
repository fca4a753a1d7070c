"""What every step of cleaning is made of: edits wherever a pattern matches."""

import re
from collections.abc import Callable, Sequence

from corpus.offsets import Edit
from corpus.spans import Span

# A step sees the text as the steps before it left it, and says what it would change there.
Step = Callable[[str], Sequence[Edit]]

# For use inside [...]: Han characters of the basic block and extension A, with 〇; and every space but the line ends.
HAN = "㐀-䶿一-鿿〇"
SPACE = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"


def rewrite(text: str, pattern: re.Pattern[str], replacement: str, rule: str) -> list[Edit]:
    r"""An edit for each match of the pattern, which is not replaced where it already reads like `replacement`.

    >>> rewrite("甲 \n乙", re.compile(" +(?=\n)"), "", "layout")
    [Edit(span=Span(start=1, end=2), replacement='', rule='layout')]
    """
    return [Edit(Span(*match.span()), replacement, rule) for match in pattern.finditer(text) if match.group() != replacement]


def translate(text: str, pattern: re.Pattern[str], table: dict[str, str], rule: str) -> list[Edit]:
    """An edit for each match, which the table turns into its replacement.

    >>> translate("第２条", re.compile("[０-９]"), {"２": "2"}, "width")
    [Edit(span=Span(start=1, end=2), replacement='2', rule='width')]
    """
    return [Edit(Span(*match.span()), table[match.group()], rule) for match in pattern.finditer(text)]
