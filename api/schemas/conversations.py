"""The records of conversations, and of what was deleted."""

from datetime import datetime
from typing import Self

from api.schemas.asking import KeptAnswerRecord
from api.schemas.record import Record
from indexing.journal import Conversation, KeptAnswer


class ConversationRecord(Record):
    """A conversation in a list; `title` is how its first question begins."""

    conversation_id: str
    title: str
    created_at: datetime


class ConversationPageRecord(Record):
    """One page of a user's conversations, the newest first; `total` counts them all."""

    total: int
    page: int
    page_size: int
    items: tuple[ConversationRecord, ...]


class FullConversationRecord(ConversationRecord):
    """A conversation with all its answers, in the order in which they were given."""

    answers: tuple[KeptAnswerRecord, ...]

    @classmethod
    def from_kept(cls, conversation: Conversation, answers: list[KeptAnswer]) -> Self:
        """The record of a conversation and its answers."""
        return cls(
            conversation_id=conversation.conversation_id,
            title=conversation.title,
            created_at=conversation.created_at,
            answers=tuple(KeptAnswerRecord.model_validate_json(answer.record) for answer in answers),
        )


class ForgottenRecord(Record):
    """How much of a user was deleted."""

    conversations: int
    answers: int
    feedback: int
    jobs: int
