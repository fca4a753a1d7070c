"""The answer record: `youju ask --json` and `POST /api/v1/answers`."""

from datetime import datetime
from typing import Any, Literal, Self

from api.schemas.record import Record
from assistant.answers import Answer, NoAnswer, Reason
from corpus.documents import Level, Validity


class CitationRecord(Record):
    """The very words that a statement stands on; `quote` is exactly `raw[raw_start:raw_end]`, `reading` the same words repaired.

    `page`, `paragraph` and `row` tell where in the file it begins, each where the format has such.
    """

    number: int
    document_id: str
    source_name: str
    title: str
    document_number: str
    issuer: str
    level: Level
    place: str
    validity: Validity
    clause_id: str
    clause_label: str
    quote: str
    reading: str
    raw_start: int
    raw_end: int
    page: int | None
    paragraph: int | None = None
    row: int | None = None


class StatementRecord(Record):
    """One sentence of an answer and the numbers of its citations."""

    text: str
    citations: tuple[int, ...]


class DroppedRecord(Record):
    """A sentence that a language model wrote and that was not shown, and why."""

    text: str
    reason: str


class AnswerRecord(Record):
    """An answer, or the statement that the texts give no basis (`status` is `no_answer`, `citations` is empty, `reason` says why).

    `generated_by` names the language model that wrote the statements; such an answer is shown with `mark`. Both are empty where it was
    extracted.
    """

    id: str
    question: str
    standalone_question: str
    created_at: datetime
    status: Literal["answered", "no_answer"]
    answer: str
    short_answer: str
    statements: tuple[StatementRecord, ...]
    citations: tuple[CitationRecord, ...]
    notices: tuple[str, ...]
    reason: Reason | None
    nearest: tuple[CitationRecord, ...]
    confidence: float
    elapsed_ms: float
    generated_by: str = ""
    mark: str = ""
    dropped: tuple[DroppedRecord, ...] = ()

    @classmethod
    def from_answer(cls, answer: Answer | NoAnswer) -> Self:
        """The record of either outcome."""
        outcome: dict[str, Any] = {"short_answer": "", "statements": (), "citations": (), "reason": None, "nearest": ()}
        match answer:
            case Answer(short_answer=short_answer, statements=statements, citations=citations):
                outcome |= {"status": "answered", "short_answer": short_answer, "statements": statements, "citations": citations}
                outcome |= {"generated_by": answer.generated_by, "mark": answer.mark, "dropped": answer.dropped}
            case NoAnswer(reason=reason, nearest=nearest):
                outcome |= {"status": "no_answer", "reason": reason, "nearest": nearest}
        return cls(
            id=answer.id,
            question=answer.question,
            standalone_question=answer.standalone_question,
            created_at=answer.created_at,
            answer=answer.answer,
            notices=answer.notices,
            confidence=answer.confidence,
            elapsed_ms=round(answer.elapsed_ms, 1),
            **outcome,
        )
