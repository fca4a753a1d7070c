"""The records with which a document is read over HTTP: its list, its clause tree, one clause, its repairs."""

from typing import Any, Self

from api.clauses import depths_of
from api.schemas.documents import ClauseRecord, DocumentRecord
from api.schemas.record import Record
from corpus.documents import Clause, Policy


class DocumentPageRecord(Record):
    """One page of the documents, by source name; `total` counts them all."""

    total: int
    page: int
    page_size: int
    items: tuple[DocumentRecord, ...]


class ClauseNodeRecord(ClauseRecord):
    """A node of the clause tree; `depth` counts from 0, `start` and `end` are code points of the repaired text."""

    heading: str
    depth: int
    start: int
    end: int

    @classmethod
    def all_of(cls, policy: Policy) -> tuple[Self, ...]:
        """The nodes of a policy in the order of its text, parents before children."""
        depths = depths_of(policy)
        return tuple(cls(**_members(policy, clause), depth=depths[clause.clause_id]) for clause in policy.clauses)


class ClauseTreeRecord(Record):
    """The clause tree of a document."""

    document_id: str
    title: str
    clauses: tuple[ClauseNodeRecord, ...]


class ClauseTextRecord(ClauseNodeRecord):
    """One clause with everything under it: `quote` as it stands in the original, `text` repaired; `path` are the labels down to it."""

    document_id: str
    title: str
    path: tuple[str, ...]
    quote: str
    text: str
    children: tuple[str, ...]

    @classmethod
    def from_clause(cls, clause: Clause, policy: Policy) -> Self:  # type: ignore[override] # a clause of this record needs its policy
        """The record of a clause of a policy."""
        by_id = {each.clause_id: each for each in policy.clauses}
        line, above = [clause], clause.parent_id
        while above is not None:
            line.append(by_id[above])
            above = by_id[above].parent_id
        members, source = _members(policy, clause), policy.document.source
        return cls(
            **members,
            depth=len(line) - 1,
            document_id=source.document_id,
            title=policy.header.title or source.source_name,
            path=tuple(each.label for each in reversed(line)),
            quote=source.text[members["raw_start"] : members["raw_end"]],
            text=clause.span.of(policy.document.text),
            children=tuple(each.clause_id for each in policy.clauses if each.parent_id == clause.clause_id),
        )


class RepairRecord(Record):
    """A repair: where it is in code points of the original, what stood there, what stands there now, and by which rule."""

    raw_start: int
    raw_end: int
    original: str
    replacement: str
    rule: str


class RepairPageRecord(Record):
    """One page of the repairs of a document, in the order of its text; `total` counts them all."""

    total: int
    page: int
    page_size: int
    items: tuple[RepairRecord, ...]


def _members(policy: Policy, clause: Clause) -> dict[str, Any]:
    base = ClauseRecord.from_clause(clause, policy.document.offsets)
    return {**base.model_dump(), "heading": clause.heading, "start": clause.span.start, "end": clause.span.end}
