"""Obligations for tests: built by hand over a policy's words, and kept in memory as the store would keep them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from corpus.documents import Policy
from corpus.obligations.extraction import extract
from corpus.obligations.records import Machine, Modality, Obligation, Value, ValueType
from corpus.spans import Span
from indexing.obligation_rows import ObligationBrief, StoredObligation, obligation_rows, stored_of
from indexing.rows import DocumentSummary

Key = tuple[str, int]

YEARLY = Machine.of(recurrence="yearly", month=7, day=10, year_offset=0)


def a_value(machine: Machine = YEARLY, *, type: ValueType = ValueType.DEADLINE, raw: str = "每年7月10日前") -> Value:  # noqa: A002 -- as in Value
    return Value(type, raw, Span(0, len(raw)), machine)


def an_obligation(policy: Policy, words: str, **members: object) -> Obligation:
    """An obligation whose words are `words` of the policy's clean text; actor and action are told or sensible."""
    start = policy.document.text.index(words)
    span = Span(start, start + len(words))
    clause = [clause for clause in policy.clauses if clause.span.contains(span)][-1]
    defaults: dict[str, object] = {
        "id": f"{start}-{len(words)}",
        "clause_id": clause.clause_id,
        "span": span,
        "actor": "医疗机构",
        "actor_span": None,
        "modality": Modality.MUST,
        "modality_span": None,
        "action": words,
        "action_span": span,
    }
    return Obligation(**{**defaults, **members})  # type: ignore[arg-type] # members are those of Obligation


class ObligationsInMemory:
    """The obligations of policies, extracted, or those given with a policy."""

    def __init__(self, *policies: Policy | tuple[Policy, Sequence[Obligation]]) -> None:
        pairs = [each if isinstance(each, tuple) else (each, extract(each)) for each in policies]
        self._stored: dict[Key, StoredObligation] = {}
        for policy, obligations in pairs:
            source = policy.document.source
            for obligation, row in zip(obligations, obligation_rows(policy, obligations), strict=True):
                raw = Span(int(str(row["raw_start"])), int(str(row["raw_end"])))
                stored = stored_of(row, raw.of(source.text), obligation.span.of(policy.document.text))
                self._stored[source.document_id, stored.position] = stored

    def briefs(self) -> list[ObligationBrief]:
        return [
            ObligationBrief(
                each.document_id,
                each.position,
                each.clause_label,
                each.obligation.actor,
                each.obligation.modality,
                (each.obligation.condition, each.obligation.action, each.obligation.exception),
                each.obligation.values,
                bool(each.obligation.problems),
            )
            for each in self._stored.values()
        ]

    def obligations(self, keys: Iterable[Key]) -> dict[Key, StoredObligation]:
        return {key: self._stored[key] for key in keys if key in self._stored}


class ShelfInMemory:
    """What the register needs of a library."""

    def __init__(self, *policies: Policy | tuple[Policy, Sequence[Obligation]]) -> None:
        self.policies = [each[0] if isinstance(each, tuple) else each for each in policies]
        self.obligations = ObligationsInMemory(*policies)
        self.changes = 1

    def generation(self) -> int:
        return self.changes

    def documents(self) -> list[DocumentSummary]:
        return [summary_of(policy) for policy in self.policies]


def summary_of(policy: Policy) -> DocumentSummary:
    source, read_on = policy.document.source, datetime(2026, 1, 1, tzinfo=UTC)
    return DocumentSummary(source.document_id, source.source_name, source.sha256, policy.header, len(policy.clauses), 0, read_on)
