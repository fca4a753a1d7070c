"""Remembers answers: an extracted answer follows from the question, the texts and the day, so it need not be worked out twice."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter
from uuid import uuid4

from assistant.answers import Answer, NoAnswer
from assistant.events import AnswerFinished, Event, answer_of
from assistant.service import Assistant
from indexing.recent import Recent

MAX_CHARACTERS = 8_000_000


class Remembering:
    """Answers from memory while the documents and the day are the same; what a language model words is never remembered."""

    def __init__(self, assistant: Assistant, generation: Callable[[], int]) -> None:
        self._assistant = assistant
        self._generation = generation
        self._streams = Recent[tuple[Event, ...]](max_size=MAX_CHARACTERS, size=_size)

    def ask(self, question: str, *, history: Sequence[str] = (), place: str = "") -> Answer | NoAnswer:
        """The answer to a question; `stream` drained.

        Raises:
            QuestionError: The question is empty or too long.
        """
        return answer_of(self.stream(question, history=history, place=place))

    def stream(self, question: str, *, history: Sequence[str] = (), place: str = "") -> Iterator[Event]:
        """What `Assistant.stream` gives; an answer from memory has an id, a moment and a duration of its own.

        Raises:
            QuestionError: The question is empty or too long.
        """
        started = perf_counter()
        key = json.dumps([question, *history, place], ensure_ascii=False)
        version = (self._generation(), self._assistant.today(), self._assistant.warnings())
        known = None if self._assistant.writer else self._streams.get(key, version)
        if known is not None:
            yield from (_again(event, started) for event in known)
            return
        told = []
        for event in self._assistant.stream(question, history=history, place=place):
            told.append(event)
            if isinstance(event, AnswerFinished) and not self._assistant.writer:
                self._streams.put(key, version, tuple(told))
            yield event


def _again(event: Event, started: float) -> Event:
    if not isinstance(event, AnswerFinished):
        return event
    elapsed_ms = round((perf_counter() - started) * 1000, 2)
    return AnswerFinished(replace(event.answer, id=uuid4().hex, created_at=datetime.now(UTC), elapsed_ms=elapsed_ms))


def _size(events: tuple[Event, ...]) -> int:
    """About how many characters the events have; those of the citations are nearly all."""
    answers = [event.answer for event in events if isinstance(event, AnswerFinished)]
    citations = [each for answer in answers for each in (answer.citations if isinstance(answer, Answer) else answer.nearest)]
    return 500 + sum(400 + len(citation.quote) + len(citation.reading) for citation in citations)
