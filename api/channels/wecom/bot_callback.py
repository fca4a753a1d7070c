"""The robot by callback: each call gets the reply as far as it has come, and WeCom calls again until it is finished.

developer.work.weixin.qq.com/document/path/101033: what comes and goes is JSON, encrypted for an empty receive id.
"""

import asyncio
import json
import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from api.channels import words
from api.channels.calling import Json
from api.channels.crypto import Callbacks, signature
from api.channels.queries import Query, opened
from api.channels.refusing import check_size, malformed
from api.channels.wecom.bot_desk import BotDesk
from api.channels.wecom.bot_messages import BotMessage, Kind, MessageError, read_message
from api.channels.wecom.robot import Outcome, State, stream_of
from api.service import Service

CHANNEL = "wecom-bot"

# WeCom waits 5 seconds for a reply, and comes again about every second for the next state.
FIRST_SECONDS = 3.0
NEXT_SECONDS = 1.0

# So many replies are remembered; what was told of older ones stands in the store.
MOST_TURNS = 2000

_SETTING = "YOUJU_WECOM_BOT_ENCODING_AES_KEY"
_READING = "正在查阅……"


logger = logging.getLogger(__name__)


class _Turn:
    """A reply that is being made for a user."""

    def __init__(self, user_id: str) -> None:
        self.user_id = user_id
        self.state = State(_READING, is_finished=False)
        self.finished = asyncio.Event()


@dataclass(frozen=True, slots=True)
class Envelope:
    """How the robot's callbacks are signed and encrypted."""

    token: str = field(repr=False)
    callbacks: Callbacks
    now: Callable[[], float] = time.time

    def opened(self, query: Query, encrypted: str) -> str:
        """What WeCom encrypted and signed just now.

        Raises:
            RefusalError: It did not, or it cannot be read.
        """
        return opened(query, encrypted, token=self.token, callbacks=self.callbacks, now=self.now())

    def message(self, query: Query, body: bytes) -> BotMessage:
        """The message of a call.

        Raises:
            RefusalError: WeCom did not sign it, or it is not of its form.
        """
        check_size(body)
        encrypted = _object(body).get("encrypt")
        if not isinstance(encrypted, str):
            raise malformed("The body has no member encrypt")
        try:
            return read_message(_object(self.opened(query, encrypted)))
        except MessageError:
            raise malformed("The message is not of WeCom's form") from None

    def sealed(self, reply: Json) -> Json:
        """A reply as it is sent."""
        encrypted = self.callbacks.encrypt(json.dumps(reply, ensure_ascii=False))
        timestamp, nonce = int(self.now()), secrets.token_hex(8)
        signed = signature(self.token, str(timestamp), nonce, encrypted)
        return {"encrypt": encrypted, "msgsignature": signed, "timestamp": timestamp, "nonce": nonce}


class WecomBot:
    """The robot of one server."""

    def __init__(self, envelope: Envelope, desk: BotDesk) -> None:
        self.envelope = envelope
        self.desk = desk
        self._turns: dict[str, _Turn] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @classmethod
    def of(cls, service: Service) -> Self | None:
        """The robot as the settings want it, `None` where they name no token.

        Raises:
            SettingsError: The EncodingAESKey is none.
        """
        settings = service.youju.settings
        token, key = settings.wecom_bot_token.get_secret_value(), settings.wecom_bot_encoding_aes_key.get_secret_value()
        return cls(Envelope(token, Callbacks.of(key, "", setting=_SETTING)), BotDesk(CHANNEL, service)) if token else None

    async def start(self) -> None:
        """Goes on with what an earlier process left: WeCom asks for its state again."""
        for left in await asyncio.to_thread(self.desk.unfinished):
            self._begin(left.message)

    async def close(self) -> None:
        """Ends what is under way; the next process takes it up."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.desk.close()

    async def reply(self, message: BotMessage) -> Json | None:
        """What goes back for a message; nothing where it wants no reply.

        Raises:
            StoreError: The message cannot be stored: nothing was done with it.
        """
        match message.kind:
            case Kind.ENTERED:
                return {"msgtype": "text", "text": {"content": await self.desk.greeting()}}
            case Kind.FEEDBACK if message.rating:
                await asyncio.to_thread(self.desk.rate, message.user_id, message.rating)
            case Kind.QUESTION | Kind.UNREADABLE if message.message_id and message.user_id:
                return await self._asked(message)
            case Kind.REFRESH if message.stream_id:
                return await self._refreshed(message)
        return None

    async def note_told(self, message: BotMessage) -> None:
        """Notes that a finished reply was sent."""
        name = message.stream_id or message.message_id
        turn = self._turns.get(name)
        if turn and turn.state.is_finished:
            await asyncio.to_thread(self.desk.end, name, Outcome.ANSWERED, "")

    async def _asked(self, message: BotMessage) -> Json:
        if message.message_id not in self._turns:
            await asyncio.to_thread(self.desk.take, message)
            self._begin(message)
        return await self._state(message.message_id, FIRST_SECONDS)

    async def _refreshed(self, message: BotMessage) -> Json:
        name = message.stream_id
        if name in self._turns and self._turns[name].user_id != message.user_id:
            return _stream(name, State(words.say("failed"), is_finished=True))
        if name not in self._turns:
            stored = await asyncio.to_thread(self.desk.stored, name)
            if stored is None or stored.user_hash != self.desk.user_hash(message.user_id):
                return _stream(name, State(words.say("failed"), is_finished=True))
            self._begin(BotMessage(name, Kind.QUESTION, message.user_id, message.chat_id, is_group=message.is_group, text=stored.text))
        return await self._state(name, NEXT_SECONDS)

    async def _state(self, name: str, seconds: float) -> Json:
        """The state of a reply when it is finished, or when the seconds are over."""
        turn = self._turns[name]
        try:
            async with asyncio.timeout(seconds):
                await turn.finished.wait()
        except TimeoutError:
            pass
        return _stream(name, turn.state)

    def _begin(self, message: BotMessage) -> None:
        if message.message_id in self._turns:
            return
        turn = self._turns[message.message_id] = _Turn(message.user_id)
        if len(self._turns) > MOST_TURNS:
            del self._turns[next(name for name, each in self._turns.items() if each.state.is_finished or each is turn)]
        task = asyncio.create_task(self._work(message, turn))
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("A message to the robot was not dealt with", exc_info=error)

    async def _work(self, message: BotMessage, turn: _Turn) -> None:
        try:
            async for state in self.desk.states(message):
                turn.state = state
        finally:
            if not turn.state.is_finished:
                turn.state = State(words.say("failed"), is_finished=True)
                self._turns.pop(message.message_id, None)
            turn.finished.set()


def _stream(name: str, state: State) -> Json:
    return {"msgtype": "stream", "stream": stream_of(name, state)}


def _object(text: str | bytes) -> dict[str, object]:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict):
        raise malformed("The body is no JSON object")
    return record
