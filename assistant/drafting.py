"""Ranked evidence → what is to be said: on the best that can answer and be trusted, with what texts of equal standing say otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.antecedents import antecedent_first
from assistant.asked_bodies import acting_first
from assistant.asked_pairs import asks_both
from assistant.choosing import choose, sides_of
from assistant.comparing import side_by_side
from assistant.composing.extractive import Draft, compose, compose_sides
from assistant.disagreeing import disagreeing, official_first, stricter
from assistant.grading import graded, speaks_past
from assistant.leading import TRIES, counted_first, deciding_first, doing_first, meeting_first, telling_first
from assistant.lookup import shown
from assistant.polarity import leaves_undecided
from assistant.questions import Query, QuestionKind
from assistant.ranking import Ranked
from assistant.reading.listings import is_lead_in, listing
from assistant.reading.record import Reading
from assistant.refusal import can_answer, confidence, is_trusted
from assistant.scopes import asks_scope, asks_scope_alone, scope_draft
from assistant.weighing import Weigher
from corpus.documents import Header

CERTAIN = 0.99

# A sentence so far behind one that is about the matter and cannot answer is about something else.
MOST_FALL = 5.0

_LISTED_KINDS = {QuestionKind.LIST, QuestionKind.PROCEDURE}


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft with the probability that it answers, 0..1.

    `unheard` are the texts without issuer and number that say otherwise, `also` those that have a clause at the address asked for as well.
    """

    draft: Draft
    probability: float
    unheard: tuple[Header, ...] = ()
    also: tuple[Header, ...] = ()


def drafts(query: Query, ranked: Sequence[Ranked], weigher: Weigher) -> Iterator[Drafted]:
    """What may be said, best first, up to the first evidence that could answer and is not to be trusted."""
    if asks_scope(query.asked):
        draft = scope_draft(query, ranked)
        if draft:
            yield Drafted(draft, CERTAIN)
        if draft or asks_scope_alone(query.asked):
            return
    tier = graded(query, ranked, weigher)
    if tier and is_trusted(tier.probability):
        yield Drafted(compose(query, (tier.reading,), weigher), tier.probability)
    for row, probability in tries(query, ranked, weigher):
        if not is_trusted(probability, undecided=leaves_undecided(query, row[0].evidence, weigher)):
            return
        if not speaks_past(query, row[0].evidence):
            yield _with_others(query, row, weigher, probability)


def tries(query: Query, ranked: Sequence[Ranked], weigher: Weigher) -> Iterator[tuple[Sequence[Ranked], float]]:
    """The best few sentences that could answer, each with those behind it and the probability, 0..1, that it does.

    One that goes before the best of its article, which says what they are about, is as sure as that; a list as the surest of its members.
    """
    deciding = telling_first(query, doing_first(query, deciding_first(query, ranked, weigher)), weigher)
    ruling = counted_first(query, deciding)
    own = official_first(query, meeting_first(query, ruling), weigher)
    row = acting_first(query, antecedent_first(query, own))
    for number, item in enumerate(row[:TRIES]):
        if can_answer(query, item.evidence):
            if item.score < row[0].score - MOST_FALL:
                return
            alike = (row[place:] for place in _of_same_list(query, row, number, weigher))
            sure = max(confidence(query, each, weigher) for each in (row[number:], *alike))
            yield row[number:], sure if number else max(sure, _sure_of_rule(query, item, ruling, weigher))


def _sure_of_rule(query: Query, first: Ranked, ruling: Sequence[Ranked], weigher: Weigher) -> float:
    """How sure the rule is, 0..1, before which a sentence of the same text was put that says more closely what is asked: both answer it."""
    place = next(number for number, item in enumerate(ruling) if item is first or can_answer(query, item.evidence))
    rule = ruling[place]
    limits = rule is not first and rule.evidence.policy is first.evidence.policy
    return confidence(query, ruling[place:], weigher) if limits else 0.0


def _of_same_list(query: Query, row: Sequence[Ranked], number: int, weigher: Weigher) -> list[int]:
    """The places, behind that of a sentence which is answered with a whole list, of the others that can answer and are in that list."""
    evidence = row[number].evidence
    if query.kind not in _LISTED_KINDS or not (evidence.listed or is_lead_in(evidence)):
        return []
    whole = listing(query, evidence, weigher)
    if len(whole) <= len(evidence.span):
        return []
    others = ((place, row[place].evidence) for place in range(number + 1, min(TRIES, len(row))))
    held = ((place, other) for place, other in others if other.policy is evidence.policy and whole.overlaps(other.span))
    return [place for place, other in held if can_answer(query, other)]


def _with_others(query: Query, row: Sequence[Ranked], weigher: Weigher, probability: float) -> Drafted:
    """The draft on the first of a row; texts of equal standing that say otherwise are set beside it, lesser ones are only told of."""
    own = _drawn(query, row, weigher)
    others = disagreeing(query, row, own, weigher)
    if not others.equal:
        return Drafted(own, probability, others.lesser)
    drawn = [own, *(compose(query, choose(query, [item], weigher), weigher) for item in others.equal)]
    return Drafted(compose_sides(drawn, stricter=stricter(drawn)), probability, others.lesser)


def paired(query: Query, ranked: Sequence[Ranked], weigher: Weigher) -> Drafted | None:
    """The answer to a comparison on two sentences of one article, which say the same of two cases; `None` where there are no two."""
    best = next(tries(query, ranked, weigher), None) if asks_both(query) else None
    return next(drafts(query, ranked, weigher), None) if best and sides_of(query, best[0], weigher) else None


def _drawn(query: Query, row: Sequence[Ranked], weigher: Weigher) -> Draft:
    """The draft on the first of a row, or on the two that tell what is asked about two things; of these neither alone says yes or no."""
    both = sides_of(query, row, weigher)
    if not both:
        return compose(query, choose(query, row, weigher), weigher)
    kinds = tuple(kind for kind in query.kinds if kind is not QuestionKind.YES_NO)
    asked = replace(query, kinds=kinds or (QuestionKind.COMPARE,))
    return compose_sides([compose(asked, readings, weigher) for readings in both])


def looked_up(query: Query, readings: Sequence[Reading], weigher: Weigher) -> Drafted | None:
    """The clauses at the address that a question names, each text's own; none where no text has one there."""
    given, told = shown(query, readings)
    drawn = [compose(query, (reading,), weigher) for reading in given]
    if not drawn:
        return None
    draft = drawn[0] if len(drawn) == 1 else compose_sides(drawn)
    return Drafted(draft, CERTAIN, also=tuple(reading.evidence.header for reading in told))


def compared(found: Sequence[tuple[Query, Weigher, Sequence[Ranked]]]) -> Drafted | None:
    """The answers about the sides of a comparison as one; none where one of them is not found."""
    drawn = [next(drafts(query, ranked, weigher), None) for query, weigher, ranked in found]
    known = [drafted for drafted in drawn if drafted]
    if not known or len(known) < len(drawn):
        return None
    kept = side_by_side([reading for drafted in known for reading in drafted.draft.readings])
    sides = [drafted.draft for drafted in known if any(reading in kept for reading in drafted.draft.readings)]
    unheard = tuple(dict.fromkeys(header for drafted in known for header in drafted.unheard))
    return Drafted(compose_sides(sides), min(drafted.probability for drafted in known), unheard)
