"""What the tools give back: what a language model needs to repeat an answer rightly, and the addresses for its reader."""

from typing import Literal, Self

from api.links import Links
from api.schemas.answers import AnswerRecord, CitationRecord
from api.schemas.obligations import ObligationRecord
from api.schemas.reading import ClauseTextRecord
from api.schemas.record import Record
from api.schemas.searching import FoundRecord
from assistant.answers import Reason
from corpus.documents import Level, Validity


class Basis(Record):
    """A clause that an answer stands on: its very words, and where a person can see them."""

    number: int
    title: str
    document_number: str
    clause: str
    level: Level
    place: str
    validity: Validity
    quote: str
    document_id: str
    clause_id: str
    url: str

    @classmethod
    def of(cls, citation: CitationRecord, url: str) -> Self:
        """The basis that a citation is."""
        shared = {name: getattr(citation, name) for name in cls.model_fields if name in CitationRecord.model_fields}
        return cls(**shared | {"quote": citation.reading, "clause": citation.clause_label, "url": url})


class Sentence(Record):
    """A verified sentence, and the numbers of its citations."""

    text: str
    citations: tuple[int, ...]


class PolicyAnswer(Record):
    """An answer with its citations, or that the texts give no basis: `near` is then what comes near and is no answer."""

    status: Literal["answered", "no_answer"]
    answer: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Basis, ...]
    notices: tuple[str, ...]
    reason: Reason | None
    near: tuple[Basis, ...]
    mark: str
    url: str

    @classmethod
    def of(cls, record: AnswerRecord, links: Links) -> Self:
        """The answer of a record."""
        return cls(
            status=record.status,
            answer=record.answer,
            sentences=tuple(Sentence(text=each.text, citations=each.citations) for each in record.statements),
            citations=tuple(Basis.of(each, links.source(record.id, each.number)) for each in record.citations),
            notices=record.notices,
            reason=record.reason,
            near=tuple(Basis.of(each, links.clause(each.document_id, each.clause_id)) for each in record.nearest),
            mark=record.mark,
            url=links.answer(record.id),
        )


class FoundClause(Record):
    """A clause that a search found; scores lie in 0..1 and compare within one query."""

    document_id: str
    title: str
    clause_id: str
    clause: str
    text: str
    score: float
    url: str

    @classmethod
    def of(cls, found: FoundRecord, links: Links) -> Self:
        """The clause of a record."""
        return cls(
            document_id=found.document_id,
            title=found.title,
            clause_id=found.clause_id,
            clause=found.clause_label,
            text=found.text,
            score=found.score,
            url=links.clause(found.document_id, found.clause_id),
        )


class FoundClauses(Record):
    """What a search found, best first."""

    clauses: tuple[FoundClause, ...]


class ClauseText(Record):
    """One clause with everything under it, repaired; `path` are the labels down to it, `children` the ids of its parts."""

    document_id: str
    title: str
    validity: Validity
    clause_id: str
    clause: str
    path: tuple[str, ...]
    text: str
    children: tuple[str, ...]
    url: str

    @classmethod
    def of(cls, record: ClauseTextRecord, validity: Validity, links: Links) -> Self:
        """The clause of a record."""
        shared = {name: getattr(record, name) for name in ("document_id", "title", "clause_id", "path", "text", "children")}
        url = links.clause(record.document_id, record.clause_id)
        return cls(**shared, clause=record.label, validity=validity, url=url)


class Obligations(Record):
    """One page of the obligations asked for, those due next first; `total` counts them all."""

    total: int
    page: int
    notices: tuple[str, ...]
    obligations: tuple[ObligationRecord, ...]
