"""What a home holds is for its owner only, also where it was not when it was opened."""

import logging
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexing import homes
from indexing.building import ingest_bytes
from indexing.homes import make_home
from indexing.library import Library


@pytest.fixture(autouse=True)
def open_to_all() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def of_others(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode) & 0o077


def test_a_new_home_and_its_files_are_for_their_owner_only(open_library: Callable[..., Library]) -> None:
    library = open_library()
    ingest_bytes(library, "会诊办法\n第一条 急会诊应当在10分钟内到位。".encode(), source_name="a.txt", origin="a")
    library.flush()
    assert of_others(library.home) == 0
    files = [path for path in library.home.iterdir() if path.is_file()]
    assert {"youju.sqlite", "youju.sqlite-wal", "owner.lock"} <= {path.name for path in files}
    assert [path for path in files if of_others(path)] == []


def test_a_home_that_others_could_read_is_closed_when_it_is_opened(open_library: Callable[..., Library]) -> None:
    library = open_library()
    library.close()
    (library.home / "secret.key").write_bytes(b"s")
    for path in (library.home, *library.home.iterdir()):
        path.chmod(0o777)
    open_library()
    assert [path for path in (library.home, library.home / "youju.sqlite", library.home / "secret.key") if of_others(path)] == []


def test_what_cannot_be_closed_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def denied(_path: Path, _mode: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    (tmp_path / "home").mkdir(mode=0o755)
    monkeypatch.setattr(homes.Path, "chmod", denied)
    with caplog.at_level(logging.WARNING):
        make_home(tmp_path / "home")
    assert "chmod 700" in caplog.text
