"""The records of a search: `youju search --json`."""

from typing import Self

from api.schemas.record import Record
from corpus.documents import Policy
from indexing.hits import Hit


class HitRecord(Record):
    """A clause that a search found; scores lie in 0..1 and compare within one query."""

    document_id: str
    source_name: str
    clause_id: str
    clause_label: str
    raw_start: int
    raw_end: int
    score: float

    @classmethod
    def from_hit(cls, hit: Hit, policy: Policy) -> Self:
        """The record of a hit in `policy`, the document that the hit's chunk is of."""
        raw = policy.document.offsets.to_raw(hit.chunk.span)
        return cls(
            document_id=hit.chunk.document_id,
            source_name=policy.document.source.source_name,
            clause_id=hit.chunk.clause_id,
            clause_label=next((clause.label for clause in policy.clauses if clause.clause_id == hit.chunk.clause_id), ""),
            raw_start=raw.start,
            raw_end=raw.end,
            score=round(hit.score, 6),
        )


class SearchRecord(Record):
    """What a search found, best first."""

    query: str
    hits: tuple[HitRecord, ...]
