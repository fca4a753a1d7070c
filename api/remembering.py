"""Remembers answers: an extracted answer follows from the question, the texts and the day, so it need not be worked out twice."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter
from uuid import uuid4

from assistant.answers import Answer, NoAnswer
from assistant.service import Assistant
from indexing.recent import Recent

MAX_CHARACTERS = 8_000_000


class Remembering:
    """Answers from memory while the documents and the day are the same; what a language model words is never remembered."""

    def __init__(self, assistant: Assistant, generation: Callable[[], int]) -> None:
        self._assistant = assistant
        self._generation = generation
        self._answers = Recent[Answer | NoAnswer](max_size=MAX_CHARACTERS, size=_size)

    def ask(self, question: str, *, history: Sequence[str] = (), place: str = "") -> Answer | NoAnswer:
        """The answer to a question, as `Assistant.ask` gives it.

        Raises:
            QuestionError: The question is empty or too long.
        """
        if self._assistant.writer is not None:
            return self._assistant.ask(question, history=history, place=place)
        started = perf_counter()
        key = json.dumps([question, *history, place], ensure_ascii=False)
        version = (self._generation(), self._assistant.today())
        known = self._answers.get(key, version)
        if known is None:
            known = self._assistant.ask(question, history=history, place=place)
            self._answers.put(key, version, known)
            return known
        elapsed_ms = round((perf_counter() - started) * 1000, 2)
        return replace(known, id=uuid4().hex, created_at=datetime.now(UTC), elapsed_ms=elapsed_ms)


def _size(answer: Answer | NoAnswer) -> int:
    """About how many characters an answer has; those of its citations are nearly all."""
    citations = answer.citations if isinstance(answer, Answer) else answer.nearest
    return 500 + sum(400 + len(citation.quote) + len(citation.reading) for citation in citations)
