"""Cuts a policy into the stretches that are embedded and found.

A chunk is a clause where that is possible. The stages, in the order in which they run:

1. `units`: the text that each clause owns, cut where web furniture begins and ends.
2. `grouped`: the units of the largest clause that is one thought (an article with its items, a lead-in with its list) come together; a
   heading or a lead-in goes with what follows it; short paragraphs side by side are joined, articles and numbered clauses never.
3. `cut`: what is still too long is split at sentences.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from corpus.documents import Clause, ClauseKind, Policy
from corpus.sentences import sentences
from corpus.spans import Span
from corpus.tokenizing import words

# Lengths in jieba words. A clause of a policy seldom has more than 320; what has less than 40 says little on its own.
MAX_WORDS = 320
SHORT_WORDS = 40

# A chunk id starts with its document's id, so that hits can be narrowed to documents without asking the store.
ID_SEPARATOR = "-"

_NUMBERED_KINDS = frozenset(ClauseKind) - {ClauseKind.PARAGRAPH, ClauseKind.ITEM, ClauseKind.SUBITEM, ClauseKind.TEXT}
_JOINABLE_KINDS = frozenset({ClauseKind.PARAGRAPH, ClauseKind.TEXT, ClauseKind.HEADING})
_COLONS = ("：", ":")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of one policy's clean text that a search can find.

    `text` is `span.of(clean text)` and may be quoted; `context` (title and headings above it) is embedded with it and never quoted.
    `clause_id` is the clause that the chunk belongs to: the one it lies in, or the first of the short siblings that it joins.
    `furniture` says that the web site said it and not the policy.
    """

    chunk_id: str
    document_id: str
    clause_id: str
    span: Span
    text: str
    context: str
    furniture: bool = False


@dataclass(frozen=True)
class _Unit:
    """A stretch of the text that one clause owns; `opening` says that it only announces what follows (a heading, a lead-in)."""

    clause: Clause
    span: Span
    said: str
    opening: bool
    furniture: bool

    @cached_property
    def n_words(self) -> int:
        """How many words it has, which most units need not be asked."""
        return len(words(self.said))


def _exceed(units: Sequence[_Unit], limit: int) -> bool:
    """Whether units have more words than `limit`; none has more words than characters, so few have to be cut into words for that."""
    return sum(len(unit.said) for unit in units) > limit and sum(unit.n_words for unit in units) > limit


@dataclass(frozen=True, slots=True)
class _Group:
    """Units side by side that make one chunk; `clause` is the one they belong to."""

    clause: Clause
    units: tuple[_Unit, ...]

    @property
    def span(self) -> Span:
        return Span(self.units[0].span.start, self.units[-1].span.end)

    @property
    def furniture(self) -> bool:
        return self.units[0].furniture

    def followed_by(self, other: "_Group", *, clause: Clause) -> "_Group":
        return _Group(clause, self.units + other.units)


def chunk(policy: Policy) -> list[Chunk]:
    """The chunks of a policy in the order of its text; each character that is not white space lies in exactly one of them."""
    outline = _Outline(policy)
    return [_chunk(policy, outline, group.clause, span) for group in _grouped(outline) for span in _cut(policy.document.text, group)]


def document_of(chunk_id: str) -> str:
    """The document that a chunk belongs to.

    >>> document_of("0a1b2c3d4e5f6071-9f8e7d6c5b4a3928")
    '0a1b2c3d4e5f6071'
    """
    return chunk_id.partition(ID_SEPARATOR)[0]


def text_to_embed(chunk: Chunk) -> str:
    """What stands for a chunk in the embedder: where it stands, then what it says."""
    return f"{chunk.context}\n{chunk.text}"


class _Outline:
    """The clause tree of one policy, ready to be asked about parents, sizes and units."""

    def __init__(self, policy: Policy) -> None:
        self._clauses = {clause.clause_id: clause for clause in policy.clauses}
        self.units = tuple(_units(policy))
        self._whole: dict[str, bool] = {}
        self._under: dict[str, list[_Unit]] = {clause_id: [] for clause_id in self._clauses}
        self._divided: set[str] = set()
        self._openings = {unit.clause.clause_id: unit.span.of(policy.document.text) for unit in self.units if unit.opening}
        self._measure()

    def _measure(self) -> None:
        """Gathers the units under each clause, and notes which clauses hold numbered ones or furniture beneath them."""
        for unit in self.units:
            for clause in (unit.clause, *self.above(unit.clause)):
                self._under[clause.clause_id].append(unit)
                if unit.furniture:
                    self._divided.add(clause.clause_id)
        for below in self._clauses.values():
            if below.kind in _NUMBERED_KINDS:
                self._divided.update(clause.clause_id for clause in self.above(below) if not self._leads_in(clause))

    def _leads_in(self, clause: Clause) -> bool:
        return self._openings.get(clause.clause_id, "").endswith(_COLONS)

    def announcement(self, clause: Clause) -> str:
        """The heading of a clause, or else the sentence that leads in its list."""
        if clause.heading or not self._leads_in(clause):
            return clause.heading
        opening = self._openings[clause.clause_id]
        return sentences(opening)[-1].of(opening)

    def above(self, clause: Clause) -> Iterator[Clause]:
        """The parent, its parent, and so on."""
        while clause.parent_id is not None:
            clause = self._clauses[clause.parent_id]
            yield clause

    def largest_whole(self, clause: Clause) -> Clause:
        """The outermost clause around this one that is short enough for one chunk and one thought."""
        wholes = [outer for outer in (clause, *self.above(clause)) if self._is_whole(outer)]
        return wholes[-1] if wholes else clause

    def _is_whole(self, clause: Clause) -> bool:
        whole = self._whole.get(clause.clause_id)
        if whole is None:
            whole = clause.clause_id not in self._divided and not _exceed(self._under[clause.clause_id], MAX_WORDS)
            self._whole[clause.clause_id] = whole
        return whole

    def is_under(self, clause: Clause, other: Clause) -> bool:
        """Whether `clause` stands somewhere below `other`."""
        return any(outer.clause_id == other.clause_id for outer in self.above(clause))


def _units(policy: Policy) -> Iterator[_Unit]:
    text = policy.document.text
    parents = {clause.parent_id for clause in policy.clauses}
    for clause in policy.clauses:
        for span, furniture in _pieces(clause.own, policy.furniture):
            inner = span.trimmed(text)
            if inner:
                said = inner.of(text)
                opening = clause.clause_id in parents and not furniture and _only_announces(clause, said)
                yield _Unit(clause, inner, said, opening, furniture)


def _only_announces(clause: Clause, own: str) -> bool:
    """Whether a clause with others under it says nothing itself: its own text is its heading, or leads in a list."""
    return own.endswith(_COLONS) or (bool(clause.heading) and own.rstrip("。.：: ").endswith(clause.heading))


def _pieces(span: Span, furniture: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """The span cut at the edges of furniture; each piece with whether it is furniture."""
    position = span.start
    for piece in sorted(furniture) if furniture else ():
        if piece and piece.overlaps(span):
            start, end = max(piece.start, span.start, position), min(piece.end, span.end)
            yield Span(position, start), False
            yield Span(start, max(start, end)), True
            position = max(start, end)
    yield Span(position, span.end), False


def _grouped(outline: _Outline) -> list[_Group]:
    return _short_joined(_openings_joined(_wholes(outline), outline))


def _wholes(outline: _Outline) -> Iterator[_Group]:
    """The units, those of one whole clause together."""
    gathered: _Group | None = None
    for unit in outline.units:
        group = _Group(outline.largest_whole(unit.clause), (unit,))
        if gathered and gathered.clause == group.clause and gathered.furniture == group.furniture:
            gathered = gathered.followed_by(group, clause=group.clause)
        else:
            if gathered:
                yield gathered
            gathered = group
    if gathered:
        yield gathered


def _openings_joined(groups: Iterable[_Group], outline: _Outline) -> Iterator[_Group]:
    """Puts headings and lead-ins in front of the first content under them, so that a heading never beats its own content."""
    opening: _Group | None = None
    for group in groups:
        if opening and not (outline.is_under(group.clause, opening.clause) and not group.furniture):
            yield opening
            opening = None
        joined = opening.followed_by(group, clause=group.clause) if opening else group
        if group.units[-1].opening:
            opening = joined
        else:
            yield joined
            opening = None
    if opening:
        yield opening


def _short_joined(groups: Iterable[_Group]) -> list[_Group]:
    """Joins short paragraphs that stand side by side under one parent."""
    joined: list[_Group] = []
    for group in groups:
        if joined and _may_join(joined[-1], group):
            joined[-1] = joined[-1].followed_by(group, clause=joined[-1].clause)
        else:
            joined.append(group)
    return joined


def _may_join(left: _Group, right: _Group) -> bool:
    return (
        left.furniture == right.furniture
        and left.clause.parent_id == right.clause.parent_id
        and {left.clause.kind, right.clause.kind} <= _JOINABLE_KINDS
        and not any(_exceed(group.units, SHORT_WORDS - 1) for group in (left, right))
    )


def _cut(text: str, group: _Group) -> list[Span]:
    """The group's span, split at sentences into pieces of about equal length where it is too long."""
    if not _exceed(group.units, MAX_WORDS):
        return [group.span]
    n_words_together = sum(unit.n_words for unit in group.units)
    target = n_words_together / -(-n_words_together // MAX_WORDS)
    pieces: list[Span] = []
    start, n_words = group.span.start, 0
    for span in _parts(text, group):
        count = len(words(span.of(text)))
        if n_words and (n_words + count > MAX_WORDS or n_words >= target):
            pieces.append(Span(start, span.start))
            start, n_words = span.start, 0
        n_words += count
    pieces.append(Span(start, group.span.end))
    return [piece.trimmed(text) for piece in pieces]


def _parts(text: str, group: _Group) -> Iterator[Span]:
    """The sentences of a group, and the stretches of a sentence that is too long for one chunk itself."""
    for unit in group.units:
        for sentence in sentences(text, unit.span):
            cut = words(sentence.of(text))
            position = sentence.start
            for first in range(0, len(cut), MAX_WORDS):
                length = len("".join(cut[first : first + MAX_WORDS]))
                yield Span(position, position + length)
                position += length


def _chunk(policy: Policy, outline: _Outline, clause: Clause, span: Span) -> Chunk:
    text = span.of(policy.document.text)
    context = _context(policy, outline, clause, span)
    document_id = policy.document.source.document_id
    digest = sha256("\0".join((str(span.start), text, context)).encode()).hexdigest()[:16]
    furniture = any(piece.overlaps(span) for piece in policy.furniture)
    return Chunk(f"{document_id}{ID_SEPARATOR}{digest}", document_id, clause.clause_id, span, text, context, furniture)


def _context(policy: Policy, outline: _Outline, clause: Clause, span: Span) -> str:
    """Place, title, and those headings and lead-ins above the chunk that do not stand in it."""
    text = policy.document.text
    above = [outer for outer in (*reversed(list(outline.above(clause))), clause) if outer.own.trimmed(text).start < span.start]
    announcements = [outline.announcement(outer) for outer in above]
    title = policy.header.title
    return "\n".join(filter(None, (policy.header.place, title, *(each for each in announcements if each != title))))
