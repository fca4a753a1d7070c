"""Folds white space that carries no meaning, and takes out characters that nobody sees."""

import re

from corpus.cleaning.rewriting import HAN, SPACE, rewrite
from corpus.offsets import Edit
from corpus.spans import Span

# Soft hyphens, zero-width spaces and joiners, marks of writing direction, and byte order marks inside a text.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# Spaces that were turned into question marks: a line that begins with many of them, or that holds nothing else.
_PADDING = re.compile(r"\?(?<![^\n].)(?:\?{3,}|\?*(?=\n|\Z))")

_TRAILING_SPACE = re.compile(rf"[{SPACE}\r]+(?=\n|\Z)")
_ODD_LINE_END = re.compile(rf"\r(?![{SPACE}\r]*(?:\n|\Z))|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# An indent of plain spaces stays: Markdown means something by it.
_INDENT = re.compile(rf"^[ \t]*[\u00a0\u3000][{SPACE}]*(?=\S)", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")
_NO_BREAK_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f](?!$)(?<!^.)", re.MULTILINE)
# A number that a converter set apart from its words: 第 10 号, 2013 年.
_NUMBER_GAP = re.compile(rf"[{SPACE}](?:(?<=第.)(?=\d)|(?<=\d.)(?=[年月日号]))")
# A word of two characters that was spread over its line: 总 则, 附 则.
_SPREAD_WORD = re.compile(rf"^(?:#+ *)?(?:第[{HAN}]+[编章节][{SPACE}]+)?[{HAN}](?P<gap>[{SPACE}]+)[{HAN}]$", re.MULTILINE)


def remove_invisible(text: str) -> list[Edit]:
    r"""Edits that take out characters without a width; a byte order mark at the very beginning counts as layout.

    >>> [edit.span for edit in remove_invisible("医疗\u200b质量")]
    [Span(start=2, end=3)]
    """
    edits = rewrite(text, _INVISIBLE, "", "invisible")
    if text.startswith("\ufeff"):
        edits[0] = Edit(Span(0, 1), "", "layout")
    return edits


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
    indents = rewrite(text, _INDENT, "", "layout")
    gaps = rewrite(text, _NUMBER_GAP, "", "layout")
    gaps += [Edit(Span(*found.span("gap")), "", "layout") for found in _SPREAD_WORD.finditer(text)]
    blank_lines = [Edit(Span(found.start() + 2, found.end()), "", "layout") for found in _BLANK_LINES.finditer(text)]
    taken = {edit.span.start for edit in gaps} | {place for edit in indents for place in range(edit.span.start, edit.span.end)}
    spaces = [edit for edit in rewrite(text, _NO_BREAK_SPACE, " ", "layout") if edit.span.start not in taken]
    return indents + gaps + blank_lines + spaces
