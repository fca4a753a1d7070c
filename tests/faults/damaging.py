"""Files that are gone, cut short, or hold another byte than was written."""

import random
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

Damage = Callable[[Path, random.Random], None]


def delete(path: Path, chance: random.Random) -> None:
    path.unlink()


def truncate(path: Path, chance: random.Random) -> None:
    written = path.read_bytes()
    path.write_bytes(written[: chance.randrange(len(written))] if written else b"")


def flip(path: Path, chance: random.Random) -> None:
    """Turns one bit; a file without any gets one byte."""
    written = bytearray(path.read_bytes()) or bytearray(1)
    written[chance.randrange(len(written))] ^= 1 << chance.randrange(8)
    path.write_bytes(written)


DAMAGES: Mapping[str, Damage] = {"deleted": delete, "truncated": truncate, "flipped": flip}


def contents(path: Path) -> dict[str, list[tuple[object, ...]]] | None:
    """All that a store says of documents, conversations and keys; none where it cannot be read to its end."""
    connection = sqlite3.connect(path)
    try:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: list(connection.execute(f'SELECT * FROM "{name}"')) for name in names if name != "meta"}  # noqa: S608 -- names of our own
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    finally:
        connection.close()
