"""Messages that go out by themselves, such as an answer that came late: each is sent at most once, whatever happens meanwhile."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sql

from indexing.database import Database
from indexing.flat_records import record_members, record_row
from indexing.seals import Row
from indexing.tables import OUTBOX


class PushState(StrEnum):
    """Where a push stands; the last two are final."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNDELIVERABLE = "undeliverable"


@dataclass(frozen=True, slots=True)
class Push:
    """A message to send; `recipient` and `body` are texts that the channel understands, `problem` tells why it cannot be delivered."""

    push_id: str
    channel: str
    user_hash: str
    recipient: str
    body: str
    created_at: datetime
    state: PushState = PushState.WAITING
    n_tries: int = 0
    problem: str = ""
    finished_at: datetime | None = None


class Outbox:
    """The pushes of one home; safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, push: Push) -> None:
        """Stores a push, unless there is one of its id; it is on the disk when this returns."""
        with self._database.writing(f"push:{push.push_id}") as connection:
            known = connection.scalar(sql.select(OUTBOX.c.push_id).where(OUTBOX.c.push_id == push.push_id))
            if known is None:
                connection.execute(OUTBOX.insert(), [record_row(push)])

    def update(self, push: Push) -> None:
        """Notes how a push stands; of one that has ended the recipient is forgotten."""
        ended = push.state in {PushState.SENT, PushState.UNDELIVERABLE}
        noted = replace(push, recipient="") if ended else push
        with self._database.writing(f"push:{push.push_id}") as connection:
            connection.execute(OUTBOX.update().where(OUTBOX.c.push_id == push.push_id).values(**record_row(noted)))

    def claim(self, channel: str) -> bool:
        """Whether this process alone sends the pushes of a channel, until it ends; where one process serves, it always does."""
        return self._database.claim(f"pushes:{channel}")

    def let_go(self, channel: str) -> None:
        """Lets other processes send the pushes of a channel."""
        self._database.let_go(f"pushes:{channel}")

    def unfinished(self, channel: str) -> list[Push]:
        """The pushes of a channel that have not ended, oldest first."""
        open_ones = (OUTBOX.c.channel == channel) & OUTBOX.c.finished_at.is_(None)
        with self._database.reading() as connection:
            found = connection.execute(sql.select(OUTBOX).where(open_ones).order_by(OUTBOX.c.created_at, OUTBOX.c.push_id)).mappings()
            return [_push(dict(row)) for row in found]


def _push(row: Row) -> Push:
    return Push(**{**record_members(row), "state": PushState(str(row["state"]))})
