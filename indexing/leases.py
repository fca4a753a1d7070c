"""What several threads use, and one closes: it is closed when the last of them is done."""

import threading
from typing import Generic, Protocol, TypeVar


class Closable(Protocol):
    """What holds something open."""

    def close(self) -> None:
        """Lets it go."""
        ...


Held = TypeVar("Held", bound=Closable)


class Lease(Generic[Held]):
    """One thing, and how many are using it; whoever takes it before it is closed can use it until they give it back."""

    def __init__(self, held: Held) -> None:
        self.held = held
        self._n_users = 0
        self._idle = threading.Condition()

    def take(self) -> None:
        """Begins a use; not after `close` was called."""
        with self._idle:
            self._n_users += 1

    def give_back(self) -> None:
        """Ends a use."""
        with self._idle:
            self._n_users -= 1
            self._idle.notify_all()

    def close(self) -> None:
        """Waits for those who use it, and closes it."""
        with self._idle:
            self._idle.wait_for(lambda: not self._n_users)
        self.held.close()
