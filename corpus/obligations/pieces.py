"""Cuts a passage into sentences, and sentences into the pieces between commas."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.sentences import parts, sentences
from corpus.spans import Span

_END_MARKS = " \t\n　，；。：！？,;:!?"
# A scrape leaves `適當?shù)慕?jīng)費`: a question mark inside a word, pinyin behind it. Nothing ends there.
_BROKEN = ("?", "？")
# 报告时限为??日内: the marks stand for digits.
_UNIT = re.compile(r"[?？]*(?:[日天时分名例次个年月]|小时|工作日|[%％‰])")
_PINYIN = re.compile(r"[a-zA-Züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+[)）]")
# A frequency that is told once for several deeds: 每半年至少开展1次督查、1次会议.
_NEXT_TIMES = re.compile(r"、(?=(?:\d+|[一二两三四五六七八九十]+)次)")
_OPENING, _CLOSING = re.compile("[“「『]"), re.compile("[”」』]")
# Only a sentence with one of these may have been cut inside a quotation or a broken word.
_MAY_BE_CUT = re.compile("[“「『?？]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch between commas; `span` leaves out the marks at its end. `goes_on` says that it opens behind 、 and not behind a comma."""

    span: Span
    text: str
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """The pieces of a sentence; `closed` says that it ended with more than a semicolon."""

    pieces: tuple[Piece, ...]
    closed: bool


def sentences_of(text: str, span: Span) -> list[Sentence]:
    """The sentences of a passage with their pieces, in order.

    >>> [[piece.text for piece in one.pieces] for one in sentences_of("每半年至少开展1次督查、1次会议；及时报告。", Span(0, 22))]
    [['每半年至少开展1次督查', '1次会议'], ['及时报告']]
    """
    found = []
    for sentence in _whole(text, sentences(text, span)):
        pieces = tuple(_pieces_of(text, sentence))
        if pieces:
            found.append(Sentence(pieces, closed=not sentence.of(text).rstrip("”」』）)").endswith(("；", ";"))))
    return found


def _pieces_of(text: str, sentence: Span) -> Iterable[Piece]:
    """The pieces of a sentence; most sentences quote nothing and count no deeds, and fall apart at their commas alone."""
    cut: Iterable[Span] = parts(text, sentence)
    if _MAY_BE_CUT.search(text, sentence.start, sentence.end):
        cut = _unquoted(text, cut)
    if text.find("次", sentence.start, sentence.end) >= 0:
        return (piece for part in cut for piece in _pieces(text, part))
    return (piece for part in cut if (piece := _piece(text, part.start, part.end, goes_on=False)).text)


def _whole(text: str, cut: list[Span]) -> Iterator[Span]:
    """The sentences, those put together again that were cut inside a broken word."""
    pending: Span | None = None
    for sentence in cut:
        if pending and (_PINYIN.match(text, sentence.start) or (_is_broken(text, pending) and _UNIT.match(text, sentence.start))):
            pending = Span(pending.start, sentence.end)
        else:
            if pending:
                yield pending
            pending = sentence
    if pending:
        yield pending


def _unquoted(text: str, cut: Iterable[Span]) -> Iterator[Span]:
    """The parts, those put together again that were cut inside a quotation or a broken word."""
    pending: Span | None = None
    for part in cut:
        if pending and (_is_open(text, pending) or (_is_broken(text, pending) and _PINYIN.match(text, part.start))):
            pending = Span(pending.start, part.end)
        else:
            if pending:
                yield pending
            pending = part
    if pending:
        yield pending


def _is_broken(text: str, span: Span) -> bool:
    return text.endswith(_BROKEN, span.start, span.end)


def _is_open(text: str, span: Span) -> bool:
    """Whether a quotation that begins in a stretch of text does not end there."""
    opened = _OPENING.findall(text, span.start, span.end)
    return len(opened) > len(_CLOSING.findall(text, span.start, span.end)) if opened else False


def _pieces(text: str, part: Span) -> Iterator[Piece]:
    start = part.start
    for match in _NEXT_TIMES.finditer(text, part.start, part.end):
        if re.search(r"[每按].{0,20}次", text[start : match.start()]) or start > part.start:
            yield _piece(text, start, match.start(), goes_on=start > part.start)
            start = match.end()
    piece = _piece(text, start, part.end, goes_on=start > part.start)
    if piece.text:
        yield piece


def _piece(text: str, start: int, end: int, *, goes_on: bool) -> Piece:
    inner = text[start:end].rstrip(_END_MARKS)
    return Piece(Span(start, start + len(inner)), inner, goes_on)
