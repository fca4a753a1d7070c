"""What a server does by itself: deletes what has been kept long enough, when it starts and every day."""

import logging
from datetime import UTC, datetime, timedelta

from api.recurring import Recurring
from corpus.errors import StoreError
from indexing.journal import Journal

DAY_SECONDS = 24 * 60 * 60

logger = logging.getLogger(__name__)


class Upkeep:
    """A thread that deletes from a journal what is older than `retention_days`; 0 keeps everything."""

    def __init__(self, journal: Journal, *, retention_days: int, every_seconds: float = DAY_SECONDS) -> None:
        self._journal = journal
        self._retention_days = retention_days
        self._every_seconds = every_seconds
        self._recurring = Recurring("upkeep", self._work)

    def start(self) -> None:
        """Begins, unless everything is kept."""
        if self._retention_days:
            self._recurring.start()

    def close(self) -> None:
        """Ends the thread."""
        self._recurring.close()

    def purge(self) -> None:
        """Deletes what is too old now; a store that cannot be written is tried again the next day."""
        try:
            gone = self._journal.purge(datetime.now(UTC) - timedelta(days=self._retention_days))
        except StoreError as error:
            logger.warning("What is older than %d days was not deleted: %s", self._retention_days, error)
        else:
            logger.info("Deleted %d answers older than %d days", gone.answers, self._retention_days)

    def _work(self) -> float:
        self.purge()
        return self._every_seconds
