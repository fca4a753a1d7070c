"""What was asked and answered, kept for permanent links, follow-ups and feedback; whom it was for is a keyed hash.

An answer's record is a text that only the writer and the reader of it understand. All times are in UTC.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sql

from corpus.errors import NotFoundError
from indexing.database import Database
from indexing.flat_records import record_members, record_row
from indexing.seals import Row
from indexing.tables import ANSWERS, CONVERSATIONS, FEEDBACK, INBOX, JOBS, OUTBOX

# What deletes answers does so alone; what adds them waits for nobody.
_SCOPE = "journal"

# What a user has, the rows that belong to others first.
_OF_USERS = (FEEDBACK, ANSWERS, CONVERSATIONS, JOBS)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Questions of one person that follow each other; `title` is the first of them."""

    conversation_id: str
    user_hash: str
    key_id: str
    title: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A question and the record of its answer; `channel` tells what it came through, `conversation_id` is null outside of one."""

    answer_id: str
    conversation_id: str | None
    user_hash: str
    key_id: str
    channel: str
    question: str
    record: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a person thinks of an answer: `rating` is `up` or `down`."""

    feedback_id: str
    answer_id: str
    user_hash: str
    rating: str
    reason: str
    comment: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows were taken out."""

    conversations: int
    answers: int
    feedback: int
    jobs: int


class Journal:
    """The answers of one home; safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, answers: Sequence[KeptAnswer], begun: Sequence[Conversation] = ()) -> None:
        """Keeps answers, and the conversations that begin with them; all are on the disk when this returns, or none is.

        Raises:
            StoreError: They cannot be written; a conversation that an answer belongs to may be gone.
        """
        with self._database.writing(None) as connection:
            for table, records in ((CONVERSATIONS, begun), (ANSWERS, answers)):
                if records:
                    connection.execute(table.insert(), [record_row(record) for record in records])

    def answer(self, answer_id: str) -> KeptAnswer:
        """The answer with this id.

        Raises:
            NotFoundError: There is none, or it was taken out.
        """
        found = self._read(sql.select(ANSWERS).where(ANSWERS.c.answer_id == answer_id))
        if not found:
            raise NotFoundError(f"There is no answer {answer_id!r}: it was never given, or it was deleted")
        return _kept(found[0])

    def conversation(self, conversation_id: str, *, user_hash: str) -> Conversation:
        """The conversation with this id.

        Raises:
            NotFoundError: This user has no such conversation.
        """
        mine = (CONVERSATIONS.c.conversation_id == conversation_id) & (CONVERSATIONS.c.user_hash == user_hash)
        found = self._read(sql.select(CONVERSATIONS).where(mine))
        if not found:
            raise _no_conversation(conversation_id)
        return _conversation(found[0])

    def conversations(self, *, user_hash: str, offset: int = 0, limit: int = 50) -> tuple[int, list[Conversation]]:
        """How many conversations a user has, and a stretch of them, the newest first."""
        mine = CONVERSATIONS.c.user_hash == user_hash
        newest = sql.select(CONVERSATIONS).where(mine).order_by(CONVERSATIONS.c.created_at.desc(), CONVERSATIONS.c.conversation_id)
        with self._database.reading() as connection:
            total = connection.scalar(sql.select(sql.func.count()).select_from(CONVERSATIONS).where(mine)) or 0
            found = connection.execute(newest.offset(offset).limit(limit)).mappings().all()
        return total, [_conversation(dict(row)) for row in found]

    def answers(self, conversation_id: str) -> list[KeptAnswer]:
        """The answers of a conversation in the order in which they were given."""
        of_it = ANSWERS.c.conversation_id == conversation_id
        return [_kept(row) for row in self._read(sql.select(ANSWERS).where(of_it).order_by(ANSWERS.c.created_at, ANSWERS.c.answer_id))]

    def questions(self, conversation_id: str, *, limit: int) -> tuple[str, ...]:
        """The last questions of a conversation, oldest first."""
        of_it = ANSWERS.c.conversation_id == conversation_id
        newest = sql.select(ANSWERS.c.question).where(of_it).order_by(ANSWERS.c.created_at.desc(), ANSWERS.c.answer_id).limit(limit)
        with self._database.reading() as connection:
            return tuple(reversed(connection.scalars(newest).all()))

    def add_feedback(self, feedback: Feedback) -> None:
        """Keeps what a person thinks of an answer, in place of what the same person said of it before.

        Raises:
            NotFoundError: There is no such answer.
        """
        earlier = (FEEDBACK.c.answer_id == feedback.answer_id) & (FEEDBACK.c.user_hash == feedback.user_hash)
        with self._database.writing(f"feedback:{feedback.answer_id}") as connection:
            if connection.scalar(sql.select(ANSWERS.c.answer_id).where(ANSWERS.c.answer_id == feedback.answer_id)) is None:
                raise NotFoundError(f"There is no answer {feedback.answer_id!r}: it was never given, or it was deleted")
            if feedback.user_hash:
                connection.execute(FEEDBACK.delete().where(earlier))
            connection.execute(FEEDBACK.insert(), [record_row(feedback)])

    def feedback(self, answer_id: str) -> list[Feedback]:
        """What people think of an answer, in the order in which they said it."""
        found = self._read(sql.select(FEEDBACK).where(FEEDBACK.c.answer_id == answer_id).order_by(FEEDBACK.c.created_at))
        return [Feedback(**record_members(row)) for row in found]

    def delete_conversation(self, conversation_id: str, *, user_hash: str) -> None:
        """Takes out a conversation with its answers and what was thought of them.

        Raises:
            NotFoundError: This user has no such conversation.
        """
        mine = (CONVERSATIONS.c.conversation_id == conversation_id) & (CONVERSATIONS.c.user_hash == user_hash)
        with self._database.writing(_SCOPE) as connection:
            if not connection.execute(CONVERSATIONS.delete().where(mine)).rowcount:
                raise _no_conversation(conversation_id)

    def forget(self, user_hash: str) -> Forgotten:
        """Takes out everything of one user."""
        with self._database.writing(_SCOPE) as connection:
            return _delete(connection, {table: table.c.user_hash == user_hash for table in (*_OF_USERS, INBOX, OUTBOX)})

    def purge(self, before: datetime) -> Forgotten:
        """Takes out what is older than this moment; a conversation goes when its last answer has gone."""
        moment = before.isoformat()
        lasting = sql.select(ANSWERS.c.conversation_id).where(ANSWERS.c.conversation_id.is_not(None))
        empty = CONVERSATIONS.c.conversation_id.not_in(lasting)
        with self._database.writing(_SCOPE) as connection:
            return _delete(
                connection,
                {
                    FEEDBACK: FEEDBACK.c.created_at < moment,
                    ANSWERS: ANSWERS.c.created_at < moment,
                    CONVERSATIONS: (CONVERSATIONS.c.created_at < moment) & empty,
                    JOBS: JOBS.c.created_at < moment,
                    INBOX: INBOX.c.created_at < moment,
                    OUTBOX: OUTBOX.c.created_at < moment,
                },
            )

    def _read(self, query: sql.Select[*tuple[Any, ...]]) -> list[Row]:
        with self._database.reading() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]


def _delete(connection: sql.Connection, conditions: dict[sql.Table, sql.ColumnElement[bool]]) -> Forgotten:
    """Deletes from each table in turn; rows that go along with a deleted one are counted only where they met the condition themselves."""
    counts = {table.name: connection.execute(table.delete().where(condition)).rowcount for table, condition in conditions.items()}
    return Forgotten(**{name: counts[name] for name in ("conversations", "answers", "feedback", "jobs")})


def _conversation(row: Row) -> Conversation:
    return Conversation(**record_members(row))


def _kept(row: Row) -> KeptAnswer:
    return KeptAnswer(**record_members(row))


def _no_conversation(conversation_id: str) -> NotFoundError:
    return NotFoundError(f"There is no conversation {conversation_id!r} of this user: it never was, or it was deleted")
