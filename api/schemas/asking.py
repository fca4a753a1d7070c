"""What is asked over HTTP, and what comes back beside the answer record: where it is kept, and the events on the way."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.answers import AnswerRecord, CitationRecord
from api.schemas.record import Record
from api.schemas.texts import WholeText
from assistant.events import EvidenceFound, StatementVerified
from assistant.understanding import MAX_CHARACTERS

MAX_HISTORY = 20
MAX_ID_CHARACTERS = 64

# What is wrong with an answer, in a reader's eyes.
Reason = Literal["", "wrong_answer", "wrong_clause", "outdated", "incomplete", "should_have_answered", "should_not_have_answered", "other"]

Place = Annotated[WholeText, Field(max_length=100, description="The place that is meant where the question names none")]
Identifier = Annotated[WholeText, Field(max_length=MAX_ID_CHARACTERS)]


class AnswerRequest(BaseModel):
    """A question, and what it leans on: the conversation that it follows in, or the earlier questions of the same person, oldest first."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"question": "急会诊多久到位", "place": "安徽省"}]})

    # Declared for callers; the assistant checks it, for all channels in the same words.
    question: Annotated[WholeText, Field(json_schema_extra={"minLength": 1, "maxLength": MAX_CHARACTERS, "pattern": r"\S"})]
    history: Annotated[list[WholeText], Field(max_length=MAX_HISTORY, description="Earlier questions, where no conversation is named")] = []
    place: Place = ""
    conversation_id: Annotated[Identifier, Field(description="The conversation that this follows in; empty: a new one begins")] = ""
    user: Annotated[WholeText, Field(max_length=256, description="Who asks; only a keyed hash of it is kept")] = ""


class KeptAnswerRecord(AnswerRecord):
    """An answer record with the conversation that it belongs to and the address under which it stays."""

    conversation_id: str | None
    url: str

    @classmethod
    def from_record(cls, record: AnswerRecord, *, conversation_id: str | None, url: str) -> Self:
        """The record as it is kept."""
        return cls.model_construct(
            **{name: getattr(record, name) for name in AnswerRecord.model_fields}, conversation_id=conversation_id, url=url
        )


class EvidenceEventRecord(Record):
    """The data of the event `evidence`: the clauses that the search brought, before any answer was made of them."""

    standalone_question: str
    clause_labels: tuple[str, ...]

    @classmethod
    def from_event(cls, event: EvidenceFound) -> Self:
        """The record of the event."""
        return cls(standalone_question=event.standalone_question, clause_labels=event.clause_labels)


class StatementEventRecord(Record):
    """The data of the event `statement`: a verified sentence with its citations."""

    text: str
    citations: tuple[CitationRecord, ...]

    @classmethod
    def from_event(cls, event: StatementVerified) -> Self:
        """The record of the event."""
        return cls(text=event.statement.text, citations=tuple(map(CitationRecord.model_validate, event.citations)))


class FeedbackRequest(BaseModel):
    """What a person thinks of an answer."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"rating": "down", "reason": "wrong_clause"}]})

    rating: Literal["up", "down"]
    reason: Reason = ""
    comment: Annotated[WholeText, Field(max_length=2000)] = ""
    user: Annotated[WholeText, Field(max_length=256, description="Who thinks so; only a keyed hash of it is kept")] = ""


class FeedbackRecord(Record):
    """Feedback as it is kept."""

    id: str
    answer_id: str
    rating: Literal["up", "down"]
    reason: str
    comment: str
