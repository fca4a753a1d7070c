"""Server-sent events of an answer: `evidence`, `statement` and last `answer`, or `error` where something failed after the first of them."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import TypeVar

from fastapi import Request
from fastapi.sse import format_sse_event
from pydantic import BaseModel

from api.answering import Progress, Told
from api.errors import problem_of
from api.refusals import RefusalError
from api.schemas.asking import EvidenceEventRecord, StatementEventRecord
from assistant.events import EvidenceFound
from corpus.errors import YoujuError

MEDIA_TYPE = "text/event-stream"

# Proxies cut connections that are silent for a minute.
PING_SECONDS = 15.0
PING = format_sse_event(comment="ping")

# A proxy that gathers a response before it passes it on defeats the stream.
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

Item = TypeVar("Item")

EXAMPLE = (
    'event: evidence\ndata: {"standalone_question":"急会诊多久到位","clause_labels":["三、（二）20."]}\n\n'
    'event: statement\ndata: {"text":"急会诊应在会诊请求发出后10分钟内到位。","citations":[…]}\n\n'
    'event: answer\ndata: {"id":"…","status":"answered",…}\n\n'
)


def is_wanted(accept: str) -> bool:
    """Whether an Accept header asks for a stream.

    >>> is_wanted("text/event-stream"), is_wanted("application/json, text/event-stream;q=0.5"), is_wanted("*/*")
    (True, False, False)
    """
    names = [part.split(";")[0].strip().lower() for part in accept.split(",")]
    return MEDIA_TYPE in names and "application/json" not in names[: names.index(MEDIA_TYPE)]


async def with_pauses(first: Item, rest: AsyncIterator[Item]) -> AsyncIterator[Item | None]:
    """What comes, and `None` each time that nothing has come for `PING_SECONDS`."""
    yield first
    following = asyncio.ensure_future(anext(rest, None))
    try:
        while True:
            done, _ = await asyncio.wait({following}, timeout=PING_SECONDS)
            if not done:
                yield None
                continue
            item = following.result()
            if item is None:
                return
            yield item
            following = asyncio.ensure_future(anext(rest, None))
    finally:
        following.cancel()


async def written(request: Request, first: Progress | Told, rest: AsyncIterator[Progress | Told]) -> AsyncIterator[bytes]:
    """The events as bytes; `first` was waited for before the response began, so that what is wrong with a question has a status."""
    try:
        async for event in with_pauses(first, rest):
            yield _event(event) if event else PING
    except (YoujuError, RefusalError) as error:
        yield _named("error", problem_of(request, error))


def _event(event: Progress | Told) -> bytes:
    if isinstance(event, Told):
        return format_sse_event(event="answer", data_str=event.json, id=event.record.id)
    if isinstance(event, EvidenceFound):
        return _named("evidence", EvidenceEventRecord.from_event(event))
    return _named("statement", StatementEventRecord.from_event(event))


def _named(name: str, record: BaseModel) -> bytes:
    return format_sse_event(event=name, data_str=json.dumps(record.model_dump(mode="json"), ensure_ascii=False))
