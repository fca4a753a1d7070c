"""Answers questions for every channel over HTTP: each on a worker thread, each kept before it is told.

The pool is small, since answering is Python and more threads only take turns; questions beyond what may wait are told to come again.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from threading import Event as Flag
from threading import Lock
from typing import ParamSpec
from uuid import uuid4

from api.callers import Caller
from api.metrics import Metrics
from api.moments import Moments
from api.refusals import OVERLOADED, RefusalError
from api.remembering import Remembering
from api.schemas.answers import AnswerRecord
from api.schemas.asking import MAX_HISTORY, KeptAnswerRecord
from assistant.answers import Answer, NoAnswer
from assistant.bootstrap import Youju
from assistant.events import AnswerFinished, EvidenceFound, StatementVerified
from indexing.journal import Conversation, KeptAnswer
from indexing.journal_writer import JournalWriter

MAX_TITLE_CHARACTERS = 60
MAX_THREADS = 4

Progress = EvidenceFound | StatementVerified
Work = ParamSpec("Work")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came in; `conversation_id` empty where a conversation begins with it."""

    question: str
    caller: Caller
    channel: str = "http"
    history: tuple[str, ...] = ()
    place: str = ""
    conversation_id: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer that is kept: its record, and the same as JSON."""

    record: KeptAnswerRecord
    json: str


# An answer, and the future that is done when it is kept.
Given = tuple[Told, Future[None]]


class Answering:
    """Answers questions and keeps what it answered; `public_url` is what permanent addresses begin with."""

    def __init__(self, youju: Youju, *, public_url: str, max_waiting: int, metrics: Metrics) -> None:
        self._youju = youju
        self._public_url = public_url
        self._max_waiting = max_waiting
        self._metrics = metrics
        self._remembering = Remembering(youju.assistant, youju.library.generation)
        self._writer = JournalWriter(youju.library.journal)
        self._pool = ThreadPoolExecutor(min(MAX_THREADS, (os.cpu_count() or 1) + 1), thread_name_prefix="answer")
        self._moments = Moments()
        self._counting = Lock()
        self._n_waiting = 0
        metrics.watch_waiting(self.n_waiting)

    def close(self) -> None:
        """Ends the threads after what they are at."""
        self._pool.shutdown(cancel_futures=True)
        self._writer.close()

    def n_waiting(self) -> int:
        """How many questions are being answered or wait."""
        return self._n_waiting

    async def answer(self, asked: Asked) -> Told:
        """The answer to a question; it is kept when this returns.

        Raises:
            QuestionError: The question cannot be asked.
            NotFoundError: The caller has no such conversation.
            StoreError: The answer cannot be made or kept.
            RefusalError: Too many questions wait.
        """
        told, kept = await asyncio.wrap_future(self._begin(self._answered, asked))
        await asyncio.wrap_future(kept)
        return told

    async def keep(self, asked: Asked, answer: Answer | NoAnswer) -> Told:
        """An answer that was made elsewhere, kept when this returns.

        Raises:
            StoreError: It cannot be kept.
        """
        told, kept = self._given(asked, answer)
        await asyncio.wrap_future(kept)
        return told

    async def stream(self, asked: Asked) -> AsyncIterator[Progress | Told]:
        """What happens on the way to the answer, and last the answer, kept; the work stops when nobody listens any more.

        Raises:
            QuestionError: As `answer` does, and the other errors too, before the first event or, of the store, later.
        """
        relay = Relay(asyncio.get_running_loop())
        work = self._begin(self._feed, asked, relay)
        work.add_done_callback(relay.end)
        try:
            async for event in relay:
                yield event
            told, kept = await asyncio.wrap_future(work)
            await asyncio.wrap_future(kept)
            yield told
        finally:
            relay.stopped.set()

    def _begin(self, work: Callable[Work, Given], *arguments: Work.args, **options: Work.kwargs) -> Future[Given]:
        """Has work done on a thread of the pool, unless too much waits already."""
        with self._counting:
            if self._n_waiting >= self._max_waiting:
                detail = f"{self._max_waiting} questions wait already; ask again in a few seconds."
                raise RefusalError(OVERLOADED, detail, {"Retry-After": "5"})
            self._n_waiting += 1
        begun = self._pool.submit(work, *arguments, **options)
        begun.add_done_callback(self._end)
        return begun

    def _end(self, _work: object) -> None:
        with self._counting:
            self._n_waiting -= 1

    def _answered(self, asked: Asked) -> Given:
        return self._given(asked, self._remembering.ask(asked.question, history=self.history(asked), place=asked.place))

    def _feed(self, asked: Asked, relay: "Relay") -> Given:
        """Hands on each event as it comes; gives the answer."""
        for event in self._remembering.stream(asked.question, history=self.history(asked), place=asked.place):
            if relay.stopped.is_set():
                raise asyncio.CancelledError
            if isinstance(event, AnswerFinished):
                return self._given(asked, event.answer)
            relay.put(event)
        raise AssertionError("The stream ends with the answer")

    def history(self, asked: Asked) -> tuple[str, ...]:
        """The questions that a question follows, oldest first.

        Raises:
            NotFoundError: The caller has no such conversation.
        """
        if not asked.conversation_id:
            return asked.history
        self._youju.library.journal.conversation(asked.conversation_id, user_hash=asked.caller.user_hash)
        return self._youju.library.journal.questions(asked.conversation_id, limit=MAX_HISTORY)

    def _given(self, asked: Asked, answer: Answer | NoAnswer) -> Given:
        """The answer as it is told, and the future of its being kept."""
        self._metrics.note_answer(answer, channel=asked.channel)
        now = self._moments.now()
        conversation_id = asked.conversation_id or uuid4().hex
        record = KeptAnswerRecord.from_record(
            AnswerRecord.from_answer(answer), conversation_id=conversation_id, url=f"{self._public_url}/api/v1/answers/{answer.id}"
        )
        written = record.model_dump_json()
        caller = asked.caller
        kept = KeptAnswer(answer.id, conversation_id, caller.user_hash, caller.key_id, asked.channel, asked.question, written, now)
        title = " ".join(asked.question.split())[:MAX_TITLE_CHARACTERS]
        begun = None if asked.conversation_id else Conversation(conversation_id, caller.user_hash, caller.key_id, title, now)
        return Told(record, written), self._writer.add(kept, begun)


class Relay:
    """Carries events from the thread that makes them to the event loop that tells them."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._events: asyncio.Queue[Progress | None] = asyncio.Queue()
        self.stopped = Flag()

    def put(self, event: Progress | None) -> None:
        """Hands on an event, from any thread; one that comes after the loop has ended is lost."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._events.put_nowait, event)

    def end(self, _work: object = None) -> None:
        """Says that nothing more comes."""
        self.put(None)

    def __aiter__(self) -> AsyncIterator[Progress]:
        return self._each()

    async def _each(self) -> AsyncIterator[Progress]:
        while (event := await self._events.get()) is not None:
            yield event
