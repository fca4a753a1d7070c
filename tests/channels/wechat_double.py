"""A double of WeChat: it delivers each message up to three times, five seconds apart, and remembers what each user was shown.

Deliveries are delayed, doubled and in no order; what does not answer in time, or breaks off, is delivered again with a new signature.
"""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field

import httpx

from tests.channels import wechat_side as side

TRIES = 3

# WeChat also delivers a message again that was answered, when the answer was lost on the way.
DOUBLED = 0.1


@dataclass(frozen=True)
class Sent:
    """A message of a user."""

    number: int
    user: str
    text: str

    @property
    def xml(self) -> str:
        return side.text_xml(self.text, user=self.user, message_id=str(self.number), created=1_800_000_000 + self.number)


@dataclass
class Double:
    """`wait_seconds` is how long a reply is waited for and between tries; `shown` are the different replies to each message."""

    url: str
    wait_seconds: float = 5.0
    shown: dict[int, set[bytes]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    lost: int = 0

    async def converse(self, messages: list[Sent], *, spread_seconds: float, seed: int = 7) -> None:
        """All messages, spread over a time, in no order."""
        chance = random.Random(seed)  # noqa: S311 -- the same each time
        limits = httpx.Limits(max_connections=200, max_keepalive_connections=200)
        async with httpx.AsyncClient(timeout=self.wait_seconds, limits=limits, trust_env=False) as client:
            each = [self._deliver(client, message, chance.uniform(0, spread_seconds), chance.random() < DOUBLED) for message in messages]
            await asyncio.gather(*each)

    async def _deliver(self, client: httpx.AsyncClient, message: Sent, delay: float, doubled: bool) -> None:
        await asyncio.sleep(delay)
        for _ in range(TRIES):
            reply = await self._call(client, message)
            if reply is not None:
                self.shown.setdefault(message.number, set()).add(reply)
                break
            self.lost += 1
            await asyncio.sleep(self.wait_seconds)
        if doubled and message.number in self.shown:
            again = await self._call(client, message)
            if again is not None:
                self.shown[message.number].add(again)

    async def _call(self, client: httpx.AsyncClient, message: Sent) -> bytes | None:
        delivery, started = side.safe(message.xml), time.perf_counter()
        try:
            reply = await client.post(self.url + delivery.path, content=delivery.body)
        except httpx.HTTPError:
            return None
        self.statuses[reply.status_code] += 1
        self.seconds.append(time.perf_counter() - started)
        return reply.content if reply.status_code == 200 else None

    def p95(self) -> float:
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)]
