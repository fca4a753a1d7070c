"""Finds actors for the duties that name none: who is bound by the clauses beside theirs."""

from collections import Counter
from dataclasses import dataclass, replace

from corpus.documents import ClauseKind, Level, Policy
from corpus.obligations.records import Modality, Obligation
from corpus.spans import Span

_REGIONS = {Level.NATIONAL: "全国", Level.PROVINCIAL: "全省", Level.CITY: "全市"}


@dataclass(frozen=True, slots=True)
class ScopedObligation:
    """An obligation with the id of the article or numbered clause that it was read in; its actor may still be to find."""

    obligation: Obligation
    scope: str


def with_actors(policy: Policy, found: list[ScopedObligation]) -> list[Obligation]:
    """The obligations, those without an actor given the one that most clauses beside them name, or for a target the policy's territory.

    The articles of a law each stand for themselves; the numbered tasks of a plan share whom they are for.
    """
    parents = {clause.clause_id: clause.parent_id or "" for clause in policy.clauses if clause.kind is not ClauseKind.ARTICLE}
    beside = _named_beside(found, parents)
    return [_given(policy, one.obligation, beside.get(parents.get(one.scope, ""))) for one in found]


def _named_beside(found: list[ScopedObligation], parents: dict[str, str]) -> dict[str, tuple[str, Span]]:
    """For each parent, the actor that more than half of its clauses name first, with the place where it is named."""
    first: dict[str, tuple[str, Span]] = {}
    for one in found:
        if one.obligation.actor_span:
            first.setdefault(one.scope, (one.obligation.actor, one.obligation.actor_span))
    grouped: dict[str, list[tuple[str, Span]]] = {}
    for scope, named in first.items():
        grouped.setdefault(parents.get(scope, ""), []).append(named)
    return {parent: actor for parent, named in grouped.items() if parent and (actor := _most(named))}


def _most(named: list[tuple[str, Span]]) -> tuple[str, Span] | None:
    name, count = Counter(name for name, _ in named).most_common(1)[0]
    return next(one for one in named if one[0] == name) if count > 1 and count * 2 > len(named) else None


def _given(policy: Policy, one: Obligation, beside: tuple[str, Span] | None) -> Obligation:
    if one.actor_span is not None:
        return one
    if beside:
        return replace(one, actor=beside[0], actor_span=beside[1])
    region = _REGIONS.get(policy.header.level, "") if one.modality is Modality.TARGET else ""
    return one if one.actor == region else replace(one, actor=region)
