"""Folds white space that carries no meaning, and takes out characters that nobody sees."""

import re

from corpus.cleaning.rewriting import HAN, SPACE, rewrite
from corpus.offsets import Edit
from corpus.spans import Span

# Soft hyphens, zero-width spaces and joiners, marks of writing direction, and byte order marks inside a text.
_ZERO_WIDTH = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+"
_INVISIBLE = re.compile(_ZERO_WIDTH)
# On a line of their own they make it look empty; that, and a byte order mark at the beginning, is a matter of layout.
_EMPTY_LINE = re.compile(rf"(?<![^\n]){_ZERO_WIDTH}(?=\n|\Z)|\A\ufeff")
# Spaces that were turned into question marks: a line that begins with many of them, or that holds nothing else.
_PADDING = re.compile(r"\?(?<![^\n].)(?:\?{3,}|\?*(?=\n|\Z))")

_TRAILING_SPACE = re.compile(rf"[{SPACE}\r]+(?=\n|\Z)")
_ODD_LINE_END = re.compile(rf"\r(?![{SPACE}\r]*(?:\n|\Z))|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# An indent of plain spaces stays: Markdown means something by it.
_INDENT = re.compile(rf"[\u00a0\u3000](?<![^\n].)[{SPACE}]*(?=\S)")
_BLANK_LINES = re.compile(r"\n{3,}")
_NO_BREAK_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
# A number that a converter set apart from its words: 第 10 号, 2013 年.
_NUMBER_GAP = re.compile(rf"[{SPACE}](?:(?<=第.)(?=\d)|(?<=\d.)(?=[年月日号]))")
# A word of two characters that was spread over its line: 总 则, 附 则.
_SPREAD_GAP = re.compile(rf"[{SPACE}]+(?=[{HAN}](?:\n|\Z))")
_SPREAD_BEGINNING = re.compile(rf"(?:#+[{SPACE}]*)?(?:第[{HAN}]+[编章节][{SPACE}]+)?[{HAN}]")


def remove_invisible(text: str) -> list[Edit]:
    r"""Edits that take out characters without a width; a byte order mark at the very beginning counts as layout.

    >>> [edit.span for edit in remove_invisible("医疗\u200b质量")]
    [Span(start=2, end=3)]
    """
    return [
        Edit(Span(*found.span()), "", "layout" if _EMPTY_LINE.match(text, found.start()) else "invisible")
        for found in _INVISIBLE.finditer(text)
    ]


def remove_padding(text: str) -> list[Edit]:
    r"""Edits that take out question marks that stand for lost spaces at the beginning of a line.

    >>> [edit.span for edit in remove_padding("??????2016年\n何时?")]
    [Span(start=0, end=6)]
    """
    return rewrite(text, _PADDING, "", "padding")


def fold_line_ends(text: str) -> list[Edit]:
    r"""Edits that leave one kind of line end, and no space before it.

    >>> [edit.replacement for edit in fold_line_ends("一 \r\n二\r三")]
    ['', '\n']
    """
    return rewrite(text, _TRAILING_SPACE, "", "layout") + rewrite(text, _ODD_LINE_END, "\n", "layout")


def fold_spaces(text: str) -> list[Edit]:
    r"""Edits of indents, blank lines in a row, no-break spaces, and gaps inside numbers and spread words.

    >>> text = "　　第 10 号\n\n\n\n附　则"
    >>> [edit.span for edit in sorted(fold_spaces(text), key=lambda edit: edit.span)]
    [Span(start=0, end=2), Span(start=3, end=4), Span(start=6, end=7), Span(start=10, end=12), Span(start=13, end=14)]
    """
    edits = rewrite(text, _INDENT, "", "layout") + rewrite(text, _NUMBER_GAP, "", "layout")
    edits += [edit for edit in rewrite(text, _SPREAD_GAP, "", "layout") if _begins_spread_word(text, edit.span.start)]
    edits += [Edit(Span(found.start() + 2, found.end()), "", "layout") for found in _BLANK_LINES.finditer(text)]
    taken = {place for edit in edits for place in range(edit.span.start, edit.span.end)}
    return edits + [edit for edit in rewrite(text, _NO_BREAK_SPACE, " ", "layout") if edit.span.start not in taken]


def _begins_spread_word(text: str, gap: int) -> bool:
    """Whether the line is, up to the gap, one character behind at most the marker of a heading."""
    return bool(_SPREAD_BEGINNING.fullmatch(text, text.rfind("\n", 0, gap) + 1, gap))
