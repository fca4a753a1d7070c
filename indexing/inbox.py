"""Messages that came in through a channel: each stored under its key before it is worked on, so that none is lost and none runs twice.

Who wrote is a keyed hash; where a late answer would have to be sent is a text that only the channel can open. All times are in UTC.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sql

from corpus.errors import NotFoundError
from indexing.database import Database
from indexing.flat_records import record_members, record_row
from indexing.seals import Row
from indexing.tables import INBOX

# Why a message has failed whose reply was ready, but not asked for again after a restart.
NOT_TOLD = "not_told"


class MessageState(StrEnum):
    """Where a message stands: `received` is open, `ready` has its reply, `told` was sent it, `failed` says in `problem` why it was not."""

    RECEIVED = "received"
    READY = "ready"
    TOLD = "told"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Message:
    """A message; `key` is the same for each time that it is delivered, `reply` a text that the channel understands.

    `answer_id` and `conversation_id` are those of the journal, empty where the reply is no answer.
    """

    key: str
    channel: str
    user_hash: str
    kind: str
    text: str
    recipient: str
    created_at: datetime
    state: MessageState = MessageState.RECEIVED
    reply: str = ""
    answer_id: str = ""
    conversation_id: str = ""
    problem: str = ""
    finished_at: datetime | None = None


class Inbox:
    """The messages of one home; safe to use from several threads and processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def receive(self, message: Message) -> tuple[Message, bool]:
        """Stores a message unless one of its key is there; gives the one that is stored, and whether it is new. It is on the disk then."""
        with self._database.writing(_scope(message.key)) as connection:
            row = _row_of(connection, message.key)
            if row is None:
                connection.execute(INBOX.insert(), [record_row(message)])
        return (message, True) if row is None else (_message(row), False)

    def message(self, key: str) -> Message:
        """The message with this key.

        Raises:
            NotFoundError: There is none, or it was taken out.
        """
        with self._database.reading() as connection:
            row = _row_of(connection, key)
        if row is None:
            raise NotFoundError(f"There is no message {key!r}: it never came, or it was deleted")
        return _message(row)

    def finish(self, finished: Message) -> Message:
        """Stores the reply of an open message; gives the message as it is stored, which is another where it was finished before."""
        with self._database.writing(_scope(finished.key)) as connection:
            row = _row_of(connection, finished.key)
            stored = _message(row) if row else None
            if stored and stored.state is MessageState.RECEIVED:
                _update(connection, finished)
                return finished
        return stored or finished

    def settle(self, key: str, state: MessageState, *, problem: str = "") -> None:
        """Notes what became of a reply that waited to be told; nothing where that was noted before, or the message was deleted."""
        with self._database.writing(_scope(key)) as connection:
            row = _row_of(connection, key)
            message = _message(row) if row else None
            if message and (message.state is MessageState.READY or message.problem == NOT_TOLD):
                # Who was told, or cannot be, is not written to again.
                _update(connection, replace(message, state=state, problem=problem, recipient=""))

    def unsettled(self, channel: str) -> list[Message]:
        """The messages of a channel that are open, or whose reply is not known to be told, oldest first."""
        waiting = (INBOX.c.channel == channel) & INBOX.c.state.in_((MessageState.RECEIVED, MessageState.READY))
        query = sql.select(INBOX).where(waiting).order_by(INBOX.c.created_at, INBOX.c.key)
        with self._database.reading() as connection:
            return [_message(dict(row)) for row in connection.execute(query).mappings()]

    def last(self, user_hash: str, *, before: str, since: datetime, answered: bool = False) -> Message | None:
        """The last message of a user that has a reply, or an answer, and came since then, other than that with the key `before`."""
        mine = (INBOX.c.user_hash == user_hash) & (INBOX.c.created_at >= since.isoformat()) & (INBOX.c.key != before)
        replied = mine & (INBOX.c.conversation_id != "" if answered else INBOX.c.state != MessageState.RECEIVED)
        query = sql.select(INBOX).where(replied).order_by(INBOX.c.created_at.desc(), INBOX.c.key).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return _message(dict(row)) if row else None


def _scope(key: str) -> str:
    """A message is written by one at a time, others beside it."""
    return f"message:{key}"


def _row_of(connection: sql.Connection, key: str) -> Row | None:
    row = connection.execute(sql.select(INBOX).where(INBOX.c.key == key)).mappings().one_or_none()
    return dict(row) if row else None


def _update(connection: sql.Connection, message: Message) -> None:
    connection.execute(INBOX.update().where(INBOX.c.key == message.key).values(**record_row(message)))


def _message(row: Row) -> Message:
    return Message(**{**record_members(row), "state": MessageState(str(row["state"]))})
