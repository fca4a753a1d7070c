"""Takes in what people ask the robot, by callback or over the long connection: each question is stored, worked on once, and told once.

The store holds keyed hashes of users; the chat that a late reply goes to is sealed, and taken out when the reply was told.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from uuid import uuid4

from api.channels import words
from api.channels.limits import MORE, STREAM_BYTES, cut
from api.channels.messages import Kind as Wanted
from api.channels.messages import Reply
from api.channels.responder import Responder, Response, finished, surely
from api.channels.sealing import Sealer
from api.channels.wecom.bot_messages import BotMessage, Kind, Rating
from api.channels.wecom.robot import Outcome, State, Unfinished
from api.chat.wording import Wording
from api.links import Links
from api.schemas.asking import KeptAnswerRecord
from api.service import Service
from corpus.errors import NotFoundError, YoujuError
from indexing.inbox import Message, MessageState
from indexing.journal import Feedback

# A language model may take longer; what the texts say themselves is shown by then.
SHOWN_SECONDS = 4.2

# WeCom ends a reply that is not finished after 6 minutes.
WORDED_SECONDS = 300.0

WORDING = "正在整理更完整的回答……"
BROKEN = "连接中断过，对“{question}”的回答可能没有送达。"
SEE = "如果没有看到，请打开：{url}"
ASK_AGAIN = "如果没有看到，请再问一次。"

_NOTED_CHARACTERS = 60

logger = logging.getLogger(__name__)


class BotDesk:
    """The questions of one channel to the robot."""

    def __init__(self, channel: str, service: Service) -> None:
        self.channel = channel
        self._library = service.youju.library
        self._hasher = service.hasher
        self._sealer = Sealer(service.hasher.secret)
        self._responder = Responder(service, pushes=True)
        self._links = Links(service.public_url)

    def close(self) -> None:
        """Ends the threads after what they are at."""
        self._responder.close()

    def take(self, message: BotMessage) -> bool:
        """Stores a question; whether it is new."""
        chat = json.dumps(asdict(replace(message, text="", rating=None)), ensure_ascii=False)
        wanted = words.kind_of(message.text) if message.kind is Kind.QUESTION else Wanted.NO_TEXT
        stored = Message(
            key=self._key(message.message_id),
            channel=self.channel,
            user_hash=self.user_hash(message.user_id),
            kind=str(wanted),
            text=message.text.strip(),
            recipient=self._sealer.seal(chat),
            created_at=datetime.now(UTC),
        )
        return self._library.inbox.receive(stored)[1]

    async def states(self, message: BotMessage) -> AsyncIterator[State]:
        """The states of the reply to a stored question; it is kept before the last one is told."""
        stored = await asyncio.to_thread(self._library.inbox.message, self._key(message.message_id))
        if stored.state is not MessageState.RECEIVED:
            yield await asyncio.to_thread(self._finished, stored)
            return
        response = await surely(self._responder, stored, ends=asyncio.get_running_loop().time() + SHOWN_SECONDS)
        reply = response.reply
        if response.later:
            shown = await asyncio.to_thread(self._content, reply)
            yield State(f"{shown}\n\n{WORDING}", is_finished=False)
            reply = await self._worded(response) or reply
        stored = await asyncio.to_thread(self._library.inbox.finish, finished(stored, reply, MessageState.READY))
        yield await asyncio.to_thread(self._finished, stored)

    async def greeting(self) -> str:
        """What greets whoever opens the chat."""
        now = datetime.now(UTC)
        greeting = Message("", self.channel, "", str(Wanted.GREETING), "", "", now)
        return (await self._responder.respond(greeting, ends=0.0)).reply.text

    def end(self, message_id: str, outcome: Outcome, detail: str) -> None:
        """Keeps how a question ended."""
        stored = self.stored(message_id)
        problem = detail or (stored.problem if stored else "")
        state = MessageState.FAILED if problem or outcome is Outcome.FAILED else MessageState.TOLD
        self._library.inbox.settle(self._key(message_id), state, problem=problem)

    def unfinished(self) -> Sequence[Unfinished]:
        """The questions that no reply was told to, the oldest first; one whose chat cannot be read any more is noted as failed."""
        found = [(message, self._read(message)) for message in self._library.inbox.unsettled(self.channel)]
        return [Unfinished(chat, may_be_shown=message.state is MessageState.READY) for message, chat in found if chat]

    def rate(self, user_id: str, rating: Rating) -> None:
        """Keeps what a person thinks of an answer; what is taken back, or said of no answer, is passed over."""
        try:
            answer_id = self._library.inbox.message(self._key(rating.reply_id)).answer_id
            if rating.rating and answer_id:
                reason = "；".join(rating.reasons)
                user_hash, now = self.user_hash(user_id), datetime.now(UTC)
                given = Feedback(uuid4().hex, answer_id, user_hash, rating.rating, reason, rating.comment, now)
                self._library.journal.add_feedback(given)
        except NotFoundError:
            logger.info("Feedback came on a reply that is not kept any more")

    def user_hash(self, user_id: str) -> str:
        """What stands for a user of the channel."""
        return self._hasher.user(f"channels/{self.channel}", user_id)

    def stored(self, message_id: str) -> Message | None:
        """The question with this id as it is stored, if it is."""
        try:
            return self._library.inbox.message(self._key(message_id))
        except NotFoundError:
            return None

    def _key(self, message_id: str) -> str:
        return self._hasher.user(f"channels/{self.channel}/messages", message_id)

    def _read(self, message: Message) -> BotMessage | None:
        opened = self._sealer.open(message.recipient)
        if not opened:
            logger.error("The chat of a question cannot be read: the secret of the home has changed")
            return None
        members = json.loads(opened)
        return BotMessage(**{**members, "kind": Kind(members["kind"]), "text": message.text})

    async def _worded(self, response: Response) -> Reply | None:
        """What a language model worded, if it did in time."""
        assert response.later is not None  # noqa: S101 -- asked only where something comes later
        try:
            async with asyncio.timeout(WORDED_SECONDS):
                return await response.later
        except (YoujuError, TimeoutError) as error:
            logger.warning("What was to be worded for the robot failed: %s", type(error).__name__)
            return None

    def _finished(self, message: Message) -> State:
        reply = Reply.from_json(message.reply)
        question = " ".join(message.text.split())[:_NOTED_CHARACTERS]
        has_page = bool(reply.answer_id and self._links.address)
        where = SEE.format(url=self._links.answer(reply.answer_id)) if has_page else ASK_AGAIN
        return State(self._content(reply), is_finished=True, note=BROKEN.format(question=question) + where)

    def _content(self, reply: Reply) -> str:
        """The reply in full: an answer with all its sources, as Markdown."""
        if not reply.answer_id:
            return cut(reply.text, STREAM_BYTES)
        try:
            record = KeptAnswerRecord.model_validate_json(self._library.journal.answer(reply.answer_id).record)
        except NotFoundError:
            # The answer was deleted meanwhile; what the desk keeps of it is told.
            return cut(reply.text or words.say("failed"), STREAM_BYTES)
        worded = Wording(self._links, lists_sources=True).rest(record)
        return cut(worded, STREAM_BYTES, tail=f"{MORE}\n全文：{self._links.answer(record.id)}")
