"""Token buckets: so many requests a minute for each key and each user, with the headers that tell how many are left.

The headers are those of draft-ietf-httpapi-ratelimit-headers-11.
"""

import math
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from api.refusals import TOO_MANY, RefusalError

WINDOW_SECONDS = 60

# So many keys or users are remembered; one that was not seen for longest starts with a full bucket again.
MAX_BUCKETS = 20_000


@dataclass(frozen=True, slots=True)
class Level:
    """What is in a bucket after a request: whole tokens, and the seconds until it is full, or until the next token where it is empty."""

    taken: bool
    remaining: int
    reset_seconds: int


class Buckets:
    """A bucket for each name, which holds `per_minute` tokens and is filled at that rate; safe to use from several threads.

    >>> buckets = Buckets(2, clock=lambda: 0.0)
    >>> [buckets.take("a").taken for _ in range(3)], buckets.take("b").taken, buckets.take("a").reset_seconds
    ([True, True, False], True, 30)
    """

    def __init__(self, per_minute: int, *, clock: Callable[[], float] = monotonic) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, name: str) -> Level:
        """Takes a token of this name, if there is one."""
        rate = self.per_minute / WINDOW_SECONDS
        with self._lock:
            now = self._clock()
            tokens, seen = self._levels.pop(name, (float(self.per_minute), now))
            tokens = min(float(self.per_minute), tokens + (now - seen) * rate)
            taken = tokens >= 1
            tokens -= taken
            self._levels[name] = (tokens, now)
            if len(self._levels) > MAX_BUCKETS:
                self._levels.popitem(last=False)
        wanted = self.per_minute - tokens if taken else 1 - tokens
        return Level(taken, int(tokens), math.ceil(wanted / rate))


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of the settings; `None` where there is none."""

    key: Buckets | None
    user: Buckets | None

    @classmethod
    def of(cls, *, key_per_minute: int, user_per_minute: int) -> "Limits":
        """The limits with these rates; 0 is no limit."""
        return cls(Buckets(key_per_minute) if key_per_minute else None, Buckets(user_per_minute) if user_per_minute else None)

    def spend(self, *, key_id: str, user_hash: str) -> dict[str, str]:
        """Counts a request for its key and its user; gives the headers that tell what is left.

        Raises:
            RefusalError: One of them has made too many.
        """
        asked = {"key": (self.key, key_id), "user": (self.user, user_hash)}
        levels = {kind: (buckets, buckets.take(name)) for kind, (buckets, name) in asked.items() if buckets and name}
        if not levels:
            return {}
        headers = {
            "RateLimit-Policy": ", ".join(f'"{kind}";q={buckets.per_minute};w={WINDOW_SECONDS}' for kind, (buckets, _) in levels.items()),
            "RateLimit": ", ".join(f'"{kind}";r={level.remaining};t={level.reset_seconds}' for kind, (_, level) in levels.items()),
        }
        for kind, (buckets, level) in levels.items():
            if not level.taken:
                wait = str(level.reset_seconds)
                detail = f"This {kind} may make {buckets.per_minute} requests a minute; come again in {wait} seconds."
                raise RefusalError(TOO_MANY, detail, {**headers, "Retry-After": wait})
        return headers
