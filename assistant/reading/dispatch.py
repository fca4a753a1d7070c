"""Chooses how a sentence is read by what the question asks for."""

from assistant.questions import Query, QuestionKind
from assistant.ranking import Ranked
from assistant.reading.actors import actor_reading, name_reading
from assistant.reading.listings import enumeration, is_lead_in, listing
from assistant.reading.passages import passage
from assistant.reading.record import Reading
from assistant.reading.values import value_reading
from assistant.values import values_for
from assistant.weighing import Weigher

_LISTING_KINDS = {QuestionKind.LIST, QuestionKind.PROCEDURE, QuestionKind.COMPARE, QuestionKind.OPEN}


def read(query: Query, ranked: Ranked, weigher: Weigher) -> Reading:
    """The stretch of the best evidence that answers, no longer than it has to be.

    1. A question for a clause gets the clause.
    2. A question for a value, or about one, gets the part with the value about the asked subject; all of them where it asks for several.
    3. A question for a person or an actor gets the part that names them.
    4. A list or a procedure gets the whole enumeration.
    5. Anything else gets the sentence, or of a long one the parts that the question is about.
    """
    evidence = ranked.evidence
    if values_for(query, evidence.text):
        return value_reading(query, evidence, weigher)
    match query.kind:
        case QuestionKind.CLAUSE:
            reading = Reading(evidence, evidence.clause.span, "")
        case QuestionKind.PERSON:
            reading = name_reading(query, evidence, weigher)
        case QuestionKind.ACTOR:
            reading = actor_reading(evidence, weigher)
        case kind if kind in _LISTING_KINDS:
            reading = Reading(evidence, listing(query, evidence, weigher), "")
        case _ if is_lead_in(evidence):
            reading = Reading(evidence, enumeration(evidence), "")
        case _:
            reading = Reading(evidence, passage(query, evidence, weigher), "")
    return reading
