"""Sends what waits in the outbox of a channel, one after another, each at most once."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from api.channels.calling import CallError
from api.channels.messages import Reply
from api.channels.sealing import Sealer
from corpus.errors import StoreError, YoujuError
from indexing.outbox import Outbox, Push, PushState

EVERY_SECONDS = 1.0
MAX_TRIES = 5

# Nobody knows whether what was being sent when a process ended has arrived; twice would be worse than once.
INTERRUPTED = "interrupted"

logger = logging.getLogger(__name__)


# Sends a reply to a person. Raises CallError where that may be tried again, or another YoujuError where it cannot be delivered.
Send = Callable[[Reply, str], None]


class Courier:
    """A thread that sends the pushes of one channel."""

    def __init__(self, channel: str, outbox: Outbox, sealer: Sealer, send: Send, *, every_seconds: float = EVERY_SECONDS) -> None:
        self._channel = channel
        self._outbox = outbox
        self._sealer = sealer
        self._send = send
        self._every_seconds = every_seconds
        self._sends = False
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"courier-{channel}", daemon=True)

    def start(self) -> None:
        """Begins; what an earlier process was at is noted as interrupted."""
        self._take_over()
        self._thread.start()

    def close(self) -> None:
        """Ends the thread after what it is at."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()
        self._outbox.let_go(self._channel)

    def deliver(self) -> None:
        """Sends what waits now, where no other process is at it; what cannot be sent for now waits on.

        Raises:
            StoreError: The outbox cannot be read or written.
        """
        if not self._take_over():
            return
        for push in self._outbox.unfinished(self._channel):
            self._deliver(push)

    def _take_over(self) -> bool:
        """Whether this process sends the pushes; the first time, what another was at when it ended is noted as interrupted."""
        before, self._sends = self._sends, self._outbox.claim(self._channel)
        if self._sends and not before:
            for push in self._outbox.unfinished(self._channel):
                if push.state is PushState.SENDING:
                    self._end(push, PushState.UNDELIVERABLE, INTERRUPTED)
        return self._sends

    def _run(self) -> None:
        while not self._ended.wait(self._every_seconds):
            try:
                self.deliver()
            except StoreError as error:
                logger.warning("The outbox of %s cannot be used: %s", self._channel, type(error).__name__)

    def _deliver(self, push: Push) -> None:
        sending = replace(push, state=PushState.SENDING, n_tries=push.n_tries + 1)
        self._outbox.update(sending)
        recipient = self._sealer.open(push.recipient)
        if not recipient:
            self._end(sending, PushState.UNDELIVERABLE, "the secret of the home has changed")
            return
        try:
            self._send(Reply.from_json(push.body), recipient)
        except CallError as error:
            self._put_off(sending, str(error))
        except YoujuError as error:
            logger.warning("A push of %s cannot be delivered: %s", self._channel, error)
            self._end(sending, PushState.UNDELIVERABLE, str(error))
        else:
            self._end(sending, PushState.SENT, "")

    def _put_off(self, push: Push, problem: str) -> None:
        if push.n_tries >= MAX_TRIES:
            self._end(push, PushState.UNDELIVERABLE, problem)
        else:
            self._outbox.update(replace(push, state=PushState.WAITING, problem=problem))

    def _end(self, push: Push, state: PushState, problem: str) -> None:
        self._outbox.update(replace(push, state=state, problem=problem, finished_at=datetime.now(UTC)))
