"""Which readings make up an answer: one, or one for each side of a comparison."""

from collections.abc import Sequence

from assistant.asked_pairs import asks_both, asks_each
from assistant.comparing import side_by_side
from assistant.counterparts import article, counterparts
from assistant.offences import asks_penalty
from assistant.questions import Query, QuestionKind
from assistant.ranking import Ranked
from assistant.reading.actors import asks_doer, tells_holder
from assistant.reading.branches import states
from assistant.reading.dispatch import read
from assistant.reading.exceptions import exception
from assistant.reading.record import Reading
from assistant.reading.values import lead_date
from assistant.refusal import can_answer
from assistant.values import asks_kinds, counts_kinds, values_for
from assistant.weighing import Weigher
from corpus.places import short_name
from corpus.quantities import quantities

LEAST_GAIN = 0.12
LEAST_GAIN_OF_SIDE = 0.02


def choose(query: Query, ranked: Sequence[Ranked], weigher: Weigher) -> tuple[Reading, ...]:
    """The readings of the best evidence, at least one; a comparison may need a second that says what the first leaves out."""
    if query.kind is QuestionKind.CLAUSE:
        return tuple(read(query, item, weigher) for item in ranked if item.evidence.clause.label.startswith(query.clause_label))[:1]
    first = read(query, ranked[0], weigher)
    if QuestionKind.COMPARE not in query.kinds:
        told = (*_opening(query, first), first, *_excepted(query, first))
        each = _of_other_side(query, ranked, weigher, told) if asks_each(query) else None
        return (*told, read(query, each, weigher)) if each else told
    second = _other_place(query, ranked) or _complement(ranked, weigher, first)
    return (first, read(query, second, weigher)) if second else (first,)


def sides_of(query: Query, ranked: Sequence[Ranked], weigher: Weigher) -> tuple[tuple[Reading, ...], ...]:
    """The readings about each of two things of one place and text that a question asks about; empty where no two sentences tell them."""
    if not asks_both(query) or len(query.places) > 1 or len(query.titles) > 1 or not ranked:
        return ()
    readings = side_by_side(read(query, item, weigher) for item in counterparts(query, ranked, weigher))
    return tuple((*(_opening(query, reading) if i == 0 else ()), reading) for i, reading in enumerate(readings))


def _opening(query: Query, reading: Reading) -> tuple[Reading, ...]:
    """What has to be said before a reading: the date that opens its clause, or the words that hold for all items of its list."""
    evidence = reading.evidence
    text = evidence.document_text
    date = None if reading.values else lead_date(query, evidence)
    if date:
        return (Reading(evidence, date, date.of(text)),)
    lead = evidence.lead
    counted = lead is not None and asks_kinds(query) and counts_kinds(query, lead.of(text))
    if lead is None or (reading.values and not counted) or reading.span.start <= lead.start:
        return ()
    values = tuple(values_for(query, lead.of(text)))
    needed = values or QuestionKind.YES_NO in query.kinds or asks_penalty(query.asked) or _says_too_little(query, reading)
    return (Reading(evidence, lead, "、".join(value.text for value in values), values),) if needed else ()


def _says_too_little(query: Query, reading: Reading) -> bool:
    """Whether an item does not say who does it, where that is asked for, or is no more than a case or a thing of which the lead speaks."""
    return not tells_holder(reading.text) if asks_doer(query) else not states(reading.text)


def _excepted(query: Query, reading: Reading) -> tuple[Reading, ...]:
    """What a sentence of its own excepts from a rule that is asked about by a value, or for yes or no."""
    ruled = reading.values or QuestionKind.YES_NO in query.kinds
    span = exception(reading.evidence, reading.span) if ruled and not asks_penalty(query.asked) else None
    return (Reading(reading.evidence, span, ""),) if span else ()


def _of_other_side(query: Query, ranked: Sequence[Ranked], weigher: Weigher, told: Sequence[Reading]) -> Ranked | None:
    """Where the same is asked about each of two things, the sentence of the same article that adds most to what is told."""
    own = article(told[0].evidence)
    row = [item for item in ranked if article(item.evidence) == own and can_answer(query, item.evidence)]
    apart = [item for item in row if not any(item.evidence.span.overlaps(reading.span) for reading in told)]
    said = "\n".join(reading.text for reading in told)
    held = weigher.pairs_in(said) + weigher.terms_in(said)

    def gain(item: Ranked) -> float:
        both = f"{said}\n{item.evidence.text}"
        return weigher.pairs_in(both) + weigher.terms_in(both) - held

    best = max(apart, key=gain, default=None)
    return best if best and gain(best) >= LEAST_GAIN_OF_SIDE else None


def _other_place(query: Query, ranked: Sequence[Ranked]) -> Ranked | None:
    """The best evidence of a place that the question names and the first evidence does not speak for."""
    own = short_name(ranked[0].evidence.header.place)
    others = [place for place in query.places if place != own]
    for item in ranked[1:]:
        if item.evidence.header.place and short_name(item.evidence.header.place) in others:
            return item
    return None


def _complement(ranked: Sequence[Ranked], weigher: Weigher, first: Reading) -> Ranked | None:
    """The evidence that adds most of what the first leaves out, if it adds enough."""
    held = weigher.pairs_in(first.text)
    valued = bool(quantities(first.text))
    others = [item for item in ranked[1:] if bool(quantities(item.evidence.text)) >= valued]
    gains = [(weigher.pairs_in(f"{first.text}\n{item.evidence.text}") - held, item) for item in others]
    gain, best = max(gains, key=lambda pair: pair[0], default=(0.0, None))
    return best if gain >= LEAST_GAIN else None
