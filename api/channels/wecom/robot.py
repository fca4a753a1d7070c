"""The robot over its long connection: every question is kept, answered, and delivered once, however often the connection breaks.

A reply belongs to the `req_id` of its question, which counts only on the connection that it came over (errcode 846605 on any other): a
reply that is late is pushed to the chat instead. Where WeCom may have had a reply but did not say so before the connection broke, it is
not sent again: a note tells where the answer stays.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from api.channels.calling import Json, Verdict
from api.channels.limits import STREAM_BYTES, cut
from api.channels.wecom.bot_messages import BotMessage, Kind, MessageError, Rating, read_message
from api.channels.wecom.frames import EVENT, MESSAGE, Frame, push, stream_reply, welcome
from api.channels.wecom.long_connection import Line, LostError
from corpus.errors import YoujuError

# Not subscribed: what is said on a connection that WeCom has given up is said again on the next one.
_GIVEN_UP = 846609

logger = logging.getLogger(__name__)


class TakenOverError(YoujuError):
    """Another program connected as the same robot."""


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    LINKED = "linked"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class State:
    """A reply as far as it has come, from its beginning on; `note` is what tells of it where it may have been shown already."""

    content: str
    is_finished: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A question that was left when the program ended; `may_be_shown` where its reply was on the way to WeCom."""

    message: BotMessage
    may_be_shown: bool


class Replies(Protocol):
    """What answers."""

    def states(self, message: BotMessage) -> AsyncIterator[State]:
        """The states of the reply to a kept question; the last one is finished, and kept before it is given."""
        ...


class Desk(Protocol):
    """What keeps questions from their arrival to their end."""

    def take(self, message: BotMessage) -> bool:
        """Keeps a question; whether it is new."""
        ...

    def end(self, message_id: str, outcome: Outcome, detail: str) -> None:
        """Keeps how a question ended."""
        ...

    def unfinished(self) -> Sequence[Unfinished]:
        """The questions that no reply was delivered to, the oldest first."""
        ...

    def rate(self, user_id: str, rating: Rating) -> None:
        """Keeps what a person thinks of a reply."""
        ...


class Connection(Protocol):
    """What gives the live connection."""

    async def line(self) -> Line:
        """The live connection, as soon as there is one."""
        ...


@dataclass(slots=True)
class _Open:
    """A question that is being answered; its `req_id` is renewed where WeCom sends it once more, and empty after a restart."""

    message: BotMessage
    request_id: str


class Robot:
    """Answers what comes over a connection; `receive` is called in the event loop."""

    def __init__(self, connection: Connection, replies: Replies, desk: Desk, *, greeting: str) -> None:
        self._connection = connection
        self._replies = replies
        self._desk = desk
        self._greeting = greeting
        self._open: dict[str, _Open] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def resume(self) -> None:
        """Takes up what an earlier run left."""
        for left in await asyncio.to_thread(self._desk.unfinished):
            opened = self._open.setdefault(left.message.message_id, _Open(left.message, ""))
            self._start(self._finish(opened, may_be_shown=left.may_be_shown))

    async def idle(self) -> None:
        """Returns when everything that came is done."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self) -> None:
        """Ends what is under way; the next run takes it up."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def receive(self, line: Line, frame: Frame) -> None:
        """Takes a frame.

        Raises:
            TakenOverError: Another program connected as this robot.
        """
        if frame.command not in {MESSAGE, EVENT}:
            return
        try:
            message = read_message(frame.body)
        except MessageError as error:
            logger.warning("%s", error)
            return
        match message.kind:
            case Kind.TAKEN_OVER:
                raise TakenOverError("Another program connected as this robot, and WeCom keeps one connection: stop one of the two")
            case Kind.ENTERED:
                self._start(self._greet(line, frame.request_id))
            case Kind.FEEDBACK if message.rating:
                self._start(asyncio.to_thread(self._desk.rate, message.user_id, message.rating))
            case Kind.QUESTION | Kind.UNREADABLE if message.message_id and message.user_id:
                self._take(message, frame.request_id)

    def _take(self, message: BotMessage, request_id: str) -> None:
        if opened := self._open.get(message.message_id):
            opened.request_id = request_id
            return
        opened = self._open[message.message_id] = _Open(message, request_id)
        self._start(self._serve(opened))

    def _start(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("A message of WeCom was not dealt with", exc_info=error)

    async def _greet(self, line: Line, request_id: str) -> None:
        try:
            await line.call(welcome(request_id, self._greeting))
        except LostError as error:
            # Whoever opens the chat next is greeted again.
            logger.info("%s", error)

    async def _serve(self, opened: _Open) -> None:
        if await asyncio.to_thread(self._desk.take, opened.message):
            await self._finish(opened, may_be_shown=False)
        else:
            self._open.pop(opened.message.message_id, None)

    async def _finish(self, opened: _Open, *, may_be_shown: bool) -> None:
        """Answers, delivers and keeps how it ended."""
        message_id = opened.message.message_id
        try:
            async for state in self._replies.states(opened.message):
                if state.is_finished:
                    outcome, detail = await self._deliver(opened, state, may_be_shown=may_be_shown)
                    await asyncio.to_thread(self._desk.end, message_id, outcome, detail)
                elif opened.request_id:
                    await self._show(opened, state)
        finally:
            self._open.pop(message_id, None)

    async def _show(self, opened: _Open, state: State) -> None:
        """Shows a reply that is not finished; the next state makes up for one that is not taken."""
        line = await self._connection.line()
        try:
            await line.call(stream_reply(opened.request_id, stream_of(opened.message.message_id, state)))
        except LostError as error:
            logger.info("%s", error)

    async def _deliver(self, opened: _Open, state: State, *, may_be_shown: bool) -> tuple[Outcome, str]:
        """Shows a finished reply as an answer to its question where that counts still, else pushes it, or a note where it may be there."""
        while opened.request_id:
            verdict, was_sent = await self._called(lambda: stream_reply(opened.request_id, stream_of(opened.message.message_id, state)))
            may_be_shown = may_be_shown or was_sent
            if verdict and not verdict.code:
                return Outcome.ANSWERED, ""
            if verdict:
                break
        if may_be_shown:
            return await self._push(opened.message, state.note, as_note=True)
        return await self._push(opened.message, state.content, note=state.note)

    async def _push(self, message: BotMessage, content: str, *, note: str = "", as_note: bool = False) -> tuple[Outcome, str]:
        while True:
            frame = push(message.chat_id, cut(content, STREAM_BYTES), is_group=message.is_group)
            verdict, was_sent = await self._called(lambda: frame)  # noqa: B023 -- called before the next turn
            if verdict:
                done = Outcome.LINKED if as_note else Outcome.ANSWERED
                return (Outcome.FAILED, f"errcode {verdict.code}") if verdict.code else (done, "")
            if was_sent and as_note:
                return Outcome.FAILED, "unconfirmed"
            if was_sent:
                content, as_note = note, True

    async def _called(self, frame: Callable[[], Frame]) -> tuple[Verdict | None, bool]:
        """What WeCom says to a frame on the live connection; none where that broke, and whether the frame may have arrived."""
        line = await self._connection.line()
        try:
            verdict = await line.call(frame())
        except LostError as error:
            return None, error.was_sent
        if verdict.code == _GIVEN_UP:
            await line.close()
            return None, False
        return verdict, False


def stream_of(message_id: str, state: State) -> Json:
    """A reply's state as WeCom takes it; the id of the question names the reply, and the feedback on it."""
    content = cut(state.content, STREAM_BYTES)
    return {"id": message_id, "finish": state.is_finished, "content": content, "feedback": {"id": message_id}}
