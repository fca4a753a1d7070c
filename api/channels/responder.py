"""Makes the reply to a message of any channel: an answer, what falls due, or a few words."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from api.answering import Asked, Told
from api.callers import Caller
from api.channels import words
from api.channels.limits import MORE, TEXT_BYTES, cut
from api.channels.messages import Kind, Reply
from api.channels.timely import TimelyAnswers
from api.channels.wording import answer_reply
from api.pages.welcome import welcome
from api.refusals import RefusalError
from api.scopes import Scope
from api.service import Service
from assistant.obligations.entries import Entry
from assistant.obligations.filters import Filters
from assistant.obligations.wording import citation, one_line
from assistant.understanding import MAX_CHARACTERS
from corpus.errors import NotFoundError, QuestionError, YoujuError
from indexing.inbox import Message, MessageState

# A question that comes later than this after the last one does not follow it.
THREAD = timedelta(minutes=30)

MAX_DEPARTMENT_CHARACTERS = 16
N_EXAMPLES = 3
N_DEADLINES = 5
_DEADLINES_AHEAD = timedelta(days=365)
_DUTY_BYTES = 240

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Response:
    """A reply, and what comes later where something does."""

    reply: Reply
    later: Awaitable[Reply | None] | None = None


async def surely(responder: "Responder", message: Message, *, ends: float) -> Response:
    """The response to a message; where none can be made, a few words that say so."""
    try:
        return await responder.respond(message, ends=ends)
    except YoujuError as error:
        problem = type(error).__name__
        logger.error("A message of %s failed: %s", message.channel, problem)  # noqa: TRY400 -- no defect, so no trace
    except Exception as error:  # whoever asks gets words, not the platform's notice that the account is out of order
        problem = type(error).__name__
        logger.exception("A message of %s failed", message.channel)
    return Response(Reply(words.say("failed"), problem=problem))


def finished(message: Message, reply: Reply, state: MessageState) -> Message:
    """The message with its reply, as it is stored."""
    return replace(
        message,
        state=state,
        reply=reply.to_json(),
        answer_id=reply.answer_id,
        conversation_id=reply.conversation_id,
        problem=reply.problem,
        finished_at=datetime.now(UTC),
    )


class Responder:
    """Makes replies; `pushes` tells whether what comes late can still be sent."""

    def __init__(self, service: Service, *, pushes: bool) -> None:
        self._service = service
        self._inbox = service.youju.library.inbox
        self._pushes = pushes
        self._answers = TimelyAnswers(service, waits=pushes)
        self._words: dict[Kind, Callable[[], str]] = {
            Kind.GREETING: lambda: words.say("greeting", examples="\n".join(self._examples())),
            Kind.HELP: lambda: words.say("help", examples="\n".join(self._examples())),
            Kind.DEADLINES: self._deadlines,
            Kind.DEPARTMENT: lambda: words.say("department"),
            Kind.NO_TEXT: lambda: words.say("no_text", example=words.examples()[0]),
        }

    def close(self) -> None:
        """Ends the threads after what they are at."""
        self._answers.close()

    async def respond(self, message: Message, *, ends: float) -> Response:
        """The reply to a message, there when the loop's clock shows `ends`.

        Raises:
            StoreError: Nothing can be read or kept.
        """
        if message.kind == Kind.QUESTION:
            return await self._on_question(message, ends)
        return Response(Reply(await asyncio.to_thread(self._words[Kind(message.kind)])))

    async def _on_question(self, message: Message, ends: float) -> Response:
        try:
            self._service.limits.spend(key_id="", user_hash=message.user_hash)
            asked = await asyncio.to_thread(self._asked, message)
            return await self._answered(asked, ends)
        except RefusalError as error:
            return Response(Reply(words.say("too_fast", seconds=error.headers.get("Retry-After", "5")), problem=error.kind.code))
        except QuestionError:
            return Response(Reply(words.say("unaskable", most=MAX_CHARACTERS), problem="question"))

    async def _answered(self, asked: Asked, ends: float) -> Response:
        try:
            in_time = await self._answers.answer(asked, ends=ends)
        except NotFoundError:
            # The conversation was deleted meanwhile: the question stands alone.
            in_time = await self._answers.answer(replace(asked, conversation_id=""), ends=ends)
        later = self._later(in_time.later) if in_time.later else None
        if in_time.told is None:
            return Response(Reply(words.say("later" if later else "failed"), problem="late"), later)
        return Response(self._reply(in_time.told), later)

    async def _later(self, told: Awaitable[Told | None]) -> Reply | None:
        worded = await told
        return self._reply(worded) if worded else None

    def _reply(self, told: Told) -> Reply:
        return answer_reply(told.record, self._service.public_url)

    def _asked(self, message: Message) -> Asked:
        """The question of a message in its thread; the name of a department where that was asked for."""
        since = message.created_at - THREAD
        last = self._inbox.last(message.user_hash, before=message.key, since=since)
        follows = self._inbox.last(message.user_hash, before=message.key, since=since, answered=True)
        caller = Caller(frozenset({Scope.ASK}), application=message.channel, user_hash=message.user_hash)
        names_department = last is not None and last.kind == Kind.DEPARTMENT and len(message.text.strip()) <= MAX_DEPARTMENT_CHARACTERS
        if names_department and words.is_name(message.text):
            return Asked(words.say("department_question", department=message.text.strip()), caller, message.channel)
        return Asked(message.text, caller, message.channel, conversation_id=follows.conversation_id if follows else "")

    def _examples(self) -> tuple[str, ...]:
        return welcome(self._service.youju).questions[:N_EXAMPLES] or words.examples()

    def _deadlines(self) -> str:
        """What falls due next, a line for each duty."""
        today = self._service.youju.assistant.today()
        due = Filters(due_from=today, due_before=today + _DEADLINES_AHEAD)
        entries = self._service.youju.register.find(due, limit=N_DEADLINES).entries
        lines = "\n".join(map(_line, entries))
        return cut(words.say("deadlines", duties=lines), TEXT_BYTES, tail=MORE) if lines else words.say("no_deadlines")


def _line(entry: Entry) -> str:
    """A duty with its day and source: `2026-12-31 质控中心：报送年度报告（《办法》第三条）`."""
    said, actor = one_line(entry.stored.reading), one_line(entry.stored.obligation.actor)
    named = said if not actor or actor in said else f"{actor}：{said}"
    return f"{entry.next_due} {cut(named, _DUTY_BYTES, tail=MORE)}（{citation(entry)}）"
