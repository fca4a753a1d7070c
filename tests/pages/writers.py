"""An assistant that answers as a slow language model would, over the answers of a real one."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.answers import Answer
from assistant.events import AnswerFinished, Event
from assistant.service import Assistant

SECONDS_BETWEEN_EVENTS = 0.4


class WritingAssistant:
    """Streams with pauses, and marks what it says as generated."""

    writer = "test:writer"

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.stages, self.warnings = assistant.stages, assistant.warnings

    def today(self) -> date:
        return self._assistant.today()

    def ask(self, question: str, *, history: Sequence[str] = (), place: str = "") -> object:
        time.sleep(SECONDS_BETWEEN_EVENTS)
        return _generated(self._assistant.ask(question, history=history, place=place))

    def stream(self, question: str, *, history: Sequence[str] = (), place: str = "") -> Iterator[Event]:
        for event in self._assistant.stream(question, history=history, place=place):
            yield AnswerFinished(_generated(event.answer)) if isinstance(event, AnswerFinished) else event
            if not isinstance(event, AnswerFinished):
                time.sleep(SECONDS_BETWEEN_EVENTS)


def _generated(answer: object) -> object:
    return replace(answer, generated_by="test:writer") if isinstance(answer, Answer) else answer
