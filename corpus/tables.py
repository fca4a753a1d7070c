"""Reads what a package knows of words: tab-separated rows in its `data` folder, each with an example."""

from functools import cache
from importlib.resources import files

Row = tuple[str, ...]


@cache
def rows(package: str, name: str) -> tuple[Row, ...]:
    """The rows of `data/{name}.tsv` of a package, in order; empty lines and lines that begin with `#` are left out.

    >>> rows("corpus", "units")[0]
    ('秒', 'duration', '秒', '1', '60秒内派车')
    """
    lines = (files(package) / "data" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))
