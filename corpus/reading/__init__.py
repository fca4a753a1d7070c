"""Reads files: bytes to `SourceDocument`, the decoded text kept character for character."""

from corpus.reading.files import files_in, read, read_bytes
from corpus.reading.formats import SUFFIXES

__all__ = ["SUFFIXES", "files_in", "read", "read_bytes"]
