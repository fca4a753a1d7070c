"""The clock of the records of answers: clocks of machines are set back, and what was asked later must not look earlier."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

_LEAST = timedelta(microseconds=1)


class Moments:
    """Moments in UTC, each later than the one before; safe to use from several threads.

    >>> told = iter([datetime(2026, 11, 22, 8, tzinfo=UTC), datetime(2026, 11, 22, 7, tzinfo=UTC)])
    >>> moments = Moments(lambda: next(told))
    >>> moments.now() < moments.now()
    True
    """

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._clock = clock
        self._last = datetime.min.replace(tzinfo=UTC)
        self._telling = threading.Lock()

    def now(self) -> datetime:
        """The moment that the clock tells, or the first one after the last that was told."""
        with self._telling:
            self._last = max(self._clock(), self._last + _LEAST)
            return self._last
