"""The folder that holds all state of one Youju, for its owner only: what it holds was often said in confidence, and it holds secrets."""

import logging
import os
import stat
from pathlib import Path

from corpus.errors import SettingsError

STORE = "youju.sqlite"
SECRET = "secret.key"  # noqa: S105 -- the name of a file
LOCK = "owner.lock"

_PRIVATE_FOLDER, _PRIVATE_FILE = 0o700, 0o600
_OF_OTHERS = stat.S_IRWXG | stat.S_IRWXO

logger = logging.getLogger(__name__)


def make_home(home: Path) -> None:
    """Makes the folder of a home, where there is none, and keeps others out of it and of its store and secrets.

    Raises:
        SettingsError: It cannot be made.
    """
    try:
        home.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"{str(home)!r} cannot be made ({error.strerror}): set YOUJU_HOME to another folder") from error
    _close(home, _PRIVATE_FOLDER)
    for path in (*home.glob(f"{STORE}*"), home / SECRET, home / LOCK):
        _close(path, _PRIVATE_FILE)


def make_private_file(path: Path) -> None:
    """Makes an empty file for its owner only, unless there is a file; where it cannot be made, whoever opens it next says so."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE))
    except OSError:
        return


def _close(path: Path, mode: int) -> None:
    """Takes a file or folder from others; warns where that is not possible."""
    try:
        if stat.S_IMODE(path.stat().st_mode) & _OF_OTHERS:
            path.chmod(mode)
    except FileNotFoundError:
        return
    except OSError as error:
        logger.warning("Others may read %s, which cannot be changed (%s): run chmod %o on it as its owner", path, error.strerror, mode)
