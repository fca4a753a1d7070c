"""Looks into the zip archive that an Office document is, before anything of it is unpacked."""

import zipfile
from io import BytesIO

from corpus.errors import UnreadableDocumentError
from corpus.reading.formats import MEGABYTE

MOST_ENTRIES = 10_000
MOST_EXPANDED_BYTES = 500 * MEGABYTE
# Repetitive XML shrinks to a fiftieth; a bomb to a thousandth.
MOST_EXPANSION = 200
# Below this the ratio does not matter.
HARMLESS_BYTES = 20 * MEGABYTE
_ENCRYPTED = 0x1


def check_archive(data: bytes) -> None:
    """Refuses an archive that is damaged, protected, or expands beyond all measure; nothing is unpacked for that.

    Raises:
        UnreadableDocumentError: the archive is one of these.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableDocumentError("is damaged or cut off; get it again, or save it again with the program that made it") from error
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableDocumentError("is protected by a password; save it without one and try again")
    expanded = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    too_dense = expanded > HARMLESS_BYTES and expanded > MOST_EXPANSION * packed
    if len(entries) > MOST_ENTRIES or expanded > MOST_EXPANDED_BYTES or too_dense:
        raise UnreadableDocumentError(
            f"unpacks to {len(entries):,} parts of {expanded / MEGABYTE:,.0f} MB, which no document for people does; save it again"
        )
