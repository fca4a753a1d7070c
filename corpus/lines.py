"""The lines of a text that say something, and whether one goes on in the next."""

import re
from collections.abc import Iterator

from corpus.spans import Span

# From the first character of a line to the last that is no white space.
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_ENDS = frozenset("。；;：:！!？?”」』）)】》…")
_FULL_LINE = 20


def lines(text: str) -> Iterator[Span]:
    r"""The lines that are not blank, in order, without the white space at their ends.

    >>> [span.of("第一条 略。\n\n  （一）略；") for span in lines("第一条 略。\n\n  （一）略；")]
    ['第一条 略。', '（一）略；']
    """
    for match in _LINE.finditer(text):
        yield Span(*match.span())


def whole_lines(text: str, span: Span) -> Span:
    r"""The span with all of the lines that it begins and ends in, without the line end behind the last.

    >>> whole_lines("第一条 略。\n（一）略；\n（二）略。", Span(9, 10)).of("第一条 略。\n（一）略；\n（二）略。")
    '（一）略；'
    """
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text))


def goes_on(text: str, line: Span) -> bool:
    """Whether a line looks cut off by the page's width: it is long and ends in the middle of a sentence.

    >>> goes_on("各级卫生健康行政部门和医疗机构应当建立健全管理人员的培养", Span(0, 28)), goes_on("第一章 总则", Span(0, 6))
    (True, False)
    """
    return len(line) >= _FULL_LINE and text[line.end - 1] not in _ENDS
