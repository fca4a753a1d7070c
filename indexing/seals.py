"""Rows of tables, each sealed with a checksum of all its other values: a flipped bit is told, and never answered from."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from json.encoder import encode_basestring

from corpus.errors import StoreError

Value = str | int | bytes | None
Row = dict[str, Value]

CHECKSUM = "checksum"

_JSON = json.JSONEncoder(default=lambda value: bytes(value).hex())


def sealed(row: Row) -> Row:
    """The row with the checksum of its values.

    >>> row = sealed({"name": "会诊", "n": 1})
    >>> is_intact(row), is_intact({**row, "n": 2})
    (True, False)
    """
    return {**row, CHECKSUM: _checksum(row)}


def is_intact(row: Mapping[str, Value]) -> bool:
    """Whether a row that was read holds the very values that were written."""
    return row[CHECKSUM] == _checksum(row)


def check_intact(found: Iterable[Mapping[str, Value]]) -> None:
    """Makes sure of rows of documents that answers are made of.

    Raises:
        StoreError: One does not hold the values that were written.
    """
    for row in found:
        if not is_intact(row):
            raise not_as_written(row)


def not_as_written(row: Mapping[str, Value]) -> StoreError:
    """The error of a row of a document that does not hold what was written."""
    document_id = row["document_id"]
    return StoreError(
        f"Document {document_id!r} is not stored as it was written: restore a backup, or take it out with `youju remove {document_id!r}` "
        "and ingest it again"
    )


def _checksum(row: Mapping[str, Value]) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of the values: as JSON, names in order, bytes as hexadecimal digits."""
    # Put together here: an ingest seals a million rows and a question reads hundreds, for which JSON's own encoder takes longer.
    form, names = _form(tuple(row))
    values = map(row.__getitem__, names)
    written = form % tuple([encode_basestring(value) if type(value) is str else _written(value) for value in values])
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@cache
def _form(names: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The JSON of rows with these names, a gap for each value, and the names in the order of the gaps."""
    ordered = tuple(sorted(name for name in names if name != CHECKSUM))
    quoted = [encode_basestring(name).replace("%", "%%") for name in ordered]
    return "{" + ", ".join(f"{name}: %s" for name in quoted) + "}", ordered


def _written(value: Value) -> str:
    """A value that is no string as JSON."""
    if type(value) is bytes:
        return f'"{value.hex()}"'
    return str(value) if type(value) is int else _JSON.encode(value)
