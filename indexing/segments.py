"""Whether the files of a tantivy index are those that were written: tantivy trusts them blindly, though each ends with its checksum.

A file is a payload, a footer in JSON with the CRC-32 of the payload, the length of the footer, and a magic number, both of 32 bits, the
lowest byte first. `meta.json` names the segments that count; files of others are left of what is being written or of what was merged.
"""

import json
import struct
import zlib
from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path

from corpus.errors import StoreError

_META = "meta.json"
_SUFFIXES = ("fast", "fieldnorm", "idx", "pos", "store", "term")
_MAGIC = 1337
_TAIL = struct.Struct("<II")


def check_files(folder: Path) -> None:
    """Makes sure that each file of each segment is there and whole; a folder without an index passes.

    Raises:
        StoreError: One is not, and no other process has changed the index meanwhile.
    """
    if not (folder / _META).exists():
        return
    while (meta := (folder / _META).read_bytes()) and (damaged := next(_damaged(folder, meta), None)):
        if (folder / _META).read_bytes() == meta:
            raise StoreError(f"{str(damaged)!r} is not as it was written: `youju verify --repair` builds the index of words again")


def _damaged(folder: Path, meta: bytes) -> Iterator[Path]:
    """The files that are gone or not whole."""
    try:
        segments = [(str(each["segment_id"]).replace("-", ""), each["deletes"]) for each in json.loads(meta)["segments"]]
        names = [f"{name}.{suffix}" for name, _ in segments for suffix in _SUFFIXES]
        names += [f"{name}.{deletes['opstamp']}.del" for name, deletes in segments if deletes]
    except (ValueError, TypeError, KeyError):
        yield folder / _META
        return
    yield from (folder / name for name in names if not _is_whole(folder / name))


def _is_whole(path: Path) -> bool:
    try:
        with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as written, memoryview(written) as view:
            length, magic = _TAIL.unpack(view[-_TAIL.size :])
            end = len(view) - _TAIL.size - length
            footer = json.loads(bytes(view[end : len(view) - _TAIL.size])) if magic == _MAGIC and end >= 0 else {}
            return footer.get("crc") == zlib.crc32(view[:end]) if footer else False
    except (OSError, ValueError, struct.error):
        return False
