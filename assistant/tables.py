"""Reads the knowledge of the assistant: tab-separated rows and TOML files in `assistant/data/`."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

_FOLDER = Path(str(files("assistant"))) / "data"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `data/{name}.tsv`, or of each table in the folder `data/{name}`, by name.

    Cells are stripped; empty lines and lines that begin with `#` are left out.

    >>> len(rows("polarity")[0])
    6
    """
    files_of = sorted((_FOLDER / name).glob("*.tsv")) or [_FOLDER / f"{name}.tsv"]
    lines = [line for path in files_of for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines if line.strip() and not line.startswith("#"))


@cache
def toml(name: str) -> dict[str, Any]:
    """The content of `data/{name}.toml`."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str) -> tuple[str, ...]:
    """The first cells of a table, longest first."""
    return tuple(sorted({row[0] for row in rows(name)}, key=lambda word: (-len(word), word)))


@cache
def any_word(name: str) -> re.Pattern[str]:
    """A pattern that matches any first cell of a table, the longest where several match."""
    return re.compile("|".join(re.escape(word) for word in words(name)))
