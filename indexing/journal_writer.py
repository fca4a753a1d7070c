"""Writes answers to the journal in groups: one commit for all that came while the last one was under way."""

import queue
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from corpus.errors import StoreBusyError, StoreError
from indexing.journal import Conversation, Journal, KeptAnswer

# The most answers of one commit, and the most that wait for one.
MAX_GROUP = 200
MAX_WAITING = 2000


@dataclass(frozen=True, slots=True)
class _Entry:
    answer: KeptAnswer
    begun: Conversation | None
    done: Future[None] = field(default_factory=Future)


class JournalWriter:
    """A thread that keeps answers; `close` ends it after what was given to it is kept."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._waiting: queue.Queue[_Entry | None] = queue.Queue(MAX_WAITING)
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def add(self, answer: KeptAnswer, begun: Conversation | None = None) -> Future[None]:
        """Has an answer kept, with the conversation that begins with it; the future is done when it is on the disk.

        It cannot be cancelled: who gave an answer may have gone, and it is kept all the same.

        Raises:
            StoreBusyError: Too many answers wait; the future raises `StoreError` where this one cannot be kept.
        """
        entry = _Entry(answer, begun)
        entry.done.set_running_or_notify_cancel()
        try:
            self._waiting.put_nowait(entry)
        except queue.Full:
            raise StoreBusyError(f"{MAX_WAITING} answers wait to be kept: ask again in a moment") from None
        return entry.done

    def waiting(self) -> int:
        """How many answers wait, roughly."""
        return self._waiting.qsize()

    def close(self) -> None:
        """Keeps what is waiting, and ends the thread."""
        if self._thread.is_alive():
            self._waiting.put(None)
            self._thread.join()

    def _run(self) -> None:
        while True:
            group, ended = self._next_group()
            if group:
                self._keep(group)
            if ended:
                return

    def _next_group(self) -> tuple[list[_Entry], bool]:
        """What waits, at least one entry, and whether the end was reached."""
        group: list[_Entry] = []
        entry = self._waiting.get()
        while entry is not None:
            group.append(entry)
            if len(group) == MAX_GROUP:
                return group, False
            try:
                entry = self._waiting.get_nowait()
            except queue.Empty:
                return group, False
        return group, True

    def _keep(self, group: Sequence[_Entry]) -> None:
        try:
            self._journal.add([entry.answer for entry in group], [entry.begun for entry in group if entry.begun])
        except StoreError as error:
            if len(group) == 1 or isinstance(error, StoreBusyError):
                _fail(group, error)
                return
            # One of them may be at fault, such as an answer in a conversation that was deleted meanwhile.
            for entry in group:
                self._keep([entry])
        else:
            for entry in group:
                entry.done.set_result(None)


def _fail(group: Sequence[_Entry], error: StoreError) -> None:
    for entry in group:
        entry.done.set_exception(error)
