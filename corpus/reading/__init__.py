"""Reads files: bytes to `SourceDocument`, the decoded text kept character for character."""

from corpus.reading.files import document_id_of, files_in, read, read_bytes, read_data
from corpus.reading.formats import SUFFIXES

__all__ = ["SUFFIXES", "document_id_of", "files_in", "read", "read_bytes", "read_data"]
