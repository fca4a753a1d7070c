"""What the head of a document tells: its number, recipients, date of issue, and the years of its title; read there, not searched for."""

import re
from collections.abc import Iterator

from assistant.lookup import reading_at
from assistant.meant import member_asked
from assistant.offices import names_one
from assistant.periods import periods_in
from assistant.questions import Query
from assistant.reading.record import Reading
from assistant.values import values_for
from corpus.dates import DATE, iso_date
from corpus.documents import Policy
from corpus.lines import whole_lines
from corpus.sentences import sentences
from corpus.spans import Span

_DATE = re.compile(DATE)
# A line that tells who passed and who amended a law tells several dates, of which the head keeps the last.
_RESOLVED = re.compile("通过|批准|修[正订改]|公布")


def head_reading(query: Query, policy: Policy) -> Reading | None:
    """What the head of a document says to a question for one of its members; `None` where it does not tell."""
    span = next(_places(query, policy), None)
    return reading_at(policy, span, tuple(values_for(query, span.of(policy.document.text)))) if span else None


def _places(query: Query, policy: Policy) -> Iterator[Span]:
    text, member = policy.document.text, member_asked(query)
    told = (each.span for each in policy.header.spans if each.member == member)
    match member:
        case "recipients":
            yield from (span for span in sentences(text, Span(0, len(text))) if names_one(query, span.of(text)))
        case "document_number":
            yield from told
        case "issue_date":
            yield from (span for span in told if not (_RESOLVED.search(whole_lines(text, span).of(text)) or _is_told_below(text, span)))
        case "period":
            yield from (whole_lines(text, span).trimmed(text) for span in told if any(periods_in(span.of(text))))


def _is_told_below(text: str, span: Span) -> bool:
    """Whether a date of a front block stands in the text, too, where a sentence tells whose it is."""
    end = text.find("\n---", 1) if text.startswith("---") else -1
    day = iso_date(span.of(text))
    return span.end <= end and any(iso_date(match[0]) == day for match in _DATE.finditer(text, end))
