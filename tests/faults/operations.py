"""What is interrupted: each operation changes a home, and says what it has acknowledged."""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import StoreBusyError
from indexing import keeping
from indexing.backup import back_up
from indexing.restoring import restore
from tests.faults.homes import LEFT_REPLIES, NEW, NEW_REPLIES, OLD_REPLIES, REMOVED, Allowed, opened, take_in

Say = Callable[[str], None]

# Where an operation writes or finds a backup, in the home.
BACKUP = "backup.tar.gz"


def ingest(home: Path, say: Say) -> None:
    """Ingests the new texts; each is acknowledged when it is reported."""
    with opened(home) as library:
        for name in take_in(library, NEW):
            say(name)


def remove(home: Path, say: Say) -> None:
    """Removes a document."""
    with opened(home) as library:
        library.remove(library.find(REMOVED))
        say(REMOVED)


def rebuild(home: Path, say: Say) -> None:
    """Builds both indexes anew."""
    with opened(home) as library:
        library.repair()


def settle(home: Path, say: Say) -> None:
    """Has Chroma write its graph out."""
    keeping.SETTLE_CHUNKS = 1
    with opened(home) as library:
        library.own()


def migrate(home: Path, say: Say) -> None:
    """Opens a store of an earlier version."""
    with opened(home) as library:
        library.own()


def backup(home: Path, say: Say) -> None:
    """Writes a backup into the home itself."""
    back_up(home, home / BACKUP)


def restore_new(home: Path, say: Say) -> None:
    """Restores the backup of the new state that lies in the home."""
    restore(home / BACKUP, home, replace=True)


def race(home: Path, say: Say) -> None:
    """Two processes that take in one text each, at the same moment, until the home is theirs."""
    pids = [_forked(home, name) for name in NEW]
    for pid, name in zip(pids, NEW, strict=True):
        assert os.waitpid(pid, 0)[1] == 0
        say(name)


def _forked(home: Path, name: str) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and code:
            with suppress(StoreBusyError), opened(home) as library:
                code = 0 if list(take_in(library, {name: NEW[name]})) else 1
    finally:
        os._exit(code)


@dataclass(frozen=True)
class Operation:
    """What is done to a home, and what may be answered while it is half done and after."""

    run: Callable[[Path, Say], None]
    allowed: Allowed


UNCHANGED = Allowed(OLD_REPLIES, OLD_REPLIES)
OPERATIONS: Mapping[str, Operation] = {
    "ingest": Operation(ingest, Allowed(OLD_REPLIES, NEW_REPLIES)),
    "remove": Operation(remove, Allowed(OLD_REPLIES, LEFT_REPLIES)),
    "rebuild": Operation(rebuild, UNCHANGED),
    "settle": Operation(settle, UNCHANGED),
    "migrate": Operation(migrate, UNCHANGED),
    "backup": Operation(backup, UNCHANGED),
    "restore": Operation(restore_new, Allowed(OLD_REPLIES, NEW_REPLIES)),
    "race": Operation(race, Allowed(OLD_REPLIES, NEW_REPLIES)),
}
