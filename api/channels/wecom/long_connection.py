"""The robot's one connection to WeCom, opened from here: no address of ours need be reachable. The only module that knows websockets.

It subscribes, pings every 30 seconds, and opens a new connection when one is lost, waiting longer each time it fails.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import websockets
from websockets.asyncio.client import ClientConnection, connect
from websockets.protocol import State

from api.channels.calling import Verdict
from api.channels.wecom.frames import Frame, FrameError, ping, read_frame, subscription
from corpus.errors import SettingsError, YoujuError

PING_SECONDS = 30.0
ACKNOWLEDGED_SECONDS = 10.0
FIRST_WAIT_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 60.0

# Frames hold at most 20 KB of an answer; messages of people are far shorter.
_MOST_BYTES = 1 << 20

# The system is busy, or there were too many calls: what else a subscription is refused for does not pass by itself.
_PASSING = frozenset({-1, 6000, 45009})

logger = logging.getLogger(__name__)


class LostError(YoujuError):
    """The connection was lost; `was_sent` tells whether WeCom may have had what was to be sent."""

    def __init__(self, *, was_sent: bool) -> None:
        super().__init__("The connection to WeCom was lost: it is opened again")
        self.was_sent = was_sent


class Line:
    """One live, subscribed connection; `number` counts them from 1."""

    def __init__(self, socket: ClientConnection, number: int, *, acknowledged_seconds: float) -> None:
        self.number = number
        self.is_lost = False
        self._socket = socket
        self._acknowledged_seconds = acknowledged_seconds
        self._awaited: dict[str, asyncio.Future[Verdict]] = {}
        self._turns: dict[str, asyncio.Lock] = {}

    async def call(self, frame: Frame) -> Verdict:
        """What WeCom says to a frame; frames of one `req_id` go one after another.

        Raises:
            LostError: The connection broke, or nothing was said in time.
        """
        turn = self._turns.setdefault(frame.request_id, asyncio.Lock())
        try:
            async with turn:
                return await self._called(frame)
        finally:
            if not turn.locked():
                self._turns.pop(frame.request_id, None)

    async def _called(self, frame: Frame) -> Verdict:
        said: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
        self._awaited[frame.request_id] = said
        try:
            await self._send(frame)
            async with asyncio.timeout(self._acknowledged_seconds):
                return await said
        except TimeoutError:
            await self.close()
            raise LostError(was_sent=True) from None
        finally:
            self._awaited.pop(frame.request_id, None)

    async def read(self, receive: "Receive") -> None:
        """Hands on what WeCom sends of its own accord, until the connection ends; what is no frame is passed over."""
        try:
            async for text in self._socket:
                frame = _read(text)
                if frame is None:
                    continue
                if not frame.is_acknowledgement:
                    receive(self, frame)
                elif awaited := self._awaited.get(frame.request_id):
                    _settle(awaited, Verdict(frame.code or 0, frame.message))
        except websockets.ConnectionClosed:
            pass
        finally:
            self._break()

    async def close(self) -> None:
        """Ends the connection."""
        self.is_lost = True
        await self._socket.close()

    async def _send(self, frame: Frame) -> None:
        was_open = self._socket.state is State.OPEN
        try:
            await self._socket.send(frame.text)
        except websockets.ConnectionClosed:
            self.is_lost = True
            raise LostError(was_sent=was_open) from None

    def _break(self) -> None:
        self.is_lost = True
        for awaited in self._awaited.values():
            if not awaited.done():
                awaited.set_exception(LostError(was_sent=True))


def _read(text: str | bytes) -> Frame | None:
    try:
        return read_frame(text)
    except FrameError as error:
        logger.warning("%s", error)
        return None


def _settle(awaited: asyncio.Future[Verdict], verdict: Verdict) -> None:
    if not awaited.done():
        awaited.set_result(verdict)


@dataclass(frozen=True, slots=True)
class Timing:
    """How long the connection waits, in seconds."""

    ping: float = PING_SECONDS
    acknowledged: float = ACKNOWLEDGED_SECONDS
    first_wait: float = FIRST_WAIT_SECONDS
    longest_wait: float = LONGEST_WAIT_SECONDS

    def waits(self) -> Iterator[float]:
        """How long to wait before each attempt: twice as long each time up to the longest, and a little at random.

        >>> [8 < wait < 62 for wait, _ in zip(Timing(first_wait=8.5).waits(), range(5))]
        [True, True, True, True, True]
        >>> 58 < [wait for wait, _ in zip(Timing(first_wait=8.5).waits(), range(5))][-1] < 62
        True
        """
        wait = self.first_wait
        while True:
            yield wait * random.uniform(0.97, 1.03)  # noqa: S311 -- no secret, only so that several do not come at once
            wait = min(wait * 2, self.longest_wait)


# What is done with each frame that WeCom sends; it returns at once.
Receive = Callable[[Line, Frame], None]


class LongConnection:
    """Keeps one connection, and gives the live one to whoever has something to say."""

    def __init__(self, address: str, *, bot_id: str, secret: str, timing: Timing = Timing()) -> None:
        self._address = address
        self._bot_id = bot_id
        self._secret = secret
        self._timing = timing
        self._line: Line | None = None
        self._n_lines = 0
        self._changed = asyncio.Condition()

    async def line(self) -> Line:
        """The live connection, as soon as there is one."""
        async with self._changed:
            while self._line is None or self._line.is_lost:
                await self._changed.wait()
            return self._line

    async def run(self, receive: Receive) -> None:
        """Hands on what comes, for ever; runs in one task.

        Raises:
            SettingsError: The address is none, or WeCom refuses the subscription for good.
            YoujuError: What `receive` raises ends it.
        """
        waits = self._timing.waits()
        while True:
            n_before = self._n_lines
            try:
                await self._connected(receive)
            except websockets.InvalidURI:
                raise SettingsError(f"{self._address!r} is no address of a WebSocket: it begins with wss://") from None
            except (OSError, websockets.WebSocketException, LostError) as error:
                logger.warning("The connection to WeCom failed (%s)", type(error).__name__)
            if self._n_lines > n_before:
                waits = self._timing.waits()
            wait = next(waits)
            logger.warning("Not connected to WeCom; the next attempt is in %.0f seconds", wait)
            await asyncio.sleep(wait)

    async def _connected(self, receive: Receive) -> None:
        """One connection, from its opening to its end."""
        # WeCom documents a ping of its own; whether it answers those of the protocol it does not say.
        async with connect(self._address, ping_interval=None, max_size=_MOST_BYTES, close_timeout=1) as socket:
            line = Line(socket, self._n_lines + 1, acknowledged_seconds=self._timing.acknowledged)
            reading = asyncio.create_task(line.read(receive))
            try:
                await self._subscribe(line)
                await self._show(line)
                await self._keep_alive(line, reading)
            finally:
                await self._show(None)
                reading.cancel()

    async def _subscribe(self, line: Line) -> None:
        verdict = await line.call(subscription(self._bot_id, self._secret))
        if verdict.code in _PASSING:
            raise LostError(was_sent=False)
        if verdict.code:
            raise SettingsError(
                f"WeCom refuses the robot (errcode {verdict.code}, {verdict.message!r}): compare YOUJU_WECOM_BOT_ID and "
                "YOUJU_WECOM_BOT_SECRET with the robot's page, and see that its API mode is the long connection"
            )
        self._n_lines += 1
        logger.info("Connected to WeCom")

    async def _keep_alive(self, line: Line, reading: asyncio.Task[None]) -> None:
        """Pings until the connection has ended; an unanswered ping ends it."""
        while True:
            ended, _ = await asyncio.wait({reading}, timeout=self._timing.ping)
            if ended:
                reading.result()
                return
            await line.call(ping())

    async def _show(self, line: Line | None) -> None:
        async with self._changed:
            self._line = line
            self._changed.notify_all()
