"""The obligation record: `youju obligations --format jsonl` and `GET /api/v1/obligations`; and the record of a comparison."""

from datetime import date
from typing import Self

from api.schemas.record import Record
from assistant.obligations.comparing import Aspect, Comparison
from assistant.obligations.entries import Entry, Page
from corpus.documents import Level, Policy, Validity
from corpus.obligations.records import Modality, ValueType


class ValueRecord(Record):
    """A value as the text prints it, and in machine form."""

    type: ValueType
    raw: str
    machine: dict[str, bool | int | float | str]


class ObligationRecord(Record):
    """One obligation; `quote` is exactly `raw[raw_start:raw_end]`, `next_due` null where no day is certain."""

    id: str
    document_id: str
    source_name: str
    title: str
    place: str
    level: Level
    validity: Validity
    clause_id: str
    clause_label: str
    actor: str
    modality: Modality
    action: str
    condition: str
    exception: str
    values: tuple[ValueRecord, ...]
    quote: str
    reading: str
    raw_start: int
    raw_end: int
    next_due: date | None
    problems: tuple[str, ...]

    @classmethod
    def from_entry(cls, entry: Entry) -> Self:
        """The record of an entry of the register."""
        stored, obligation, header = entry.stored, entry.stored.obligation, entry.header
        return cls(
            id=obligation.id,
            document_id=stored.document_id,
            source_name=entry.source_name,
            title=header.title,
            place=header.place,
            level=header.level,
            validity=entry.validity,
            clause_id=obligation.clause_id,
            clause_label=stored.clause_label,
            actor=obligation.actor,
            modality=obligation.modality,
            action=obligation.action,
            condition=obligation.condition,
            exception=obligation.exception,
            values=tuple(ValueRecord(type=value.type, raw=value.raw, machine=dict(value.machine)) for value in obligation.values),
            quote=stored.quote,
            reading=stored.reading,
            raw_start=stored.raw.start,
            raw_end=stored.raw.end,
            next_due=entry.next_due,
            problems=obligation.problems,
        )


class ObligationPageRecord(Record):
    """One page of the obligations asked for, those due next first; `total` counts them all, `notices` say what due days are based on."""

    total: int
    page: int
    page_size: int
    notices: tuple[str, ...]
    items: tuple[ObligationRecord, ...]

    @classmethod
    def from_page(cls, page: Page, *, number: int, size: int, notices: tuple[str, ...]) -> Self:
        """The record of a page of the register; pages count from 1."""
        items = tuple(map(ObligationRecord.from_entry, page.entries))
        return cls(total=page.total, page=number, page_size=size, notices=notices, items=items)


class ComparedDocumentRecord(Record):
    """One of two documents compared."""

    document_id: str
    source_name: str
    title: str

    @classmethod
    def from_policy(cls, policy: Policy) -> Self:
        """The record of a policy."""
        source = policy.document.source
        return cls(document_id=source.document_id, source_name=source.source_name, title=policy.header.title)


class ChangeRecord(Record):
    """A duty that both documents have, and in what they differ."""

    aspects: tuple[Aspect, ...]
    a: ObligationRecord
    b: ObligationRecord


class ComparisonRecord(Record):
    """What document b adds to the duties of document a, lacks, and says otherwise; `same` duties are alike."""

    a: ComparedDocumentRecord
    b: ComparedDocumentRecord
    added: tuple[ObligationRecord, ...]
    removed: tuple[ObligationRecord, ...]
    changed: tuple[ChangeRecord, ...]
    same: int

    @classmethod
    def from_comparison(cls, comparison: Comparison, a: Policy, b: Policy) -> Self:
        """The record of the comparison of two policies."""
        record = ObligationRecord.from_entry
        return cls(
            a=ComparedDocumentRecord.from_policy(a),
            b=ComparedDocumentRecord.from_policy(b),
            added=tuple(map(record, comparison.added)),
            removed=tuple(map(record, comparison.removed)),
            changed=tuple(ChangeRecord(aspects=each.aspects, a=record(each.before), b=record(each.after)) for each in comparison.changed),
            same=comparison.n_same,
        )
