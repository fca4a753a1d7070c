"""`youju ask` and `youju chat`: questions in, cited answers out."""

import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import typer

from api.cli.batches import BatchLine, work_through
from api.cli.printing import print_answer
from api.schemas.answers import AnswerRecord
from assistant.answers import Answer
from assistant.service import Assistant
from corpus.errors import QuestionError

ANSWERED, NO_BASIS = 0, 4

# As many earlier questions as a follow-up can lean on.
MAX_TURNS = 8


class QuestionLine(BatchLine):
    """A line of a file of questions; `history` are the earlier questions of the same person, oldest first."""

    question: str
    history: tuple[str, ...] = ()
    place: str = ""


def ask_once(assistant: Assistant, question: str, *, place: str, as_json: bool) -> int:
    """Answer one question; 0 where it is answered, 4 where the texts give no basis."""
    answer = assistant.ask(question, place=place)
    if as_json:
        typer.echo(AnswerRecord.from_answer(answer).model_dump_json())
    else:
        print_answer(answer)
    return ANSWERED if isinstance(answer, Answer) else NO_BASIS


def ask_each(assistant: Assistant, questions: Path, answers: Path, *, place: str) -> int:
    """Answer a file of questions into a file of answers; `place` holds where a line names none."""

    def answer(line: QuestionLine) -> dict[str, object]:
        answer = assistant.ask(line.question, history=line.history, place=line.place or place)
        return {"answer": AnswerRecord.from_answer(answer).model_dump(mode="json")}

    return work_through(questions, answers, QuestionLine, answer)


def converse(assistant: Assistant, *, place: str) -> int:
    """Answer the questions on standard input, a line each, until it ends; each may lean on those before it."""
    turns: deque[str] = deque(maxlen=MAX_TURNS)
    for question in _typed_questions():
        try:
            print_answer(assistant.ask(question, history=tuple(turns), place=place))
        except QuestionError as error:
            typer.echo(f"youju: {error}", err=True)
        else:
            turns.append(question)
    return ANSWERED


def _typed_questions() -> Iterator[str]:
    """The lines that hold something; a person is shown where to type."""
    prompt = "问 " if sys.stdin.isatty() else ""
    while True:
        try:
            question = input(prompt).strip()
        except (EOFError, KeyboardInterrupt):
            return
        if question:
            yield question
