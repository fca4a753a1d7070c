"""Obligations as rows of a table, and back; their texts stand in the row, since an actor may be named far from its duty."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from corpus.documents import Policy
from corpus.obligations.records import Machine, Modality, Obligation, Value, ValueType
from corpus.spans import Span
from indexing.rows import as_json
from indexing.seals import Row
from indexing.seals import Value as Cell

SPANS = ("span", "action_span", "actor_span", "modality_span", "condition_span", "exception_span")
# Six pairs of numbers are put together here: JSON's own encoder takes longer to begin than to write them.
_SPANS_AS_JSON = "{" + ",".join(f'"{name}":%s' for name in SPANS) + "}"
_spans_of = attrgetter(*SPANS)


@dataclass(frozen=True, slots=True)
class StoredObligation:
    """An obligation with the address of its clause and its words.

    `raw` is its span in code points of the original, `quote` exactly `raw` of the original, `reading` the same words repaired. `position`
    counts the obligations of a document in the order of its text.
    """

    document_id: str
    position: int
    clause_label: str
    obligation: Obligation
    raw: Span
    quote: str
    reading: str


@dataclass(frozen=True, slots=True)
class ObligationBrief:
    """What choosing and sorting obligations needs of one of them, without its spans and quote."""

    document_id: str
    position: int
    clause_label: str
    actor: str
    modality: Modality
    texts: tuple[str, str, str]
    values: tuple[Value, ...]
    has_problems: bool


def obligation_rows(policy: Policy, obligations: Sequence[Obligation]) -> list[Row]:
    """The rows of a policy's obligations, in the order given."""
    labels = {clause.clause_id: clause.label for clause in policy.clauses}
    offsets = policy.document.offsets
    rows: list[Row] = []
    for position, obligation in enumerate(obligations):
        raw = offsets.to_raw(obligation.span)
        rows.append(
            {
                "document_id": policy.document.source.document_id,
                "position": position,
                "obligation_id": obligation.id,
                "clause_id": obligation.clause_id,
                "clause_label": labels.get(obligation.clause_id, ""),
                "start": obligation.span.start,
                "end": obligation.span.end,
                "raw_start": raw.start,
                "raw_end": raw.end,
                "actor": obligation.actor,
                "modality": str(obligation.modality),
                "action": obligation.action,
                "condition": obligation.condition,
                "exception": obligation.exception,
                "values": as_json([_value_record(value) for value in obligation.values]),
                "spans": _SPANS_AS_JSON % tuple(map(_pair_as_json, _spans_of(obligation))),
                "problems": as_json(list(obligation.problems)),
            }
        )
    return rows


def stored_of(row: Mapping[str, Cell], quote: str, reading: str) -> StoredObligation:
    """What a row was written from; `quote` and `reading` are its document's words there."""
    spans: dict[str, Any] = {name: Span(*pair) if pair else None for name, pair in json.loads(str(row["spans"])).items()}
    obligation = Obligation(
        id=str(row["obligation_id"]),
        clause_id=str(row["clause_id"]),
        actor=str(row["actor"]),
        modality=Modality(str(row["modality"])),
        action=str(row["action"]),
        condition=str(row["condition"]),
        exception=str(row["exception"]),
        values=values_of(str(row["values"])),
        problems=tuple(json.loads(str(row["problems"]))),
        **spans,
    )
    raw = Span(_integer(row["raw_start"]), _integer(row["raw_end"]))
    return StoredObligation(str(row["document_id"]), _integer(row["position"]), str(row["clause_label"]), obligation, raw, quote, reading)


def values_of(written: str) -> tuple[Value, ...]:
    """The values that a row holds as JSON.

    >>> values_of('[{"type": "deadline", "raw": "即时", "span": [0, 2], "machine": [["asap", true]]}]')[0].machine["asap"]
    True
    """
    if written == "[]":
        return ()
    return tuple(
        Value(ValueType(record["type"]), record["raw"], Span(*record["span"]), Machine(tuple(map(tuple, record["machine"]))))
        for record in json.loads(written)
    )


def _value_record(value: Value) -> dict[str, object]:
    return {
        "type": str(value.type),
        "raw": value.raw,
        "span": [value.span.start, value.span.end],
        "machine": value.machine.items_,
    }


def _pair_as_json(span: Span | None) -> str:
    return f"[{span.start},{span.end}]" if span else "null"


def _integer(value: Cell) -> int:
    if not isinstance(value, int):
        raise TypeError(f"A number was written here, not {value!r}")
    return value
