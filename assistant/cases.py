"""Whether a sentence is for a case by a value (不足三万元的) that the one told in a question is not."""

import re

from assistant.evidence import Evidence
from assistant.measuring import keeps
from assistant.offences import is_penalty
from assistant.questions import Query
from assistant.rulings import deed_parts, is_case
from assistant.values import amounts
from corpus.quantities import Quantity

# So many characters before a value tell what has it.
REACH = 10
# What stands before the limit of a case that names no thing.
_BARE = re.compile("(?:[^，。；]*[，；。])?(?:达到|超过|或者?|不[足满]|[高低大小少多]于|在|满)*[（(]?")


def is_of_another_case(query: Query, evidence: Evidence) -> bool:
    """Whether a sentence is for a case by a value (违法所得不足三万元的) that the one told of the same thing in the question is not."""
    cases = [part for part in deed_parts(evidence.whole_text) if is_case(part) and not is_penalty(part)]
    told = [(_before(query.asked, value), value) for value in amounts(query.asked)]
    # A case that names no thing (达到或者超过…的) is one of what its clause speaks of.
    above = evidence.clause.own.of(evidence.document_text) if told and cases else ""
    for case in cases:
        limits = [(_before(case, limit), limit) for limit in amounts(case)]
        alike = [
            value
            for things, value in told
            for words, limit in limits
            if value.unit == limit.unit and _same_thing(query, things, above if _is_bare(words) and value.number != limit.number else words)
        ]
        if alike and keeps(query.asked, case) is False:
            return True
    return False


def _is_bare(words: str) -> bool:
    """Whether what stands before the limit of a case names no thing."""
    return _BARE.fullmatch(words) is not None


def _before(text: str, value: Quantity) -> str:
    """The few characters before a value: what has it."""
    return text[max(0, value.span.start - REACH) : value.span.start]


def _same_thing(query: Query, first: str, second: str) -> bool:
    return any(len(term.text) > 1 and term.found_in(first) and term.found_in(second) for term in query.terms)
