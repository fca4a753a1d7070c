"""Follows what other processes write, where the truth or the vectors are in servers: a moment later it is found here too."""

import logging
import time

from api.recurring import Recurring
from api.uploads import Uploads
from corpus.errors import StoreError
from indexing.library import Library

EVERY_SECONDS = 0.5

# What a process left unfinished when it was killed is taken up by another after so long.
RESUME_SECONDS = 10.0

logger = logging.getLogger(__name__)


class Following:
    """A thread that keeps the indexes of a library in step with others' writing, and takes up the uploads that others left."""

    def __init__(self, library: Library, uploads: Uploads, *, every_seconds: float = EVERY_SECONDS) -> None:
        self._library = library
        self._uploads = uploads
        self._every_seconds = every_seconds
        self._resumed = time.monotonic()
        self._fails = False
        self._recurring = Recurring("following", self.follow)
        self.close = self._recurring.close

    def start(self) -> None:
        """Begins, unless nobody else writes."""
        if self._library.has_company:
            self._recurring.start()

    def follow(self) -> float:
        """Looks once; tells in how many seconds to look again."""
        try:
            self._library.follow()
            if time.monotonic() - self._resumed > RESUME_SECONDS:
                self._uploads.resume()
                self._resumed = time.monotonic()
        except StoreError as error:
            if not self._fails:
                logger.warning("What others write cannot be followed: %s", error)
            self._fails = True
        else:
            self._fails = False
        return self._every_seconds
