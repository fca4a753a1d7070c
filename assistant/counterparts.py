"""Finds two sentences that say the same of two cases: 急诊十分钟内到位 and 平诊二十四小时内到位."""

import re
from collections.abc import Sequence
from itertools import combinations

from assistant.definitions import defines
from assistant.evidence import Evidence
from assistant.offences import is_penalty, leans
from assistant.questions import Query
from assistant.ranking import Ranked
from assistant.refusal import can_answer
from assistant.values import values_for
from assistant.weighing import Weigher, pairs
from corpus.quantities import QuantityType, quantities
from corpus.sentences import parts

LOOKED_AT = 12
LEAST_LIKE = 0.3
# What follows from a worse case, or means another word, is told in other words.
LEAST_LIKE_OF_KIN = 0.15
# A sentence that tells two values itself needs no other, unless that is told in nearly the same words; nor is the best left out for less.
LEAST_LIKE_OF_SEVERAL = 0.6
LEAST_ADDED = 0.02
MOST_LEFT_OUT = 0.15
LIKENESS_WEIGHT = 3.0
SAID_WEIGHT = 4.0
NEXT_BONUS = 0.5
LEANING_BONUS = 2.0
MOST_BEHIND = 3.5

_NUMBER = re.compile("[\\d零〇一二两三四五六七八九十百千万亿]+")


def counterparts(query: Query, ranked: Sequence[Ranked], weigher: Weigher) -> tuple[Ranked, ...]:
    """Two sentences of the article of the best one that say the same of two cases, in the order of the text; empty without such.

    They tell values of the same kind, where those are asked for, in much the same words. Of sentences without an amount no two
    others may say clearly more of the question.
    """
    rows = list(combinations(_near(query, ranked), 2))
    both = [pair for pair in rows if _are_alike(query, *pair, best=ranked[0]) and _adds(query, *pair, weigher)]
    chosen = max(both, key=lambda pair: _standing(weigher, *pair), default=None)
    if chosen is None or (_is_plain(chosen[0].evidence) and _said(weigher, *chosen) < _most_said(weigher, rows) - MOST_LEFT_OUT):
        return ()
    return tuple(sorted(chosen, key=lambda item: item.evidence.span.start))


def _most_said(weigher: Weigher, rows: Sequence[tuple[Ranked, Ranked]]) -> float:
    return max(_said(weigher, *pair) for pair in rows)


def _near(query: Query, ranked: Sequence[Ranked]) -> list[Ranked]:
    """The near ones of the article of the best one that can answer."""
    own, least = article(ranked[0].evidence), ranked[0].score - MOST_BEHIND
    near = [item for item in ranked[:LOOKED_AT] if item.score >= least and article(item.evidence) == own]
    return [item for item in near if can_answer(query, item.evidence)]


def _are_alike(query: Query, one: Ranked, other: Ranked, *, best: Ranked) -> bool:
    """Whether two sentences tell values of the same kind, if any, in words that are like enough."""
    first, second = one.evidence, other.evidence
    types, others = _values(query, one), _values(query, other)
    if first.span.overlaps(second.span) or (types | others and not types & others):
        return False
    least = LEAST_LIKE_OF_KIN if _are_kin(query, first, second) else LEAST_LIKE
    if best not in (one, other) or tells_several(query, first) or tells_several(query, second):
        least = LEAST_LIKE_OF_SEVERAL
    return likeness(first.text, second.text) >= least


def _values(query: Query, item: Ranked) -> set[QuantityType]:
    """What kinds of values a sentence tells."""
    return {value.type for value in values_for(query, item.evidence.text)}


def _is_plain(evidence: Evidence) -> bool:
    """Whether a sentence is no item of a list and tells no amount."""
    return evidence.lead is None and all(quantity.type is QuantityType.CLAUSE for quantity in quantities(evidence.text))


def _adds(query: Query, one: Ranked, other: Ranked, weigher: Weigher) -> bool:
    """Whether neither of two sentences that tells several values itself says all that both say of the question."""
    several = [item for item in (one, other) if tells_several(query, item.evidence)]
    return all(_said(weigher, one, other) - _said(weigher, item) >= LEAST_ADDED for item in several)


def _said(weigher: Weigher, *items: Ranked) -> float:
    """How much some sentences say together of the question."""
    said = "\n".join(item.evidence.text for item in items)
    return weigher.pairs_in(said) + weigher.terms_in(said)


def _are_kin(query: Query, one: Evidence, other: Evidence) -> bool:
    """Whether two sentences both define what is asked about, or tell a penalty one right behind the other."""
    both = one.text, other.text
    return all(defines(query, text) for text in both) or (_are_neighbours(one, other) and all(is_penalty(text) for text in both))


def _standing(weigher: Weigher, one: Ranked, other: Ranked) -> float:
    """How far two sentences look like those that are asked for: by themselves, by what both say together, and by how alike they are."""
    first, second = sorted((one.evidence, other.evidence), key=lambda evidence: evidence.span.start)
    told = SAID_WEIGHT * _said(weigher, one, other)
    neighbours = _are_neighbours(first, second)
    beside = NEXT_BONUS * neighbours + LEANING_BONUS * (neighbours and leans(second.text))
    return one.score + other.score + told + LIKENESS_WEIGHT * likeness(first.text, second.text) + beside


def tells_several(query: Query, evidence: Evidence) -> bool:
    """Whether several parts of a sentence tell different values."""
    told = [frozenset(value.key for value in values_for(query, span.of(evidence.text))) for span in parts(evidence.text)]
    return len({keys for keys in told if keys}) > 1


def _are_neighbours(one: Evidence, other: Evidence) -> bool:
    """Whether one sentence stands right behind the other."""
    first, second = sorted((one.span, other.span), key=lambda span: span.start)
    return not one.document_text[first.end : second.start].strip()


def likeness(text: str, other: str) -> float:
    """The share of the shorter text's pairs of characters that the longer one holds, 0..1, whatever the numbers.

    >>> likeness("处五百元罚款", "处二千元罚款"), likeness("处五百元罚款", "建立台账")
    (1.0, 0.0)
    """
    few, many = sorted((pairs(_NUMBER.sub("0", each)) for each in (text, other)), key=len)
    return len(few & many) / len(few) if few else 0.0


def article(evidence: Evidence) -> tuple[str, str]:
    """The document and the number of the article that a sentence stands in."""
    return evidence.policy.document.source.document_id, evidence.clause.label.partition("条")[0]
