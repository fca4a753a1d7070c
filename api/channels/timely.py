"""Answers in time: an extracted answer takes milliseconds, one that a language model words counts where it is ready."""

import asyncio
from collections.abc import Awaitable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from api.answering import Asked, Told
from api.remembering import Remembering
from api.service import Service
from assistant.answers import Answer, NoAnswer

# So many questions are looked up at a time; more threads only take turns.
_THREADS = 2

# Many may be waiting for one slow model: what they are told instead is kept and written in the time that is left.
_RESERVED_SECONDS = 0.8


@dataclass(frozen=True, slots=True)
class InTime:
    """What is there at the deadline, `None` where nothing is, and what comes later where something does."""

    told: Told | None
    later: Awaitable[Told | None] | None = None


class TimelyAnswers:
    """Answers questions by a deadline; `waits` tells whether what is late is still wanted."""

    def __init__(self, service: Service, *, waits: bool) -> None:
        assistant = service.youju.assistant
        self._answering = service.answering
        self._waits = waits
        self._writes = assistant.writer is not None
        self._remembering = Remembering(replace(assistant, writer=None) if self._writes else assistant, service.youju.library.generation)
        # Apart from the threads that wait for a language model, so that no model holds up an extracted answer.
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="channel")

    def close(self) -> None:
        """Ends the threads after what they are at."""
        self._pool.shutdown(cancel_futures=True)

    async def answer(self, asked: Asked, *, ends: float) -> InTime:
        """The worded answer where it is there shortly before the loop's clock shows `ends`, else the extracted one.

        Raises:
            QuestionError: The question cannot be asked.
            NotFoundError: The user has no such conversation.
            StoreError: The answer cannot be made or kept.
        """
        extracted = asyncio.get_running_loop().run_in_executor(self._pool, self._extract, asked)
        worded = asyncio.ensure_future(self._answering.answer(asked)) if self._writes else None
        if worded and await _is_done(worded, ends - _RESERVED_SECONDS) and not worded.exception():
            extracted.cancel()
            return InTime(worded.result())
        later = self._wanted_later(worded) if worded else None
        if not await _is_done(extracted, ends):
            return self._nothing_yet(asked, extracted, later)
        return InTime(await self._answering.keep(asked, extracted.result()), later)

    def _extract(self, asked: Asked) -> Answer | NoAnswer:
        return self._remembering.ask(asked.question, history=self._answering.history(asked), place=asked.place)

    def _wanted_later(self, worded: "asyncio.Future[Told]") -> Awaitable[Told | None] | None:
        """The worded answer when it comes; none where it failed, or where nobody could be told."""
        if worded.done():
            return None
        if not self._waits:
            worded.cancel()
            return None
        return _if_worded(worded)

    def _nothing_yet(self, asked: Asked, extracted: "asyncio.Future[Answer | NoAnswer]", later: Awaitable[Told | None] | None) -> InTime:
        """The server has too much to do: even the extracted answer comes later, and what is worded later still."""
        if later or not self._waits:
            extracted.cancel()
            return InTime(None, later)
        return InTime(None, self._kept(asked, extracted))

    async def _kept(self, asked: Asked, extracted: "asyncio.Future[Answer | NoAnswer]") -> Told:
        return await self._answering.keep(asked, await extracted)


async def _is_done(work: "asyncio.Future[Any]", ends: float) -> bool:
    """Whether work is done by then; what is done already counts after that, too."""
    await asyncio.wait({work}, timeout=max(ends - asyncio.get_running_loop().time(), 0.0))
    return work.done()


async def _if_worded(worded: "asyncio.Future[Told]") -> Told | None:
    """What a language model worded; where it could not, all that can be told was told."""
    told = await worded
    return told if told.record.generated_by else None
