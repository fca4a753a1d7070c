"""What one home notes about its own copies, where the truth is that of several homes."""

import os
from pathlib import Path

from corpus.errors import StoreError


class HomeNotes:
    """Notes in a folder, a file each; only the owner of the home writes them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def note(self, key: str) -> str | None:
        """What was noted under this key.

        Raises:
            StoreError: It cannot be read.
        """
        try:
            return self._path(key).read_text("utf-8")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"{str(self._path(key))!r} cannot be read ({error}): remove it, and the index is built again") from error

    def write_note(self, key: str, value: str) -> None:
        """Notes a value, in place of what was noted under the key; it is on the disk when this returns.

        Raises:
            StoreError: It cannot be written.
        """
        path = self._path(key)
        beside = path.with_suffix(".new")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with beside.open("w", encoding="utf-8") as file:
                file.write(value)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except OSError as error:
            raise StoreError(f"{str(path)!r} cannot be written ({error.strerror}): make room, and allow it") from error

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"
