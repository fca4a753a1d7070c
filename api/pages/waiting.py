"""Answers that are asked for again until they are there: for browsers that cannot read a stream, such as views inside other programs.

What is under way is known to the process that began it; what it answers is kept like every other answer.
"""

import asyncio
from collections import OrderedDict
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Form, Path, Request, Response
from fastapi.responses import JSONResponse

from api.answering import Asked, Told
from api.dependencies import Asker, OpenService
from api.origins import OwnPage
from api.schemas.asking import MAX_ID_CHARACTERS
from assistant.understanding import MAX_CHARACTERS
from corpus.errors import NotFoundError

# So long a request for an answer waits for it; proxies and phones cut what takes much longer.
PATIENCE_SECONDS = 2.0

# The oldest are forgotten beyond this; an answer that is there by then has its permanent address.
MAX_TICKETS = 1000

JSON = "application/json"

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form(max_length=10 * MAX_CHARACTERS)]


class Tickets:
    """What is under way, each under a name that nobody guesses."""

    def __init__(self) -> None:
        self._tasks: OrderedDict[str, asyncio.Task[Told]] = OrderedDict()

    def add(self, task: asyncio.Task[Told]) -> str:
        """Keeps a task; gives its name."""
        ticket = uuid4().hex
        self._tasks[ticket] = task
        if len(self._tasks) > MAX_TICKETS:
            self._tasks.popitem(last=False)
        return ticket

    async def told(self, ticket: str) -> Told | None:
        """The answer, `None` where it is not there yet.

        Raises:
            NotFoundError: There is no such ticket.
            YoujuError: The question cannot be answered; RefusalError where the server does not take it.
        """
        task = self._tasks.get(ticket)
        if task is None:
            raise NotFoundError(f"There is no question under way with the ticket {ticket!r}; ask it again.")
        done, _ = await asyncio.wait({task}, timeout=PATIENCE_SECONDS)
        return task.result() if done else None


@router.post("/answers/begin")
async def begin(
    request: Request, service: OpenService, caller: Asker, _own: OwnPage, question: Text, place: Text = "", conversation_id: Text = ""
) -> Response:
    """Begin to answer a question; the ticket tells where its answer is asked for."""
    asked = Asked(question=question, caller=caller, channel="page", place=place, conversation_id=conversation_id)
    tickets: Tickets = request.app.state.tickets
    return JSONResponse({"ticket": tickets.add(asyncio.create_task(service.answering.answer(asked)))}, 202)


@router.get("/answers/begun/{ticket}")
async def follow(request: Request, _caller: Asker, ticket: Annotated[str, Path(max_length=MAX_ID_CHARACTERS)]) -> Response:
    """Give the record of the answer, or say that it is not there yet; a little while is waited for it."""
    tickets: Tickets = request.app.state.tickets
    told = await tickets.told(ticket)
    return Response(told.json, media_type=JSON) if told else JSONResponse({"ticket": ticket}, 202)
