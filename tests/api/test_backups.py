"""`youju backup` and `youju restore` on the command line, with homes that are served meanwhile."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.bootstrap import open_youju
from assistant.settings import Settings
from indexing.building import ingest_bytes
from tests.api.conftest import Outcome


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YOUJU_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_home_that_is_owned_is_backed_up_and_restored_elsewhere(
    home: Path, tmp_path: Path, run: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_youju(Settings(home=home)) as youju:
        youju.library.own()
        ingest_bytes(youju.library, "会诊办法\n第一条 急会诊应当在10分钟内到位。".encode(), source_name="会诊.txt", origin="a")
        youju.library.flush()
        assert run("backup", tmp_path / "x.tar.gz").out.startswith("Backed up 1 document to ")
        busy = run("restore", tmp_path / "x.tar.gz", "--replace")
        assert (busy.code, "owns" in busy.err) == (1, True)
    full = run("restore", tmp_path / "x.tar.gz")
    assert (full.code, "--replace" in full.err) == (2, True)
    monkeypatch.setenv("YOUJU_HOME", str(tmp_path / "other"))
    assert run("restore", tmp_path / "x.tar.gz").out.startswith("Restored 1 document, backed up at 20")
    with open_youju(Settings(home=tmp_path / "other")) as youju:
        assert [document.source_name for document in youju.library.documents()] == ["会诊.txt"]


def test_a_truth_in_another_database_is_backed_up_by_its_own_tools(run: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_DATABASE_URL", "postgresql+psycopg://localhost/youju")
    outcome = run("backup", "x.tar.gz")
    assert (outcome.code, "pg_dump" in outcome.err) == (2, True)
