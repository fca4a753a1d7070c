"""What a server does by itself again and again, on a thread of its own."""

import threading
from collections.abc import Callable

# What is under way longer when its server ends is left: it is made to be killed at any moment.
LONGEST_SECONDS = 2.0


class Recurring:
    """Calls `work` when it starts, and again after as many seconds as that says."""

    def __init__(self, name: str, work: Callable[[], float]) -> None:
        self._work = work
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def close(self) -> None:
        """Ends, after the call that is under way where that does not take long."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(LONGEST_SECONDS)

    def _run(self) -> None:
        while not self._ended.wait(self._work()):
            pass
