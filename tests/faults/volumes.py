"""Volumes that are full or read-only, as far as whoever runs the tests may make them."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def _mount(*words: object) -> None:
    try:
        done = subprocess.run(["mount", *map(str, words)], capture_output=True, text=True, check=False)  # noqa: S607 -- wherever it is
    except OSError as error:
        pytest.skip(f"There is no mount: {error}")
    if done.returncode:
        pytest.skip(f"Nothing can be mounted here: {done.stderr.strip()}")


@contextmanager
def small_volume(folder: Path, megabytes: int) -> Iterator[Path]:
    """A folder with room for so much."""
    folder.mkdir(exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S607 -- wherever it is


def enlarge(folder: Path, megabytes: int) -> None:
    _mount("-o", f"remount,size={megabytes}m", folder)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder that nothing can be written to: root is not kept out by modes, and needs a mount."""
    if os.geteuid():
        paths = [folder, *folder.rglob("*")]
        modes = {path: path.stat().st_mode for path in paths}
        for path in reversed(paths):
            path.chmod(modes[path] & 0o555)
        yield
        for path in paths:
            path.chmod(modes[path])
        return
    _mount("--bind", folder, folder)
    try:
        _mount("-o", "remount,bind,ro", folder)
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S607 -- wherever it is
