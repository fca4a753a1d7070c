"""What several threads use while another takes it away or puts something else in its place: it is closed when the last of them is done."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar


class Closable(Protocol):
    """What holds something open."""

    def close(self) -> None:
        """Lets it go."""
        ...


Held = TypeVar("Held", bound=Closable)


class _Lease(Generic[Held]):
    """One thing, and how many are using it."""

    def __init__(self, held: Held) -> None:
        self.held = held
        self._n_users = 0
        self._idle = threading.Condition()

    def add(self, n_users: int) -> None:
        with self._idle:
            self._n_users += n_users
            self._idle.notify_all()

    def close(self) -> None:
        with self._idle:
            self._idle.wait_for(lambda: not self._n_users)
        self.held.close()


class Current(Generic[Held]):
    """The thing that is in use at the moment, where there is one."""

    def __init__(self) -> None:
        self._lease: _Lease[Held] | None = None
        self._swapping = threading.Lock()

    @property
    def held(self) -> Held | None:
        """The thing itself, for whoever alone may put another in its place."""
        return self._lease.held if self._lease else None

    @contextmanager
    def using(self) -> Iterator[Held | None]:
        """The thing, which stays open until the block ends."""
        with self._swapping:
            lease = self._lease
            if lease:
                lease.add(1)
        try:
            yield lease.held if lease else None
        finally:
            if lease:
                lease.add(-1)

    def put(self, held: Held | None) -> None:
        """Has what is asked for from now on be another thing, and closes the one before when those who use it are done."""
        with self._swapping:
            before, self._lease = self._lease, _Lease(held) if held is not None else None
        if before is not None:
            before.close()
