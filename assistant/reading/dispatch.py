"""Chooses how a sentence is read by what the question asks for."""

from dataclasses import replace

from assistant.definitions import defines
from assistant.evidence import Evidence
from assistant.measuring import measures
from assistant.offences import asks_penalty, is_penalty
from assistant.polarity import verdict
from assistant.questions import Query, QuestionKind
from assistant.ranking import Ranked
from assistant.reading.actors import actor_reading, name_reading
from assistant.reading.announcing import announced
from assistant.reading.branches import closed, rules
from assistant.reading.listings import asked_run, enumeration, is_lead_in, listing
from assistant.reading.passages import MAX_RULE_CHARACTERS, passage
from assistant.reading.penalties import penalties, with_offence
from assistant.reading.record import Reading
from assistant.reading.unfolding import asks_who_they_are, names_task, unfolded
from assistant.reading.values import value_reading
from assistant.rulings import is_case
from assistant.universals import asks_all
from assistant.values import values_for
from assistant.weighing import Weigher
from corpus.spans import Span

_NAMING_KINDS = {QuestionKind.CLAUSE, QuestionKind.PERSON, QuestionKind.ACTOR}
_LISTING_KINDS = {QuestionKind.LIST, QuestionKind.PROCEDURE, QuestionKind.COMPARE, QuestionKind.OPEN}


def read(query: Query, ranked: Ranked, weigher: Weigher) -> Reading:
    """The stretch of the best evidence that answers, no longer than it has to be.

    1. A question for a clause gets the clause.
    2. A question for a value, or about one, gets the part with the value about the asked subject; all of them where it asks for several.
    3. A question for a person or an actor gets the part that names them.
    4. A definition gets the sentence that defines, a penalty all that follows from the deed.
    5. A list or a procedure gets the whole enumeration.
    6. Anything else gets the sentence, or of a long one the parts that the question is about.

    What follows from a case that a stretch would end with always belongs to it.
    """
    return _completed(query, _part(query, ranked.evidence, weigher), weigher)


def _part(query: Query, evidence: Evidence, weigher: Weigher) -> Reading:
    """What of a sentence is read for what the question asks for."""
    if values_for(query, evidence.text):
        return with_offence(query, value_reading(query, evidence, weigher))
    if query.kind in _NAMING_KINDS and not (asks_who_they_are(query) and not evidence.is_heading and names_task(evidence)):
        return _named(query, evidence, weigher)
    return Reading(evidence, unfolded(query, evidence, _stretch(query, evidence, weigher)), "")


def _completed(query: Query, reading: Reading, weigher: Weigher) -> Reading:
    """A reading that is no case without what follows from it; where yes or no is asked, one that decides what its sentence decides."""
    evidence = reading.evidence
    if QuestionKind.YES_NO in query.kinds and len(evidence.span) <= MAX_RULE_CHARACTERS:
        told = verdict(query, reading.text, weigher) if rules(reading.text) or measures(reading.text) else None
        clips = is_case(reading.text) or asks_all(query.asked)
        if told is None or (clips and verdict(query, evidence.text, weigher) != told):
            return replace(reading, span=_with(reading.span, evidence.span))
    return replace(reading, span=closed(evidence, reading.span))


def _with(span: Span, sentence: Span) -> Span:
    return Span(min(span.start, sentence.start), max(span.end, sentence.end))


def _named(query: Query, evidence: Evidence, weigher: Weigher) -> Reading:
    """The clause, the person or the actor that is asked for."""
    if query.kind is QuestionKind.CLAUSE:
        return Reading(evidence, evidence.clause.span, "")
    return name_reading(query, evidence, weigher) if query.kind is QuestionKind.PERSON else actor_reading(query, evidence, weigher)


def _stretch(query: Query, evidence: Evidence, weigher: Weigher) -> Span:
    if defines(query, evidence.text) and not is_lead_in(evidence):
        return evidence.span
    if asks_penalty(query.asked) and is_penalty(evidence.text):
        return penalties(evidence)
    if query.kind in _LISTING_KINDS:
        return announced(query, evidence) or listing(query, evidence, weigher)
    run = asked_run(query, evidence, weigher) if query.kind is QuestionKind.DEFINITION else None
    if run:
        return run.span
    return enumeration(evidence) if is_lead_in(evidence) else passage(query, evidence, weigher)
