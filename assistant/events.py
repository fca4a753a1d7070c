"""The one stream that every channel consumes; nothing unverified is ever in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assistant.answers import Answer, Citation, NoAnswer, Statement


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """The clauses that the search brought, before any answer was made of them."""

    standalone_question: str
    clause_labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementVerified:
    """A sentence that its citations support, and whose citations were found, word for word, in the stored originals.

    The record at the end is the answer: where a language model fails halfway, the extracted statement follows what it had written.
    """

    statement: Statement
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class AnswerFinished:
    """The last event: the whole record."""

    answer: Answer | NoAnswer


Event = EvidenceFound | StatementVerified | AnswerFinished


def warned(events: Iterable[Event], warnings: tuple[str, ...]) -> Iterator[Event]:
    """The events of a stream, the answer at its end with further notices."""
    for event in events:
        if warnings and isinstance(event, AnswerFinished):
            yield AnswerFinished(replace(event.answer, notices=(*event.answer.notices, *warnings)))
        else:
            yield event


def answer_of(events: Iterable[Event]) -> Answer | NoAnswer:
    """The answer at the end of a stream, which is drained."""
    for event in events:
        if isinstance(event, AnswerFinished):
            return event.answer
    raise AssertionError("The stream ends with the answer")
