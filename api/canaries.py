"""Canary queries: when a server starts, and every hour, sampled chunks must find themselves, or the index is built anew."""

import logging
from typing import Protocol

from api.recurring import Recurring
from corpus.errors import StoreError

HOUR_SECONDS = 60 * 60.0

# What could not be built, such as on a full disk, is tried again sooner.
RETRY_SECONDS = 60.0

logger = logging.getLogger(__name__)


class Checked(Protocol):
    """What has indexes."""

    def check(self) -> int:
        """Has sampled chunks find themselves, and builds anew the indexes where they do not; tells how many."""
        ...


class Canaries:
    """A thread that looks after the indexes; answers go on meanwhile."""

    def __init__(self, library: Checked, *, every_seconds: float = HOUR_SECONDS) -> None:
        self._library = library
        self._every_seconds = every_seconds
        self._recurring = Recurring("canaries", self.check)
        self.start, self.close = self._recurring.start, self._recurring.close

    def check(self) -> float:
        """Looks once; tells in how many seconds to look again."""
        try:
            n_built = self._library.check()
        except StoreError as error:
            logger.warning("The indexes could not be checked or built: %s", error)
            return min(RETRY_SECONDS, self._every_seconds)
        if n_built:
            logger.warning("Chunks did not find themselves: %d indexes were built anew", n_built)
        return self._every_seconds
