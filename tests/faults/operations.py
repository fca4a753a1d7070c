"""What is interrupted: each operation changes a home, and says what it has acknowledged."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from indexing import keeping
from tests.faults.homes import LEFT_REPLIES, NEW, NEW_REPLIES, OLD_REPLIES, REMOVED, Allowed, opened, take_in

Say = Callable[[str], None]


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
}
