"""Takes in the messages of a channel: each is stored, worked on once, and replied to with the same words however often it comes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any, ParamSpec, TypeVar

from api.channels.messages import Incoming, Reply
from api.channels.responder import Responder, finished, surely
from api.channels.sealing import Sealer
from api.hashing import Hasher
from corpus.errors import YoujuError
from indexing.inbox import NOT_TOLD, Inbox, Message, MessageState
from indexing.outbox import Outbox, Push

DEADLINE_SECONDS = 4.2

# WeChat delivers a message three times, five seconds apart: by then who was not told has come again.
RETRIES_SECONDS = 20.0

logger = logging.getLogger(__name__)

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Desk:
    """The messages of one channel; `pushes` tells whether what is late can be sent, which whoever reads the outbox does."""

    def __init__(
        self,
        channel: str,
        responder: Responder,
        *,
        boxes: tuple[Inbox, Outbox],
        hasher: Hasher,
        pushes: bool,
        deadline_seconds: float = DEADLINE_SECONDS,
        retries_seconds: float = RETRIES_SECONDS,
    ) -> None:
        self._channel = channel
        self._responder = responder
        self._inbox, self._outbox = boxes
        self._hasher = hasher
        self._sealer = Sealer(hasher.secret)
        self._pushes = pushes
        self._deadline_seconds = deadline_seconds
        self._retries_seconds = retries_seconds
        self._running: dict[str, asyncio.Task[Reply]] = {}
        self._beside: set[asyncio.Task[None]] = set()
        # The store takes one writer at a time, so they wait here in turn.
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="inbox")

    def key(self, name: str) -> str:
        """The key under which a message of this name is stored; names hold names of users."""
        return self._hasher.user(f"channels/{self._channel}/messages", name)

    def user_hash(self, user: str) -> str:
        """What stands for a user of the channel."""
        return self._hasher.user(f"channels/{self._channel}", user)

    async def reply(self, incoming: Incoming) -> Reply:
        """The reply to a message, in time; the same for a message that came before.

        Raises:
            StoreError: The message cannot be stored: nothing was done with it.
        """
        key, ends = self.key(incoming.key), asyncio.get_running_loop().time() + self._deadline_seconds
        if key not in self._running:
            self._run(key, self._taken(incoming, key, ends))
        return await asyncio.shield(self._running[key])

    async def note_told(self, incoming: Incoming) -> None:
        """Notes that the platform was sent the reply to a message."""
        await self._stored(self._inbox.settle, self.key(incoming.key), MessageState.TOLD)

    async def resume(self) -> None:
        """Goes on with what an earlier process left: what is open is worked on; of whom nobody asks for again it is noted."""
        left = await self._stored(self._inbox.unsettled, self._channel)
        for message in left:
            if message.state is MessageState.RECEIVED:
                self._run(message.key, self._worked(message, asyncio.get_running_loop().time() + self._deadline_seconds))
        if left:
            self._spawn(self._settle(left))

    async def close(self) -> None:
        """Ends what is under way: it is taken up again by the next process."""
        for task in (*self._running.values(), *self._beside):
            task.cancel()
        await asyncio.gather(*self._running.values(), *self._beside, return_exceptions=True)
        self._pool.shutdown()

    def _run(self, key: str, work: Coroutine[Any, Any, Reply]) -> None:
        task = self._running[key] = asyncio.create_task(work)
        task.add_done_callback(lambda _: self._running.pop(key, None))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    async def _taken(self, incoming: Incoming, key: str, ends: float) -> Reply:
        recipient = self._sealer.seal(incoming.user) if self._pushes else ""
        user_hash = self.user_hash(incoming.user)
        new = Message(key, self._channel, user_hash, str(incoming.kind), incoming.text, recipient, datetime.now(UTC))
        message, _ = await self._stored(self._inbox.receive, new)
        return await self._worked(message, ends) if message.state is MessageState.RECEIVED else Reply.from_json(message.reply)

    async def _worked(self, message: Message, ends: float) -> Reply:
        response = await surely(self._responder, message, ends=ends)
        state = MessageState.FAILED if response.reply.problem else MessageState.READY
        stored = await self._stored(self._inbox.finish, finished(message, response.reply, state))
        if response.later:
            self._spawn(self._push_later(message, response.later))
        return Reply.from_json(stored.reply)

    async def _push_later(self, message: Message, later: Awaitable[Reply | None]) -> None:
        try:
            reply = await later
        except YoujuError as error:
            logger.warning("What was to come later for a message of %s failed: %s", self._channel, type(error).__name__)
            return
        if reply:
            await self._push(message, reply)

    async def _push(self, message: Message, reply: Reply) -> None:
        push = Push(message.key, self._channel, message.user_hash, message.recipient, reply.to_json(), datetime.now(UTC))
        await self._stored(self._outbox.add, push)

    async def _settle(self, left: Sequence[Message]) -> None:
        """After the last time that the platform would come again: whoever was not told is written to, or it is noted why not."""
        began = datetime.now(UTC)
        await asyncio.sleep(self._retries_seconds)
        for message in left:
            now = await self._stored(self._inbox.message, message.key)
            if now.state is not MessageState.READY:
                continue
            was_ready = message.state is MessageState.READY
            if was_ready and (began - message.created_at).total_seconds() < self._retries_seconds:
                # A reply that had not arrived would have been asked for again.
                await self._stored(self._inbox.settle, message.key, MessageState.TOLD)
            elif not was_ready and self._pushes:
                await self._push(message, Reply.from_json(now.reply))
                await self._stored(self._inbox.settle, message.key, MessageState.TOLD)
            else:
                await self._stored(_failed, self._inbox, message.key)

    async def _stored(self, work: Callable[Arguments, Result], *arguments: Arguments.args, **options: Arguments.kwargs) -> Result:
        """What work with the store gives."""
        return await asyncio.wrap_future(self._pool.submit(work, *arguments, **options))


def _failed(inbox: Inbox, key: str) -> None:
    inbox.settle(key, MessageState.FAILED, problem=NOT_TOLD)
