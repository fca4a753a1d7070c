"""Finds the stretches of a policy in which duties stand, and how each is meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.documents import Clause, ClauseKind, Policy
from corpus.markers import read_mark
from corpus.obligations.modality import find_cue
from corpus.obligations.records import Modality
from corpus.obligations.tables import rows, words
from corpus.spans import Span

_NO_DUTIES = frozenset({ClauseKind.HEADING, ClauseKind.PART, ClauseKind.BOOK, ClauseKind.CHAPTER, ClauseKind.SECTION})
_SIGNED = re.compile(r"落款|附件|标题|网页信息")
_SPOKEN_MARK = re.compile(r"\s*(?:[一二三四五六七八九十]是|第[一二三四五六七八九十]|[①-⑳])[，、]?")
_LISTED = re.compile("下列|以下|之一的")
_CASE = re.compile(r"的[；。;]?$")
_PREFACE = "正文前"
_BETWEEN = " \t\n　。：:*】"
_LEAD_END = "：:"


@dataclass(frozen=True, slots=True)
class Passage:
    """The text of one clause without its sign and heading.

    `mood` is how all its sentences are meant where its heading or its lead-in says so. `lead` is the lead-in whose item the passage is.
    `is_lead` says that the passage ends with a lead-in to items of its own.
    """

    clause: Clause
    span: Span
    mood: Modality | None
    lead: Span | None
    is_lead: bool

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list whose lead-in says how its items bind."""
        return self.lead is not None and self.mood is not None

    @property
    def is_preface(self) -> bool:
        """Whether it stands above the numbered body."""
        return self.clause.label.startswith(_PREFACE)


@dataclass(frozen=True, slots=True)
class _List:
    """What the children of a clause are: the lead-in before them, whether they are cases, and their modality if it is told."""

    lead: Span
    are_cases: bool
    modality: Modality | None = None


def passages(policy: Policy) -> list[Passage]:
    """The passages of the policy in order; what a site put around it, titles, signatures and lists of cases are left out."""
    return list(_Reader(policy).passages())


def is_report(policy: Policy) -> bool:
    """Whether the title shows a report of what was done: what it tells of is no duty."""
    return any(word in policy.header.title for word in words("reports"))


class _Reader:
    """Walks the clause tree with what was said above each clause."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._text = policy.document.text
        self._parents = {clause.parent_id for clause in policy.clauses}
        self._lists: dict[str, _List] = {}
        self._moods: dict[str, str] = {}

    def passages(self) -> Iterator[Passage]:
        for clause in self._policy.clauses:
            mood = self._heading_mood(clause)
            span = self._body(clause)
            above = self._list_above(clause)
            if clause.clause_id in self._parents:
                self._open_list(clause, span, above)
            told = above.modality if above else None
            is_case = bool(above or clause.kind is ClauseKind.ITEM) and _CASE.search(span.of(self._text)) is not None
            if not span or is_case or mood == "none" or self._left_out(clause) or (above and above.are_cases):
                continue
            meant = Modality.TARGET if mood == "target" else told
            is_lead = clause.clause_id in self._lists and not self._lists[clause.clause_id].are_cases
            yield Passage(clause, span, meant, above.lead if above else None, is_lead)

    def _heading_mood(self, clause: Clause) -> str:
        """What the headings of the clause and of those above it say."""
        mood = self._moods.get(clause.parent_id or "", "")
        for word, found, _ in rows("headings") if clause.heading else ():
            if clause.heading.endswith(word):
                mood = found
        self._moods[clause.clause_id] = mood
        return mood

    def _list_above(self, clause: Clause) -> _List | None:
        return self._lists.get(clause.parent_id or "")

    def _open_list(self, clause: Clause, span: Span, above: _List | None) -> None:
        """Remembers the lead-in that the clause ends with, or that it hands down from above."""
        lead = _last_sentence(self._text, span)
        if span and lead.of(self._text).rstrip().endswith(tuple(_LEAD_END)):
            said = lead.of(self._text).rstrip().rstrip(_LEAD_END)
            for pattern, modality, _ in rows("leads"):
                if re.search(f"(?:{pattern})$", said):
                    told = None if modality in {"none", "own"} else Modality(modality)
                    self._lists[clause.clause_id] = _List(lead, modality == "none", told)
                    return
            if _LISTED.search(said):
                self._lists[clause.clause_id] = _List(lead, are_cases=True)
        elif above:
            self._lists[clause.clause_id] = above

    def _left_out(self, clause: Clause) -> bool:
        signed = bool(_SIGNED.match(clause.label)) or clause.kind in _NO_DUTIES
        return signed or any(stretch.overlaps(clause.own) for stretch in self._policy.furniture)

    def _body(self, clause: Clause) -> Span:
        """The clause's own text behind its sign and its heading, trimmed."""
        own = clause.own.trimmed(self._text)
        mark = read_mark(self._text, own.start, own.end) or _SPOKEN_MARK.match(self._text, own.start, own.end)
        start = own.start
        if mark and clause.kind is not ClauseKind.TEXT:
            start = mark.end if isinstance(mark.end, int) else mark.end()
        if clause.heading and not find_cue(clause.heading):
            start = self._behind_heading(clause, Span(start, own.end))
        return Span(min(start, own.end), own.end).trimmed(self._text)

    def _behind_heading(self, clause: Clause, span: Span) -> int:
        start = _end_of_heading(self._text, clause.heading, span)
        while start < span.end and self._text[start] in _BETWEEN:
            start += 1
        return start


def _end_of_heading(text: str, heading: str, span: Span) -> int:
    """Where the heading ends in a stretch of text, which may write it with gaps; where the stretch begins if it is not there."""
    place = span.trimmed(text).start
    # A pattern is made for the few that are written with gaps.
    if text.startswith(heading, place, span.end):
        return place + len(heading)
    found = re.compile(r"\s*".join(map(re.escape, heading))).search(text, span.start, span.end)
    return found.end() if found else span.start


def _last_sentence(text: str, span: Span) -> Span:
    end = max(span.start, span.end - 1)
    start = max(text.rfind(mark, span.start, end) for mark in "。；\n")
    return Span(max(start + 1, span.start), span.end).trimmed(text)
