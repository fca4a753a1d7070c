"""Gathers the few files that a set of cases asks about out of a folder of many, so that they alone are ingested."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.case import CaseSet


def asked_about(case_set: CaseSet) -> frozenset[str]:
    """The names of the documents that support an answer of the set."""
    return frozenset(source.document for case in case_set.cases for source in case.sources)


def located(names: frozenset[str], folder: Path) -> Mapping[str, Path]:
    """Where each of the named files lies, at any depth below `folder`; a file that is not there is left out."""
    return {path.name: path for path in sorted(folder.rglob("*")) if path.name in names and path.is_file()}


@contextmanager
def gathered(files: Mapping[str, Path]) -> Iterator[Path]:
    """A temporary folder that holds a copy of each file, byte by byte, under its name."""
    with TemporaryDirectory(prefix="youju-evals-") as name:
        for file_name, path in files.items():
            shutil.copyfile(path, Path(name) / file_name)
        yield Path(name)
