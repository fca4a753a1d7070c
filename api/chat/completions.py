"""An answer as a chat completion: whole, or as the chunks of a stream."""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from api import sse
from api.answering import Progress, Told
from api.chat.models import Manner
from api.chat.wording import Mark, Source, Wording
from api.links import Links
from api.schemas.asking import KeptAnswerRecord
from api.schemas.chat import AnnotationRecord, ChatCompletionRecord, ChoiceRecord, ReplyMessageRecord, UrlCitationRecord, UsageRecord
from api.schemas.problems import ProblemRecord
from assistant.events import StatementVerified

DONE = b"data: [DONE]\n\n"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Completion:
    """What all parts of one completion bear."""

    model: str
    manner: Manner
    links: Links
    with_usage: bool = False
    completion_id: str = field(default_factory=lambda: f"chatcmpl-{uuid4().hex}")
    created: int = field(default_factory=lambda: int(datetime.now(UTC).timestamp()))

    def whole(self, record: KeptAnswerRecord) -> ChatCompletionRecord:
        """The completion that tells an answer."""
        wording = self.wording()
        text = wording.rest(record)
        message = ReplyMessageRecord(content=text, annotations=annotations(wording.marks(record)))
        choices = (ChoiceRecord(message=message),)
        return ChatCompletionRecord(id=self.completion_id, created=self.created, model=self.model, choices=choices, youju=record)

    async def chunks(self, first: Progress | Told, rest: AsyncIterator[Progress | Told]) -> AsyncIterator[bytes]:
        """The chunks that tell an answer: each sentence when it is verified, then everything else.

        Raises:
            YoujuError: The answer cannot be finished; what was told so far is verified.
            RefusalError: Likewise.
        """
        wording = self.wording()
        yield self._delta(role="assistant", content="")
        async for event in sse.with_pauses(first, rest):
            if event is None:
                yield sse.PING
            elif isinstance(event, StatementVerified):
                yield self._delta(content=wording.sentence(event.statement.text, event.statement.citations))
            elif isinstance(event, Told):
                for chunk in self._ending(event.record, wording):
                    yield chunk
        yield DONE

    def failed(self, problem: ProblemRecord) -> bytes:
        """The chunk that tells that the answer could not be finished."""
        return _event({**self._chunk(), "choices": [], "error": problem.error.model_dump(mode="json")})

    def wording(self) -> Wording:
        """A new wording in the manner of the model."""
        return Wording(self.links, lists_sources=self.manner.lists_sources)

    def _ending(self, record: KeptAnswerRecord, wording: Wording) -> Iterator[bytes]:
        yield self._delta(content=wording.rest(record))
        if self.manner.as_events:
            for source in wording.sources(record):
                yield _event({**self._chunk(), "choices": [], "event": open_webui_event(source)})
        elif record.citations:
            yield self._delta(annotations=[each.model_dump(mode="json") for each in annotations(wording.marks(record))])
        ending = {"index": 0, "delta": {}, "finish_reason": "stop"}
        yield _event({**self._chunk(), "choices": [ending], "youju": record.model_dump(mode="json")})
        if self.with_usage:
            yield _event({**self._chunk(), "choices": [], "usage": UsageRecord().model_dump()})

    def _delta(self, **delta: object) -> bytes:
        return _event({**self._chunk(), "choices": [{"index": 0, "delta": delta, "finish_reason": None}]})

    def _chunk(self) -> Json:
        return {"id": self.completion_id, "object": "chat.completion.chunk", "created": self.created, "model": self.model}


def annotations(marks: tuple[Mark, ...]) -> tuple[AnnotationRecord, ...]:
    """The annotations of these marks."""
    return tuple(
        AnnotationRecord(
            url_citation=UrlCitationRecord(
                start_index=mark.span.start, end_index=mark.span.end, title=mark.source.title, url=mark.source.url
            )
        )
        for mark in marks
    )


def open_webui_event(source: Source) -> Json:
    """The event with which Open WebUI shows a source with its quote; the n-th is what [n] in the text opens."""
    metadata = {"source": source.url, "name": source.title}
    data = {"source": {"name": source.title, "url": source.url}, "document": [source.quote], "metadata": [metadata]}
    return {"type": "source", "data": data}


def _event(data: Json) -> bytes:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
