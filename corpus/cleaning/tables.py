"""Reads the data files of cleaning: UTF-8, a row a line, fields separated by tabs, `#` begins a comment."""

from importlib.resources import files


def rows(name: str) -> list[list[str]]:
    """The fields of each row of a data file, in order."""
    lines = files("corpus.cleaning").joinpath("data", name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
