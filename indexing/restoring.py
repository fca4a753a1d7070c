"""Puts a backup into a home: read beside what is there, checked to the last byte, and only then swapped in."""

import hashlib
import os
import secrets
import shutil
import sqlite3
import tarfile
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import SettingsError, StoreBusyError, StoreError, StoreVersionError
from indexing.backup import BESIDE, FORMAT, Manifest, Part, damaged, read_manifest
from indexing.homes import LOCK, STORE, make_home
from indexing.migrations import SCHEMA_VERSION, can_migrate
from indexing.ownership import Ownership
from indexing.store import Store

_BLOCK_BYTES = 1_000_000


def restore(file: Path, home: Path, *, replace: bool = False) -> Manifest:
    """Puts a backup into a home, whose indexes are built anew when it is opened next.

    Args:
        file: The backup.
        home: The folder, made where there is none.
        replace: Whether to take the place of a store that is there, which is kept in a folder `replaced-…` of the home.

    Raises:
        SettingsError: The file or the home cannot be used, or the home holds a store already.
        StoreBusyError: Another process uses the home.
        StoreVersionError: A newer version made the backup; nothing was changed.
        StoreError: It is damaged; nothing was changed.
    """
    try:
        make_home(home)
        with file.open("rb") as opened, damaged(file), tarfile.open(fileobj=opened, mode="r|gz") as archive:
            return _restored(archive, file, home, replace=replace)
    except OSError as error:
        raise SettingsError(
            f"{str(file)!r} cannot be restored to {str(home)!r} ({error}): name a file and a folder that can be used"
        ) from error


def _restored(archive: tarfile.TarFile, file: Path, home: Path, *, replace: bool) -> Manifest:
    manifest = read_manifest(archive, file)
    _check_version(manifest, file)
    ownership = Ownership(home / LOCK)
    ownership.take()
    beside = home / f"restoring-{secrets.token_hex(4)}"
    try:
        if (home / STORE).exists() and not replace:
            raise SettingsError(f"{str(home)!r} holds a store already: set YOUJU_HOME to another folder, or add --replace, which keeps it")
        beside.mkdir(mode=0o700)
        _extract(archive, manifest, beside)
        _check_store(beside / STORE, file)
        _swap(beside, home)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        ownership.let_go()
    return manifest


def _check_version(manifest: Manifest, file: Path) -> None:
    known = manifest.schema == SCHEMA_VERSION or can_migrate(manifest.schema)
    if manifest.format != FORMAT or not known:
        raise StoreVersionError(
            f"{str(file)!r} was made by another version (schema {manifest.schema!r}, this one knows {SCHEMA_VERSION!r}): "
            "restore it with the version that made it, or with a newer one"
        )


def _extract(archive: tarfile.TarFile, manifest: Manifest, folder: Path) -> None:
    """Writes the files of a backup to a folder; each is what the manifest says, or this raises ValueError."""
    wanted = {part.name: part for part in manifest.parts}
    if STORE not in wanted or not all(name == STORE or BESIDE.fullmatch(name) for name in wanted):
        raise ValueError("its manifest names other files than a home has")
    while entry := archive.next():
        part = wanted.pop(entry.name, None)
        if part is None or not entry.isreg() or not _written(archive, entry, folder / part.name, part):
            raise ValueError(f"{entry.name!r} is not what the manifest says")
    if wanted:
        raise ValueError(f"it lacks {', '.join(wanted)}")


def _written(archive: tarfile.TarFile, entry: tarfile.TarInfo, path: Path, part: Part) -> bool:
    """Writes one file for its owner only; whether it is the one that was backed up."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    digest = hashlib.sha256()
    content = archive.extractfile(entry)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while content and (block := content.read(_BLOCK_BYTES)):
            digest.update(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return (path.stat().st_size, digest.hexdigest()) == (part.size, part.sha256)


def _check_store(path: Path, file: Path) -> None:
    """Opens the store once, which brings it up to the present version, and makes sure of every row."""
    store = Store.open(path)
    try:
        problems = store.damage()
    finally:
        store.close()
    if problems:
        raise StoreError(f"The store in {str(file)!r} is damaged ({problems[0]}): restore from another backup")


def _swap(beside: Path, home: Path) -> None:
    """Puts what was checked in the place of what is there, the store last and in one step; what was there is kept."""
    kept = home / f"replaced-{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"
    if (home / STORE).exists():
        _fold(home / STORE)
    names = (path.relative_to(beside) for path in beside.rglob("*") if path.is_file())
    for name in sorted(names, key=lambda name: name == Path(STORE)):
        if (home / name).exists():
            (kept / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.link(home / name, kept / name)
        (home / name).parent.mkdir(mode=0o700, exist_ok=True)
        if name == Path(STORE):
            # Only a store that is damaged has a log left, which must not be read into the new one.
            for log in home.glob(f"{STORE}-*"):
                log.replace(kept / log.name)
        (beside / name).replace(home / name)


def _fold(store: Path) -> None:
    """Has what is in the log of a store written to its file; what is damaged is kept as it is.

    Raises:
        StoreBusyError: Another process has it open.
    """
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(store, isolation_level=None, timeout=1)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise StoreBusyError(f"Another process reads {str(store)!r}: end it, and restore again") from error
            raise
