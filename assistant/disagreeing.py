"""Texts that say otherwise: which of them has standing to be heard beside the answer, and which of two bounds is the stricter."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.composing.extractive import Draft
from assistant.evidence import Evidence
from assistant.leading import TRIES, led_by
from assistant.measuring import measures
from assistant.polarity import verdict
from assistant.questions import Query, QuestionKind
from assistant.ranking import Ranked
from assistant.refusal import can_answer
from assistant.values import values_for
from assistant.weighing import Weigher
from corpus.documents import Header

MOST_BEHIND = 3.0
MOST_BEHIND_UNOFFICIAL = 5.0
LEAST_SHARE = 0.8
MOST_OTHERS = 2

_TOWARDS_STRICT = {"<=": -1, "<": -1, ">=": 1, ">": 1}


@dataclass(frozen=True, slots=True)
class Others:
    """The best sentence of each other text that says otherwise: those of equal standing, and the headers of lesser ones."""

    equal: tuple[Ranked, ...]
    lesser: tuple[Header, ...]


def official_first(query: Query, ranked: Sequence[Ranked], weigher: Weigher) -> Sequence[Ranked]:
    """The ranked, a text that does not tell who issued it behind one that does and speaks as much about the question."""
    if not ranked or ranked[0].evidence.header.is_official:
        return ranked
    near = _near(query, ranked, weigher, MOST_BEHIND_UNOFFICIAL)
    return led_by(next((item for item in near if item.evidence.header.is_official), None), ranked)


def disagreeing(query: Query, ranked: Sequence[Ranked], draft: Draft, weigher: Weigher) -> Others:
    """The other texts whose sentence answers otherwise than the first; none where the question chooses texts by place or title."""
    if query.places or query.titles or QuestionKind.COMPARE in query.kinds:
        return Others((), ())
    best: dict[str, Ranked] = {}
    for item in _near(query, ranked, weigher):
        if _says_otherwise(query, draft, item.evidence, weigher):
            best.setdefault(_document(item.evidence), item)
    heard = ranked[0].evidence.header.is_official
    equal = [item for item in best.values() if item.evidence.header.is_official == heard]
    lesser = [item.evidence.header for item in best.values() if heard and not item.evidence.header.is_official]
    return Others(tuple(equal[:MOST_OTHERS]), tuple(lesser))


def _near(query: Query, ranked: Sequence[Ranked], weigher: Weigher, behind: float = MOST_BEHIND) -> list[Ranked]:
    """The sentences of other texts that stand little behind the first and speak nearly as much about the question."""
    best = ranked[0]
    shares = [LEAST_SHARE * share for share in _spoken(best.evidence, weigher)]
    return [
        item
        for item in ranked[1 : 4 * TRIES]
        if item.score >= best.score - behind
        and _document(item.evidence) != _document(best.evidence)
        and all(own >= least for own, least in zip(_spoken(item.evidence, weigher), shares, strict=True))
        and can_answer(query, item.evidence)
    ]


def _spoken(evidence: Evidence, weigher: Weigher) -> tuple[float, float]:
    """The share of the question that a sentence speaks of, and with all that stands above it: a fine for gas is none for swimming pools."""
    text = evidence.whole_text
    return weigher.terms_in(text), weigher.terms_in(f"{evidence.header.title}\n{evidence.context}\n{evidence.before}\n{text}")


def _document(evidence: Evidence) -> str:
    return evidence.policy.document.source.document_id


def _says_otherwise(query: Query, draft: Draft, other: Evidence, weigher: Weigher) -> bool:
    """Whether another sentence decides otherwise, or tells another value of the same kind."""
    text = other.whole_text
    if QuestionKind.YES_NO in query.kinds:
        own, theirs = verdict(query, draft.statement, weigher), verdict(query, text, weigher)
        return own is not None and theirs is not None and own.yes != theirs.yes
    own_values = {value.key for reading in draft.readings for value in reading.values}
    their_values = {value.key for value in values_for(query, text)}
    own_kinds = {measure.dimension for reading in draft.readings for measure in measures(reading.text)}
    same_kind = own_kinds & {measure.dimension for measure in measures(text)}
    return bool(own_values and their_values and same_kind) and not own_values & their_values


def stricter(drafts: Sequence[Draft]) -> int | None:
    """Which of several drafts holds the stricter bound, `None` where they are equal or do not compare.

    Less time is stricter where the bound is at most so much, more is where it is at least so much.
    """
    found = [[measure for reading in draft.readings for value in reading.values for measure in measures(value.text)] for draft in drafts]
    singles = [measures_[0] for measures_ in found if measures_]
    same = len({(measure.dimension, _TOWARDS_STRICT.get(measure.relation)) for measure in singles}) == 1
    direction = _TOWARDS_STRICT.get(singles[0].relation) if singles else None
    if len(singles) < len(drafts) or not same or direction is None:
        return None
    amounts = [direction * measure.least for measure in singles]
    best = max(amounts)
    return amounts.index(best) if amounts.count(best) == 1 else None
