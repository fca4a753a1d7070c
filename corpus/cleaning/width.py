"""Folds width: full-width digits and letters to ASCII, ASCII punctuation of Chinese sentences to the full-width form."""

import re

from corpus.cleaning.rewriting import HAN, translate
from corpus.offsets import Edit
from corpus.spans import Span

_WIDE = {chr(code): chr(code - 0xFEE0) for start, end in ("０９", "ＡＺ", "ａｚ") for code in range(ord(start), ord(end) + 1)}
_WIDE_CHARACTER = re.compile(r"[０-９Ａ-Ｚａ-ｚ]|．(?<=[0-9０-９].)(?=[0-9０-９])|％(?<=[0-9０-９].)")
_WIDE_TABLE = {**_WIDE, "．": ".", "％": "%"}

_NARROW_TABLE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
# What a Chinese sentence has before or behind its punctuation.
_CHINESE = f"{HAN}、。〉》」』】〕“”‘’（）"
# A mark is Chinese punctuation behind a Han character, or before one unless it stands behind a digit and so may belong to a time or a
# number. A question mark counts only at the end of a sentence: inside one it stands for a character that was lost.
_MARK = re.compile(
    rf"[,;:!](?:(?<=[{_CHINESE}%‰].)|(?<=[{HAN}]\).)|(?<=[A-Za-z)].)(?=[{HAN}“《（])|(?<=[0-9][,;])(?=[{HAN}“《（]))"
    rf"|\?(?<=[{_CHINESE}]\?)(?=[”’\s）]|\Z)"
)
# Brackets in pairs, one level nested.
_BRACKETS = re.compile(r"\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_HAN = re.compile(f"[{HAN}]")
_BRACKET = re.compile(r"[()]")


def fold_width(text: str) -> list[Edit]:
    """Edits that give every character the width it has in a well-set Chinese text; numbers, times and addresses keep theirs.

    >>> text = "会诊(MDT)应在１０分钟内到位,8:30前完成"
    >>> "".join(edit.replacement for edit in sorted(fold_width(text), key=lambda edit: edit.span))
    '（）10，'
    """
    edits = translate(text, _WIDE_CHARACTER, _WIDE_TABLE, "width") + translate(text, _MARK, _NARROW_TABLE, "width")
    for pair in _BRACKETS.finditer(text):
        if _chinese_brackets(text, pair):
            edits += [
                Edit(Span(bracket.start(), bracket.end()), _NARROW_TABLE[bracket.group()], "width")
                for bracket in _BRACKET.finditer(text, *pair.span())
            ]
    return edits


def _chinese_brackets(text: str, pair: re.Match[str]) -> bool:
    """Whether Han characters stand in the brackets or right before them; the target of a Markdown link is no bracket."""
    before = text[pair.start() - 1 : pair.start()]
    return before != "]" and bool(_HAN.search(pair.group()) or _HAN.match(before))
