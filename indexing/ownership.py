"""One process owns the indexes of a home; the only module that knows filelock."""

from pathlib import Path

import filelock

from corpus.errors import SettingsError, StoreBusyError


class Ownership:
    """The lock of a home: whoever holds it may write, others read the truth."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # Not bound to a thread: a server takes the lock in one and lets it go in another.
        self._lock = filelock.FileLock(path, timeout=0, thread_local=False, mode=0o600)

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._lock.is_locked

    def take(self) -> None:
        """Takes the lock, unless it is held already.

        Raises:
            StoreBusyError: Another process holds it.
            SettingsError: The file cannot be made.
        """
        if self.held:
            return
        try:
            self._lock.acquire()
        except filelock.Timeout as error:
            raise StoreBusyError(
                f"Another process owns {str(self._path.parent)!r} (`youju serve` or `youju ingest`): stop it, or wait until it is done"
            ) from error
        except OSError as error:
            raise SettingsError(f"{str(self._path)!r} cannot be written ({error.strerror}): set YOUJU_HOME to a folder that can") from error

    def let_go(self) -> None:
        """Lets the lock go, if it is held."""
        self._lock.release()
