"""The command line: `youju ingest`, `youju ask` and the others."""

from api.cli.application import main

__all__ = ["main"]
