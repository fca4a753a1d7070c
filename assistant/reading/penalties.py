"""Reads penalties: what follows from a deed, with the deed."""

import re

from assistant.evidence import Evidence
from assistant.offences import asks_penalty, leans
from assistant.questions import Query
from assistant.reading.record import Reading
from assistant.values import values_for
from corpus.sentences import sentences
from corpus.spans import Span

MAX_CHARACTERS = 400

_WORSE = re.compile("^(?:但是?，?)?(?:对?拒不|逾期|情节|造成)")
_ASKS_WORSE = re.compile("严重|拒不|不改|没改|未改|仍|还不|还是|屡|再|逾期|到期|过了期|后果|不听|不交|造成|恶劣")


def with_offence(query: Query, reading: Reading) -> Reading:
    """A reading of a worse case (拒不改正的，处…) with the sentence before, which says of what deed.

    Where that holds a value of its own (处一万元以下罚款；情节严重的，…), it is told as well, unless the question asks for the worse
    case or that value is another's (对单位处…；对个人处…).
    """
    evidence = reading.evidence
    before = evidence.previous
    needed = asks_penalty(query.asked) and before and leans(evidence.text) and _is_of_clause(evidence, before.start)
    if not needed or before is None:
        return reading
    milder = tuple(values_for(query, evidence.previous_text))
    if milder and (_ASKS_WORSE.search(query.asked) or not _WORSE.search(evidence.text.strip())):
        return reading
    values = (*milder, *reading.values)
    return Reading(evidence, Span(before.start, reading.span.end), "、".join(value.text for value in values), values)


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
