"""Reads penalties: what follows from a deed, with the deed."""

from assistant.evidence import Evidence
from assistant.offences import asks_penalty, leans
from assistant.questions import Query
from assistant.reading.record import Reading
from assistant.values import values_for
from corpus.sentences import sentences
from corpus.spans import Span

MAX_CHARACTERS = 400


def with_offence(query: Query, reading: Reading) -> Reading:
    """A reading of a worse case (拒不改正的，处…) with the sentence before, which says of what deed, where that holds no other value."""
    evidence = reading.evidence
    before = evidence.previous
    needed = asks_penalty(query.asked) and before and leans(evidence.text) and _is_of_clause(evidence, before.start)
    if not needed or values_for(query, evidence.previous_text):
        return reading
    return Reading(evidence, Span(before.start, reading.span.end), reading.short, reading.values)


def penalties(evidence: Evidence) -> Span:
    """The sentence with those behind it that speak of worse cases, and with the one before where it is such a case itself."""
    text = evidence.document_text
    start, end = evidence.span.start, evidence.span.end
    if leans(evidence.text) and evidence.previous and _is_of_clause(evidence, evidence.previous.start):
        start = evidence.previous.start
    for sentence in sentences(text, Span(end, max(end, evidence.clause.own.end))):
        if not leans(sentence.of(text)) or sentence.end - start > MAX_CHARACTERS:
            break
        end = sentence.end
    return Span(start, end)


def _is_of_clause(evidence: Evidence, place: int) -> bool:
    return place >= evidence.clause.own.start
