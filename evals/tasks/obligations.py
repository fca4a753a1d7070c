"""Sets the obligation register against annotated obligations: found or not, and right in modality, actor and value.

Every obligation of the annotated clauses is annotated, so a record that lies in one of them and matches nothing counts against precision. A
record matches the annotated obligation with which its stretch of the original overlaps most, by at least half of the shorter one, one to
one. Modality, actor and value are measured over what matched.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.obligations.entries import Entry
from corpus.obligations.records import Obligation, Scalar, Value
from corpus.spans import Span
from evals.loading import CaseError
from evals.score import CaseResult, Report, Score

TASK = "obligations"

LEAST_OVERLAP = 0.5

# The members of a machine form that carry an amount or a time; the others explain it.
MEASURED = frozenset({"every", "times", "op", "value", "within", "by", "recurrence", "month", "day", "year_offset", "asap", "period"})

# Where everything is annotated, by document and clause.
Scopes = Mapping[tuple[str, str], Span]

_NOT_COMPARED = re.compile(r"[(（].*?[)）]|[\s的各本、,，]")


class GoldValue(BaseModel):
    """An annotated value."""

    model_config = ConfigDict(frozen=True)

    type: str
    machine: dict[str, bool | int | float | str]


class GoldObligation(BaseModel):
    """An annotated obligation; `doc` begins the name of its file, `start` and `end` count code points of the original."""

    model_config = ConfigDict(frozen=True)

    id: str
    doc: str
    clause: str
    actor: str
    modality: str
    value: GoldValue | None
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands in the original."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Matching:
    """Which entry each annotated obligation matches, and the entries in annotated clauses that match none."""

    pairs: dict[str, Entry]
    extra: tuple[Entry, ...]


def read_gold(path: Path) -> list[GoldObligation]:
    """The annotated obligations of a file, one JSON object a line.

    Raises:
        CaseError: A line is not an annotated obligation.
    """
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    try:
        return [TypeAdapter(GoldObligation).validate_json(line) for line in lines]
    except ValidationError as error:
        raise CaseError(f"{path.name!r} holds a line that is no annotated obligation: {error.errors()[0]['msg']}") from error


def measure(gold: Sequence[GoldObligation], entries: Sequence[Entry], *, name: str, scopes: Scopes | None = None) -> Report:
    """The scores of a register over an annotated set: a case for each annotated obligation and for each entry too many.

    Args:
        gold: What is annotated.
        entries: What the register holds.
        name: What the set is called.
        scopes: Where everything is annotated; from the first to the last annotated code point of each clause where it is not told.
    """
    matching = match(gold, entries, scopes)
    found = [_result(each, matching.pairs.get(each.id)) for each in gold]
    extra = [_extra_result(entry) for entry in matching.extra]
    return Report(TASK, "", name, (*found, *extra), shows_texts=False)


def match(gold: Sequence[GoldObligation], entries: Sequence[Entry], scopes: Scopes | None = None) -> Matching:
    """Pairs annotated obligations with entries, those that share most of what they cover together first."""
    annotated = _scopes(gold) if scopes is None else scopes
    in_scope = [(entry, doc) for entry in entries if (doc := _document_in_scope(annotated, entry))]
    shares = [
        (share, i, j)
        for i, each in enumerate(gold)
        for j, (entry, doc) in enumerate(in_scope)
        if doc == each.doc and (share := _share(each.span, entry.stored.raw))
    ]
    partners: dict[int, int] = {}
    taken = set[int]()
    for _, i, j in sorted(shares, reverse=True):
        if i not in partners and j not in taken:
            partners[i] = j
            taken.add(j)
    pairs = {gold[i].id: in_scope[j][0] for i, j in partners.items()}
    return Matching(pairs, tuple(entry for j, (entry, _) in enumerate(in_scope) if j not in taken))


def _scopes(gold: Sequence[GoldObligation]) -> dict[tuple[str, str], Span]:
    """From the first to the last annotated code point of each clause."""
    found: dict[tuple[str, str], Span] = {}
    for each in gold:
        known = found.get((each.doc, each.clause), each.span)
        found[each.doc, each.clause] = Span(min(known.start, each.start), max(known.end, each.end))
    return found


def _document_in_scope(scopes: Scopes, entry: Entry) -> str:
    """The annotated document in one of whose annotated clauses the middle of an entry lies, empty where there is none."""
    middle = (entry.stored.raw.start + entry.stored.raw.end) / 2
    inside = (doc for (doc, _), scope in scopes.items() if entry.source_name.startswith(doc) and scope.start <= middle <= scope.end)
    return next(inside, "")


def _share(first: Span, second: Span) -> float:
    """What two stretches share over what they cover together; 0 where they share less than half of the shorter one."""
    overlap = min(first.end, second.end) - max(first.start, second.start)
    shorter = min(len(first), len(second))
    if shorter == 0 or overlap / shorter < LEAST_OVERLAP:
        return 0.0
    return overlap / (max(first.end, second.end) - min(first.start, second.start))


def _result(gold: GoldObligation, entry: Entry | None) -> CaseResult:
    if entry is None:
        return CaseResult(gold.id, gold.modality, passed=False, scores=(Score("recall", 0.0, "not found"),))
    measured = tuple(_scores(gold, entry.stored.obligation))
    scores = (Score("precision", 1.0), Score("recall", 1.0), *measured)
    return CaseResult(gold.id, gold.modality, passed=all(score.value for score in measured), scores=scores)


def _extra_result(entry: Entry) -> CaseResult:
    raw = entry.stored.raw
    reason = f"nothing is annotated at {entry.stored.clause_label} {raw.start}:{raw.end}"
    return CaseResult(f"extra-{entry.stored.obligation.id}", "extra", passed=False, scores=(Score("precision", 0.0, reason),))


def _scores(gold: GoldObligation, found: Obligation) -> Iterator[Score]:
    """The scores of a match; the reasons tell no words of the original."""
    modality = gold.modality == found.modality
    yield Score("modality", float(modality), "" if modality else f"{found.modality}, not {gold.modality}")
    actor = _same_actor(gold.actor, found.actor)
    told = ("another actor" if gold.actor else "an actor, where none is named") if found.actor else "no actor"
    yield Score("actor", float(actor), "" if actor else told)
    if gold.value:
        of_type = [value for value in found.values if value.type == gold.value.type]
        yield Score("value_type", float(bool(of_type)), "" if of_type else f"no {gold.value.type}")
        same = any(_same_machine(gold.value.machine, value.machine) for value in of_type)
        yield Score("value_machine", float(same), "" if same else f"{_written(found.values)}, not {gold.value.machine}")


def _same_actor(first: str, second: str) -> bool:
    one, other = (_NOT_COMPARED.sub("", name) for name in (first, second))
    return one == other or (bool(one and other) and (one in other or other in one))


def _same_machine(gold: Mapping[str, Scalar], found: Mapping[str, Scalar]) -> bool:
    """Whether every measured member of the annotated form is equal in the other."""
    return all(key in found and found[key] == gold[key] for key in gold if key in MEASURED)


def _written(values: Sequence[Value]) -> str:
    return ", ".join(str(dict(value.machine)) for value in values) or "no value"
