"""Texts of documents cut into pieces for display: clause by clause, as repaired, as repaired with every repair shown, or as the original.

Offsets are code points; a quote is given where it stands in the original.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from api.clauses import depths_of
from corpus.documents import Clause, Policy
from corpus.offsets import FOLDING_RULES, Edit
from corpus.spans import Span


class View(StrEnum):
    """How a text is shown."""

    CLEAN = "clean"
    REPAIRS = "repairs"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that are shown alike.

    `marked` belongs to the quote, `removed` was in the original only, `added` in the repaired text only. `target` is the id of the clause
    that the characters refer to, empty where they refer to none; `rule` names the repair.
    """

    text: str
    marked: bool = False
    removed: bool = False
    added: bool = False
    target: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """The own text of a clause; `depth` counts from 0, `cited` says whether a piece of the quote is in it."""

    clause: Clause
    depth: int
    pieces: tuple[Piece, ...]

    @property
    def cited(self) -> bool:
        """Whether the quote, or a part of it, is in it."""
        return any(piece.marked for piece in self.pieces)

    @property
    def is_heading(self) -> bool:
        """Whether it is the heading of its clause and nothing else."""
        words = "".join(piece.text for piece in self.pieces).strip()
        return bool(self.clause.heading) and "\n" not in words and words.endswith(self.clause.heading)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to see."""
        return not any(piece.text.strip() for piece in self.pieces)


def blocks(policy: Policy, view: View, *, quote: Span | None = None, clauses: Sequence[Clause] | None = None) -> list[Block]:
    """The clauses of a policy, all or those given, in the order of the text; `quote` is a stretch of the original to mark."""
    depths = depths_of(policy)
    made = (Block(clause, depths[clause.clause_id], _pieces(policy, view, clause, quote)) for clause in clauses or policy.clauses)
    return [replace(block, pieces=_trimmed(block.pieces)) for block in made if not block.is_blank]


def around(policy: Policy, quote: Span, *, characters: int) -> list[Clause]:
    """The clauses whose own text lies within so many characters before and after a stretch of the original."""
    clean = policy.document.offsets.to_clean(quote)
    window = Span(max(clean.start - characters, 0), clean.end + characters)
    return [clause for clause in policy.clauses if clause.own.overlaps(window)]


def _pieces(policy: Policy, view: View, clause: Clause, quote: Span | None) -> tuple[Piece, ...]:
    document, raw = policy.document, _raw_of(policy, clause)
    if view is View.REPAIRS:
        return tuple(_repaired(document.source.text, raw, document.edits, quote))
    if view is View.ORIGINAL:
        return tuple(_cut(document.source.text, raw, [(quote, Piece("", marked=True))] if quote else []))
    marks = [(reference.span, Piece("", target=reference.target)) for reference in policy.references if reference.target]
    if quote:
        marks.append((document.offsets.to_clean(quote), Piece("", marked=True)))
    return tuple(_cut(document.text, clause.own, marks))


def _raw_of(policy: Policy, clause: Clause) -> Span:
    """The stretch of the original from where a clause's own text begins to where the next clause begins."""
    offsets = policy.document.offsets
    start = offsets.to_raw(clause.own).start if clause.own.start else 0
    if clause.own.end >= len(policy.document.text):
        return Span(start, max(start, len(policy.document.source.text)))
    following = Span(clause.own.end, clause.own.end + 1)
    return Span(start, max(start, offsets.to_raw(following).start))


def _cut(text: str, span: Span, marks: Iterable[tuple[Span, Piece]]) -> Iterator[Piece]:
    """The stretch of a text in pieces, each with the properties of all marks over it."""
    inside = [(mark, piece) for mark, piece in marks if mark.overlaps(span)]
    borders = {span.start, span.end, *(place for mark, _ in inside for place in (mark.start, mark.end) if span.start < place < span.end)}
    for start, end in pairwise(sorted(borders)):
        over = [piece for mark, piece in inside if mark.start <= start < mark.end]
        yield Piece(
            text[start:end], marked=any(piece.marked for piece in over), target=next((piece.target for piece in over if piece.target), "")
        )


def _repaired(text: str, span: Span, edits: Iterable[Edit], quote: Span | None) -> Iterator[Piece]:
    """The stretch of the original, each repair of content as what was taken out and what was put in; layout and width just folded."""
    marks = [(quote, Piece("", marked=True))] if quote else []
    position = span.start
    for edit in edits:
        if not (span.start <= edit.span.start < span.end):
            continue
        yield from _cut(text, Span(position, max(position, edit.span.start)), marks)
        marked = quote is not None and quote.start <= edit.span.start < quote.end
        if edit.rule not in FOLDING_RULES and edit.span:
            yield Piece(edit.span.of(text), marked=marked, removed=True, rule=edit.rule)
        if edit.replacement:
            yield Piece(edit.replacement, marked=marked, added=edit.rule not in FOLDING_RULES, rule=edit.rule)
        position = max(position, edit.span.end)
    yield from _cut(text, Span(position, max(position, span.end)), marks)


def _trimmed(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces without blank lines before and after them."""
    listed = [piece for piece in pieces if piece.text]
    while listed and not listed[0].text.strip("\r\n"):
        listed.pop(0)
    while listed and not listed[-1].text.strip():
        listed.pop()
    if listed:
        listed[0] = replace(listed[0], text=listed[0].text.lstrip("\r\n"))
        listed[-1] = replace(listed[-1], text=listed[-1].text.rstrip())
    return tuple(listed)
