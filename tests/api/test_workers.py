"""Several processes for one address: what is killed is started again, and what cannot serve ends all."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.cli.workers import check_workers, serve_by_workers
from assistant.settings import Settings
from corpus.errors import SettingsError

WAIT_SECONDS = 60


def note_and_wait(folder: str, _port: int) -> None:
    """A process that leaves a file with its number, and waits to be told to stop."""
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(WAIT_SECONDS)


def refuse(_address: str, _port: int) -> None:
    raise SettingsError("planted")


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_several_processes_need_a_database_and_vectors_that_can_be_shared() -> None:
    shared = {"database_url": "postgresql://db/youju", "secret_key": "s"}
    check_workers(Settings(), 1)
    for settings in (Settings(), Settings(**shared), Settings(chroma_url="http://chroma:8000")):
        with pytest.raises(SettingsError, match=r"--workers 2 .*YOUJU_DATABASE_URL.*YOUJU_CHROMA_URL"):
            check_workers(settings, 2)
    check_workers(Settings(**shared, chroma_url="http://chroma:8000"), 2)
    check_workers(Settings(**shared, vector_engine="milvus", milvus_url="http://milvus:19530"), 2)


def test_a_process_that_is_killed_is_started_again_until_all_are_told_to_stop(tmp_path: Path) -> None:
    def numbers(n_wanted: int) -> list[int]:
        deadline = time.monotonic() + WAIT_SECONDS
        while len(found := [int(path.name) for path in tmp_path.iterdir()]) < n_wanted:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        return found

    def disturb() -> None:
        try:
            os.kill(numbers(2)[0], signal.SIGKILL)
            numbers(3)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    disturbing = threading.Thread(target=disturb)
    disturbing.start()
    serve_by_workers(note_and_wait, str(tmp_path), 0, 2)
    disturbing.join()
    assert len(numbers(3)) == 3
    for number in numbers(3):
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_a_process_that_cannot_serve_ends_all(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SettingsError, match="told above"):
        serve_by_workers(refuse, "", 0, 2)
    assert "youju: planted" in capfd.readouterr().err
