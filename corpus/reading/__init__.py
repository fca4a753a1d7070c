"""Reads files: bytes to `SourceDocument`, the decoded text kept character for character."""

from corpus.reading.files import SUFFIXES, files_in, read, read_bytes

__all__ = ["SUFFIXES", "files_in", "read", "read_bytes"]
