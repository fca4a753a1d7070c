"""A double of WeCom's end of the robot's long connection, as its documentation and public reports describe it.

One connection for a robot; replies count only under a `req_id` of the same connection (846605 otherwise); frames of a connection that did
not subscribe are refused (846609); pushes are Markdown, to chats that have spoken. A question that did not arrive is sent when the robot
connects again; where `redelivers` is set, so is one without any reply, under another `req_id`.
"""

import asyncio
import json
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count
from typing import Self

import websockets
from websockets.asyncio.server import ServerConnection, serve

BOT_ID, SECRET = "bot", "bot-secret"
MOST_BYTES = 20_480


@dataclass
class Question:
    message_id: str
    user: str
    text: str
    request_ids: list[str] = field(default_factory=list)
    has_arrived: bool = False


class WecomServer:
    """Serves robots; tests read what people would see."""

    def __init__(self, *, redelivers: bool = True) -> None:
        self.redelivers = redelivers
        self.questions: dict[str, Question] = {}
        self.streams: dict[str, list[dict[str, object]]] = defaultdict(list)
        self.pushes: dict[str, list[str]] = defaultdict(list)
        self.welcomes: list[str] = []
        self.n_subscriptions = 0
        self.n_pings = 0
        self.n_breaks = 0
        self.subscription_code = 0
        self.answers_pings = True
        # How a reply is met: "take" it, "lose" the connection before it is taken, or "mute": take it, and break before saying so.
        self.manner = "take"
        self.drops_after_question = False
        self._live: ServerConnection | None = None
        self._own: dict[str, str] = {}
        self._names = count(1)
        self._changed = asyncio.Condition()

    async def __aenter__(self) -> Self:
        self._server = await serve(self._serve, "127.0.0.1", 0, ping_interval=None)
        self.address = f"ws://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def ask(self, text: str, *, user: str = "u1", **members: object) -> Question:
        """Sends a question to the robot that is connected, else to the next one that is."""
        question = Question(f"m{len(self.questions) + 1}", user, text)
        self.questions[question.message_id] = question
        if self._live:
            await self._tell(question, members)
        return question

    async def event(self, event: dict[str, object], *, user: str = "u1") -> str:
        await self.connected()
        request_id = f"q{next(self._names)}"
        self._own[request_id] = "event"
        body = {"msgid": request_id, "msgtype": "event", "from": {"userid": user}, "event": event}
        await self.send({"cmd": "aibot_event_callback", "headers": {"req_id": request_id}, "body": body})
        return request_id

    async def send(self, frame: object) -> None:
        await (await self.connected()).send(frame if isinstance(frame, str) else json.dumps(frame))

    async def connected(self) -> ServerConnection:
        async with self._changed:
            await self._changed.wait_for(lambda: self._live is not None)
            assert self._live is not None
            return self._live

    async def until(self, met, *, seconds: float = 20) -> None:
        """Waits for something to be so."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(met)

    def drop(self) -> None:
        """Breaks the connection without a word."""
        if self._live:
            self._break(self._live)

    def answers_to(self, question: Question, *, note: str = "连接中断") -> int:
        """How often a person sees the whole answer to a question."""
        finished = sum(bool(state["finish"]) for state in self.streams[question.message_id][-1:])
        mine = [text for text in self.pushes[question.user] if question.text in text and note not in text]
        return finished + len(mine)

    def is_told(self, question: Question) -> bool:
        """Whether a person sees anything that came of a question."""
        return bool(self.streams[question.message_id]) or any(question.text in text for text in self.pushes[question.user])

    def notes_to(self, question: Question, *, note: str = "连接中断") -> int:
        return sum(question.text in text and note in text for text in self.pushes[question.user])

    def _break(self, socket: ServerConnection) -> None:
        self.n_breaks += 1
        socket.transport.abort()
        if self._live is socket:
            self._live = None

    async def _serve(self, socket: ServerConnection) -> None:
        try:
            async for text in socket:
                await self._take(socket, json.loads(text))
        except websockets.ConnectionClosed:
            pass
        finally:
            async with self._changed:
                if self._live is socket:
                    self._live = None
                self._changed.notify_all()

    async def _take(self, socket: ServerConnection, frame: dict[str, dict]) -> None:
        request_id, body = frame["headers"]["req_id"], frame.get("body", {})
        if frame["cmd"] == "aibot_subscribe":
            await self._subscribe(socket, request_id, body)
            return
        if frame["cmd"] == "ping":
            self.n_pings += 1
            if not self.answers_pings:
                return
        elif self.manner == "lose":
            self.manner = "take"
            self._break(socket)
            return
        code = self._code(socket, frame["cmd"], request_id, body)
        if self.manner == "mute" and frame["cmd"] != "ping":
            self.manner = "take"
            self._break(socket)
        else:
            await self._say(socket, request_id, code)
        async with self._changed:
            self._changed.notify_all()

    def _code(self, socket: ServerConnection, command: str, request_id: str, body: dict) -> int:
        if self._live is not socket:
            return 846609
        match command:
            case "aibot_respond_msg" | "aibot_respond_welcome_msg" if request_id not in self._own:
                return 846605
            case "aibot_respond_msg":
                if len(body["stream"]["content"].encode()) > MOST_BYTES:
                    return 40058
                self.streams[body["stream"]["id"]].append(body["stream"])
            case "aibot_respond_welcome_msg":
                self.welcomes.append(body["text"]["content"])
            case "aibot_send_msg":
                known = {question.user for question in self.questions.values()}
                if body["msgtype"] != "markdown" or body["chatid"] not in known:
                    return 40008
                self.pushes[body["chatid"]].append(body["markdown"]["content"])
        return 0

    async def _subscribe(self, socket: ServerConnection, request_id: str, body: dict[str, str]) -> None:
        code = self.subscription_code or (0 if (body["bot_id"], body["secret"]) == (BOT_ID, SECRET) else 600041)
        if code:
            await self._say(socket, request_id, code)
            return
        if self._live:
            await self.event({"eventtype": "disconnected_event"})
            await self._live.close()
        self._own = {}
        await self._say(socket, request_id, 0)
        async with self._changed:
            self.n_subscriptions += 1
            self._live = socket
            self._changed.notify_all()
        self._telling = asyncio.create_task(self._tell_again(socket))

    async def _tell_again(self, socket: ServerConnection) -> None:
        for question in list(self.questions.values()):
            if self._live is socket and (not question.has_arrived or (self.redelivers and not self.is_told(question))):
                await self._tell(question, {})

    async def _tell(self, question: Question, members: dict[str, object]) -> None:
        request_id = f"q{next(self._names)}"
        question.request_ids.append(request_id)
        self._own[request_id] = question.message_id
        body = {"msgid": question.message_id, "aibotid": "a", "chattype": "single", "from": {"userid": question.user}}
        body |= {"msgtype": "text", "text": {"content": question.text}, **members}
        try:
            await self.send({"cmd": "aibot_msg_callback", "headers": {"req_id": request_id}, "body": body})
            # The other end has read what came before a ping when it answers it.
            async with asyncio.timeout(5):
                await (await (await self.connected()).ping())
            question.has_arrived = True
        except (websockets.ConnectionClosed, TimeoutError):
            return
        if self.drops_after_question:
            self.drops_after_question = False
            self.drop()

    async def _say(self, socket: ServerConnection, request_id: str, code: int) -> None:
        reply = {"headers": {"req_id": request_id}, "errcode": code, "errmsg": "ok" if not code else "refused"}
        try:
            await socket.send(json.dumps(reply))
        except websockets.ConnectionClosed:
            return
