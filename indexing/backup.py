"""A home as one file, and back: the truth as it is at one moment, and the secrets and settings beside it, each with its checksum.

Both indexes are left out. They are rebuilt from the truth, in less time than checking that copies of them are whole would take, and no copy
of an index that is being written would be of one moment. The vectors are in the truth, so no model has to run again.

The file is a tar in gzip. `manifest.json` comes first: it names the format, the version of the store, and the SHA-256 of each file that
follows.
"""

import hashlib
import io
import json
import os
import re
import secrets
import sqlite3
import tarfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import SettingsError, StoreError
from indexing.homes import SECRET, STORE
from indexing.migrations import SCHEMA_VERSION
from indexing.recipes import RESPELLINGS
from indexing.store import Store

FORMAT = 1
MANIFEST = "manifest.json"
UPLOADS = "uploads"

# Files of a home beside the store: those that are there go along. Uploads are named by the hash of what is in them.
BESIDE = re.compile(rf"{re.escape(SECRET)}|{re.escape(RESPELLINGS)}|{UPLOADS}/[0-9a-f]{{64}}")

# Most of the bytes are vectors, which no effort makes shorter.
_COMPRESSION = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a backup: its path in the home, its length and its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself; `created_at` is in UTC."""

    schema: str
    created_at: str
    documents: int
    parts: tuple[Part, ...]
    format: int = FORMAT


def back_up(home: Path, file: Path) -> Manifest:
    """Writes a backup of a home, which others may read and write meanwhile; the file is there whole, for its owner only, or not at all.

    Raises:
        SettingsError: There is no store in the home, or the file cannot be written.
        StoreError: The store is damaged, so that a backup of it would be of no use.
    """
    if not (home / STORE).exists():
        raise SettingsError(f"There is nothing to back up in {str(home)!r}: set YOUJU_HOME to the folder that `youju ingest` filled")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with _beside(file, "store") as copy, _beside(file, "partial") as partial:
            _copy_store(home / STORE, copy)
            paths = {STORE: copy, **{name: home / name for name in _names_beside(home)}}
            manifest = Manifest(SCHEMA_VERSION, datetime.now(UTC).isoformat(), _checked(copy), tuple(map(_part, paths, paths.values())))
            _write(partial, manifest, paths)
            partial.replace(file)
            _sync(file.parent)
    except OSError as error:
        raise SettingsError(f"{str(file)!r} cannot be written ({error.strerror}): name a file in a folder with room for it") from error
    return manifest


@contextmanager
def _beside(file: Path, what: str) -> Iterator[Path]:
    """A new file for its owner only, gone at the end if it still has its name."""
    path = file.with_name(f"{file.name}.{secrets.token_hex(4)}.{what}")
    path.touch(mode=0o600, exist_ok=False)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _copy_store(store: Path, copy: Path) -> None:
    """The store as it is at one moment, without a note of which folders of this home hold its indexes."""
    try:
        with closing(sqlite3.connect(store, timeout=10)) as source, closing(sqlite3.connect(copy, isolation_level=None)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
            target.execute("DELETE FROM meta WHERE key IN ('dense', 'sparse')")
    except sqlite3.Error as error:
        raise StoreError(f"{str(store)!r} cannot be copied ({error}): `youju verify` tells what is wrong with it") from error


def _checked(copy: Path) -> int:
    """How many documents a store holds that is as it was written."""
    store = Store.open(copy)
    try:
        problems = store.damage()
        if problems:
            raise StoreError(f"The store is damaged, so no backup was made ({problems[0]}): `youju verify` tells all")
        return len(store.summaries())
    finally:
        store.close()


def _names_beside(home: Path) -> Sequence[str]:
    """The files of a home that go along, by their paths in it."""
    names = (path.relative_to(home).as_posix() for folder in (home, home / UPLOADS) if folder.is_dir() for path in sorted(folder.iterdir()))
    return [name for name in names if BESIDE.fullmatch(name)]


def _part(name: str, path: Path) -> Part:
    with path.open("rb") as file:
        return Part(name, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _write(path: Path, manifest: Manifest, paths: dict[str, Path]) -> None:
    written = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    with path.open("wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=_COMPRESSION) as archive:
            archive.addfile(_entry(MANIFEST, len(written)), io.BytesIO(written))
            for part in manifest.parts:
                with paths[part.name].open("rb") as content:
                    archive.addfile(_entry(part.name, part.size), content)
        file.flush()
        os.fsync(file.fileno())


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def _sync(folder: Path) -> None:
    """Has the names in a folder written to the disk."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def read_manifest(archive: tarfile.TarFile, file: Path) -> Manifest:
    """The manifest that a backup begins with.

    Raises:
        StoreError: It is no backup, or damaged.
    """
    with damaged(file):
        entry = archive.next()
        content = archive.extractfile(entry) if entry and entry.name == MANIFEST else None
        if content is None:
            raise ValueError("it does not begin with a manifest")
        said = json.loads(content.read())
        return Manifest(**{**said, "parts": tuple(Part(**part) for part in said["parts"])})


@contextmanager
def damaged(file: Path) -> Iterator[None]:
    """Tells what cannot be read of a file as damage of it."""
    try:
        yield
    except (tarfile.TarError, ValueError, TypeError, KeyError, EOFError, zlib.error) as error:
        raise StoreError(f"{str(file)!r} is no backup of Youju, or damaged ({error}): restore from another one") from error
