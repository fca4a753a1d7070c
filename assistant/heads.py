"""What only the head of a document tells: its number and whom it is addressed to; read from there, not searched for."""

from collections.abc import Iterator

from assistant.lookup import reading_at
from assistant.questions import Query, QuestionKind
from assistant.reading.record import Reading
from assistant.values import names_one, values_for
from corpus.documents import Policy
from corpus.sentences import sentences
from corpus.spans import Span


def head_reading(query: Query, policy: Policy) -> Reading | None:
    """What the head of a document says to a question for its number or its recipients; `None` where it does not tell."""
    span = next(_places(query, policy), None)
    return reading_at(policy, span, tuple(values_for(query, span.of(policy.document.text)))) if span else None


def _places(query: Query, policy: Policy) -> Iterator[Span]:
    if query.kind is QuestionKind.DOCUMENT_NUMBER:
        yield from (each.span for each in policy.header.spans if each.member == "document_number")
    elif query.kind is QuestionKind.RECIPIENT:
        text = policy.document.text
        yield from (span for span in sentences(text, Span(0, len(text))) if names_one(query, span.of(text)))
