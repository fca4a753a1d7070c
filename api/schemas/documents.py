"""The document record: `youju show --json`, and without the text `youju documents --json`."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from pydantic import RootModel

from api.schemas.record import Record
from corpus.documents import Clause, ClauseKind, Header, HeaderSpan, Level, Policy, SourceDocument, Validity
from corpus.header import validity
from corpus.offsets import OffsetMap
from corpus.succession import documents_named, name_in
from indexing.rows import DocumentSummary


class PeriodRecord(Record):
    """The time a plan runs for, in the precision that the text prints."""

    start: str
    end: str


class EditRecord(Record):
    """A repair, in code points of the original."""

    raw_start: int
    raw_end: int
    replacement: str
    rule: str


class ClauseRecord(Record):
    """One node of the clause tree; its stretch holds everything under it."""

    clause_id: str
    parent: str | None
    kind: ClauseKind
    label: str
    raw_start: int
    raw_end: int

    @classmethod
    def from_clause(cls, clause: Clause, offsets: OffsetMap) -> Self:
        """The record of a clause of the document with these offsets."""
        raw = offsets.to_raw(clause.span)
        return cls(
            clause_id=clause.clause_id,
            parent=clause.parent_id,
            kind=clause.kind,
            label=clause.label,
            raw_start=raw.start,
            raw_end=raw.end,
        )


class ReferenceRecord(Record):
    """A mention of a clause or a document; `target` is a clause id of the same document, or null where it is not resolved.

    `target_document` is the id of the ingested document that the mention names by its title, or null.
    """

    raw_start: int
    raw_end: int
    text: str
    target: str | None
    target_document: str | None = None


class ContactRecord(Record):
    """Whom to ask about a document; empty where the text does not tell."""

    person: str
    telephone: str
    email: str
    address: str


class SuccessionRecord(Record):
    """Since when another text stands in a document's place (null: on any day), and which; empty where none took its place."""

    since: str | None
    by: str


class HeaderSpanRecord(Record):
    """Where the original tells a member of the record; one that several places tell has several."""

    member: str
    raw_start: int
    raw_end: int


class DocumentRecord(Record):
    """What is known of a document without its text."""

    document_id: str
    source_name: str
    sha256: str
    title: str
    document_number: str
    issuers: tuple[str, ...]
    level: Level
    place: str
    issue_date: str | None
    effective_date: str | None
    period: PeriodRecord | None
    validity: Validity

    @classmethod
    def from_header(cls, identity: SourceDocument | DocumentSummary, header: Header, today: date) -> Self:
        """The record of a document as it stands on `today`."""
        return cls(**_document_members(identity, header, today))


class DocumentListRecord(RootModel[list[DocumentRecord]]):
    """All documents."""


class FullDocumentRecord(DocumentRecord):
    """A document with its repaired text, every repair, the clause tree and the references; `edits` applied to the original give `clean`.

    `repaired` is false where only layout and width were folded. `header_spans` tell what the text itself tells: a member that somebody else
    told has none.
    """

    clean: str
    edits: tuple[EditRecord, ...]
    clauses: tuple[ClauseRecord, ...]
    references: tuple[ReferenceRecord, ...]
    repaired: bool
    contact: ContactRecord | None
    succession: SuccessionRecord | None
    header_spans: tuple[HeaderSpanRecord, ...]

    @classmethod
    def from_policy(cls, policy: Policy, today: date, headers: Mapping[str, Header] | None = None) -> Self:
        """The whole record of a policy as it stands on `today`; `headers` are those of the documents that it may name, by id."""
        named = documents_named(headers or {})
        document, offsets = policy.document, policy.document.offsets
        mentions = [(offsets.to_raw(reference.span), reference) for reference in policy.references]
        return cls(
            **_document_members(document.source, policy.header, today),
            clean=document.text,
            edits=tuple(
                EditRecord(raw_start=edit.span.start, raw_end=edit.span.end, replacement=edit.replacement, rule=edit.rule)
                for edit in document.edits
            ),
            clauses=tuple(ClauseRecord.from_clause(clause, offsets) for clause in policy.clauses),
            references=tuple(
                ReferenceRecord(
                    raw_start=raw.start,
                    raw_end=raw.end,
                    text=reference.text,
                    target=reference.target,
                    target_document=named.get(name_in(reference.text)),
                )
                for raw, reference in mentions
            ),
            repaired=document.repaired,
            contact=ContactRecord.model_validate(contact) if (contact := policy.header.contact) else None,
            succession=SuccessionRecord.model_validate(end) if (end := policy.header.succession) else None,
            header_spans=tuple(_header_span(each, offsets) for each in policy.header.spans),
        )


def _header_span(found: HeaderSpan, offsets: OffsetMap) -> HeaderSpanRecord:
    raw = offsets.to_raw(found.span)
    return HeaderSpanRecord(member=found.member, raw_start=raw.start, raw_end=raw.end)


def _document_members(identity: SourceDocument | DocumentSummary, header: Header, today: date) -> dict[str, Any]:
    """The members that every record of a document has."""
    return {
        "document_id": identity.document_id,
        "source_name": identity.source_name,
        "sha256": identity.sha256,
        "title": header.title,
        "document_number": header.document_number,
        "issuers": header.issuers,
        "level": header.level,
        "place": header.place,
        "issue_date": header.issue_date,
        "effective_date": header.effective_date,
        "period": header.period,
        "validity": validity(header, today),
    }
