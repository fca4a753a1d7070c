"""Of a rule that tells several tiers of what follows from a deed (拒不改正的, 情节严重的), the tier that a question is about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.evidence import Evidence, clause_at
from assistant.features import features_of
from assistant.matching import matcher
from assistant.offences import asks_penalty, is_penalty
from assistant.questions import Query
from assistant.ranking import FIRST, Ranked
from assistant.reading.record import Reading
from assistant.refusal import can_answer, confidence
from assistant.steps import Step, fitting, steps
from assistant.tiers import asked_tiers, asks_tier, tiers_of, without_tiers
from assistant.values import values_for
from assistant.weighing import Weigher
from corpus.spans import Span

# A tier that people name only where they mean it; 不改 may only say how a deed goes on.
_NAMED = frozenset(("severe",))

# So many of the first sentences, and so little behind the best, tell which rules are looked at.
LOOKED_AT = 6
MOST_BEHIND = 3.0


@dataclass(frozen=True, slots=True)
class Graded:
    """What the tier of a rule says to a question, and the probability, 0..1, that the rule is the one that is asked about."""

    item: Ranked
    reading: Reading
    probability: float


def graded(query: Query, ranked: Sequence[Ranked], weigher: Weigher) -> Graded | None:
    """The tier that a question is about, of the rule among the best whose deed it speaks of most surely; `None` without such."""
    if not asks_tier(query) or not ranked:
        return None
    found = [each for item in _of_rules(ranked) if (each := _graded(query, item, ranked, weigher))]
    return max(found, key=lambda each: each.probability, default=None)


def speaks_past(query: Query, evidence: Evidence) -> bool:
    """Whether a question is about a tier of what follows from a deed, and a sentence about something else, or its rule has no such tier."""
    asked = asked_tiers(query.asked)
    if not asked.is_graded or not asks_tier(query):
        return False
    told = tiers_of(_rule_of(evidence).of(evidence.document_text))
    follows = is_penalty(evidence.whole_text) or bool(tiers_of(evidence.whole_text) & asked.stated)
    return not follows or not asked.stated & _NAMED <= told


def _of_rules(ranked: Sequence[Ranked]) -> Iterator[Ranked]:
    """The best sentence of each rule that lays down a penalty, of those near the best; of its rule alone where that lays one down."""
    known = set()
    leads = is_penalty(ranked[0].evidence.whole_text)
    for item in [item for item in ranked[:LOOKED_AT] if not leads or _is_of(_rule_of(ranked[0].evidence), ranked[0].evidence, item)]:
        evidence = item.evidence
        rule = (evidence.policy.document.source.document_id, _rule_of(evidence).start)
        near = item.score >= ranked[0].score - MOST_BEHIND
        if near and is_penalty(evidence.whole_text) and rule not in known:
            known.add(rule)
            yield item


def _rule_of(evidence: Evidence) -> Span:
    """The stretch with the steps: the clause's own words, or where the sentence is an item of a list, those that announce the list."""
    clause = clause_at(evidence.policy, evidence.lead.start) if evidence.lead else evidence.clause
    return clause.own.trimmed(evidence.document_text)


def _graded(query: Query, item: Ranked, ranked: Sequence[Ranked], weigher: Weigher) -> Graded | None:
    """What the rule of a sentence says to a question; it is as sure as the surest of what tells the deed and what tells the tier."""
    evidence = item.evidence
    text, rule = evidence.document_text, _rule_of(evidence)
    row = steps(text, rule)
    fits = fitting(query, text, row)
    if fits is None:
        return None
    if not asks_penalty(query.asked):
        query = replace(query, asked=query.standalone)
    if not can_answer(query, _judged_with(evidence, rule, row[0], fits)):
        return None
    values = tuple(values_for(query, fits.of(text)))
    reading = Reading(evidence, fits, "、".join(value.text for value in values), values)
    others = [other for other in ranked if not _is_of(rule, evidence, other)]
    told = [other for other in ranked[:FIRST] if _is_of(rule, evidence, other) and _tells_step(other.evidence, (row[0].span, fits))]
    whole = _whole(evidence, rule, fits)
    sure = [confidence(query, [each, *others], weigher) for each in (*told, _weighed(query, whole, item, weigher))]
    query, weigher = _of_deed(query, row, fits, ranked)
    return Graded(item, reading, max(*sure, confidence(query, [_weighed(query, whole, item, weigher), *others], weigher)))


def _is_of(rule: Span, evidence: Evidence, other: Ranked) -> bool:
    """Whether a sentence, or the words that announce it, stand in the rule of some evidence."""
    return other.evidence.policy is evidence.policy and _rule_of(other.evidence) == rule


def _tells_step(evidence: Evidence, told: Sequence[Span]) -> bool:
    return evidence.lead is None and any(evidence.span.overlaps(span) for span in told)


def _weighed(query: Query, whole: Evidence, item: Ranked, weigher: Weigher) -> Ranked:
    return Ranked(whole, item.score, {**features_of(query, whole, weigher), "match": _match(query, whole)})


def _of_deed(query: Query, row: Sequence[Step], fits: Span, ranked: Sequence[Ranked]) -> tuple[Query, Weigher]:
    """The question and its weights without the words that the case of the fitting stretch meets, or that rule another case out."""
    asked = asked_tiers(query.asked)
    met = {tier for step in row if step.span.overlaps(fits) for tier in step.tiers & asked.stated}
    met |= {tier for step in row for tier in step.tiers & asked.denied}
    money = any(step.is_limited for step in row if step.span.overlaps(fits))
    rest = without_tiers(query.asked, met, money=money)
    terms = tuple(term for term in query.terms if term.text in rest or term.text not in query.asked)
    of_deed = replace(query, terms=terms, content=without_tiers(query.content, met, money=money))
    return of_deed, Weigher.of(of_deed, [item.evidence for item in ranked])


def _match(query: Query, evidence: Evidence) -> float:
    return float(matcher().match(query.in_chinese, [evidence])[0])


def _judged_with(evidence: Evidence, rule: Span, first: Step, fits: Span) -> Evidence:
    """The fitting stretch with the deed of its rule announcing it; an item of a list is announced by that stretch."""
    if evidence.lead:
        return replace(evidence, lead=fits)
    before = evidence.document_text[rule.start : fits.start]
    return replace(evidence, span=fits, before=before, lead=None if first.span.start == fits.start else first.span)


def _whole(evidence: Evidence, rule: Span, fits: Span) -> Evidence:
    """The rule up to the fitting stretch as one piece of evidence: its deed and what follows from it are judged together."""
    told = Span(rule.start, fits.end)
    return replace(evidence, lead=told) if evidence.lead else replace(evidence, span=told, before="", lead=None)
