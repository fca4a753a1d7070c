"""Homes that tests of faults take copies of."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.homes import make_home
from tests.faults.interrupting import Interrupter


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the old texts; tests take copies."""
    return make_home(tmp_path_factory.mktemp("faults") / "home")


@pytest.fixture
def home(made_home: Path, tmp_path: Path) -> Path:
    """A copy of that home."""
    return shutil.copytree(made_home, tmp_path / "home")


@pytest.fixture(scope="session")
def interrupter() -> Iterator[Interrupter]:
    with Interrupter() as interrupter:
        yield interrupter
