"""Files become a library: once each, one bad file harms no other, a new version takes the old one's place."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.documents import Level, SourceDocument, Succession
from corpus.errors import NotFoundError, SettingsError, StoreBusyError
from indexing import preparing, recipes
from indexing.building import FileResult, count_files, ingest
from indexing.library import Library

OpenLibrary = Callable[..., Library]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    (texts / "deep").mkdir(parents=True)
    (texts / "a.txt").write_text("某市会诊管理办法\n\n第一条 急会诊应当在10分钟内到位。\n", "utf-8")
    (texts / "deep" / "b.md").write_text("某市病历管理办法\n\n第一条 病历应当在出院后归档。\n", "utf-8")
    return texts


def statuses(results: list[FileResult]) -> dict[str, str]:
    return {result.path.name: result.status for result in results}


def test_files_and_folders_come_in_once(library: Library, folder: Path) -> None:
    assert count_files([folder, folder / "a.txt"]) == 2
    assert statuses(list(ingest(library, [folder, folder / "a.txt"]))) == {"a.txt": "added", "b.md": "added"}
    assert library.searcher.search("急会诊多久到位")[0].chunk.text.endswith("10分钟内到位。")
    generation = library._store.generation()
    again = list(ingest(library, [folder]))
    assert statuses(again) == {"a.txt": "unchanged", "b.md": "unchanged"}
    assert all(result.document_id and result.n_clauses for result in again)
    assert library._store.generation() == generation
    assert library.verify() == []


def test_a_new_version_takes_the_place_of_the_old_one(library: Library, folder: Path) -> None:
    list(ingest(library, [folder]))
    (folder / "a.txt").write_text("某市会诊管理办法\n\n第一条 急会诊应当在5分钟内到位。\n", "utf-8")
    assert statuses(list(ingest(library, [folder]))) == {"a.txt": "replaced", "b.md": "unchanged"}
    texts = [hit.chunk.text for hit in library.searcher.search("急会诊多久到位")]
    assert any("5分钟" in text for text in texts)
    assert not any("10分钟" in text for text in texts)
    assert len(library.documents()) == 2
    assert library.verify() == []


def test_one_bad_file_is_told_of_and_the_rest_go_on(library: Library, folder: Path) -> None:
    (folder / "empty.txt").write_text("", "utf-8")
    (folder / "blank.txt").write_text(" \n\n ", "utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    results = list(ingest(library, [folder]))
    assert statuses(results) == {"a.txt": "added", "b.md": "added", "empty.txt": "failed", "blank.txt": "failed", "binary.txt": "failed"}
    for result in results:
        if result.status == "failed":
            assert result.path.name in result.message
            assert "\n" not in result.message


def test_a_missing_path_stops_before_anything_is_done(library: Library, folder: Path) -> None:
    with pytest.raises(NotFoundError, match="no-such"):
        list(ingest(library, [folder, folder / "no-such.txt"]))
    assert library.documents() == []


def test_level_and_place_hold_over_what_the_text_says_and_can_be_changed(library: Library, folder: Path) -> None:
    list(ingest(library, [folder / "a.txt"], level=Level.CITY, place="某市"))
    [summary] = library.documents()
    assert (summary.header.level, summary.header.place) == (Level.CITY, "某市")
    assert statuses(list(ingest(library, [folder / "a.txt"], place="另一市"))) == {"a.txt": "replaced"}
    assert statuses(list(ingest(library, [folder / "a.txt"]))) == {"a.txt": "unchanged"}
    assert library.documents()[0].header.place == "另一市"
    assert library.verify() == []


def test_another_recipe_makes_a_document_anew(library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    list(ingest(library, [folder]))
    monkeypatch.setattr(recipes, "RECIPE", "another")
    assert set(statuses(list(ingest(library, [folder]))).values()) == {"replaced"}
    assert library.verify() == []


def test_a_home_that_another_process_owns_is_busy(library: Library, open_library: OpenLibrary, folder: Path) -> None:
    library.own()
    with pytest.raises(StoreBusyError):
        list(ingest(open_library(), [folder]))


def test_what_was_told_of_is_there_though_the_rest_was_never_read(library: Library, open_library: OpenLibrary, folder: Path) -> None:
    results = ingest(library, [folder])
    assert next(results).status == "added"
    results.close()
    library.close()
    assert len(open_library().documents()) == 1


def test_an_acknowledged_file_survives_a_kill(tmp_path: Path, open_library: OpenLibrary) -> None:
    texts = tmp_path / "many"
    texts.mkdir()
    for number in range(60):
        (texts / f"{number:02}.txt").write_text(f"第一条 第{number}号会诊应当在{number}分钟内到位。", "utf-8")
    script = f"""
        from pathlib import Path
        from indexing.building import ingest
        from indexing.library import Library
        from tests.indexing.conftest import PairEmbedder
        library = Library.open(Path({str(tmp_path / "home")!r}), embedder=PairEmbedder())
        for result in ingest(library, [Path({str(texts)!r})]):
            print(result.document_id, flush=True)
    """
    root = Path(__file__).parents[2]
    process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, text=True, cwd=root)
    assert process.stdout
    told = [process.stdout.readline().strip() for _ in range(7)]
    os.kill(process.pid, signal.SIGKILL)
    told += process.stdout.read().split("\n")
    process.wait()
    process.stdout.close()
    time.sleep(0.05)
    after = open_library(tmp_path / "home")
    kept = {summary.document_id for summary in after.documents()}
    assert {document_id for document_id in told if len(document_id) == 16} <= kept
    assert len(after.searcher.search("会诊", limit=100)) == len(kept)
    after.own()
    assert after.verify() == []
    assert set(statuses(list(ingest(after, [texts]))).values()) <= {"added", "unchanged"}
    assert after.verify() == []


def test_an_unchanged_file_is_not_read_again(library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    list(ingest(library, [folder]))

    def no_reading(data: bytes, *, source_name: str, origin: str) -> SourceDocument:
        raise AssertionError(f"{source_name} was read")

    monkeypatch.setattr(preparing, "read_bytes", no_reading)
    copy = folder / "copy.txt"
    copy.write_bytes((folder / "a.txt").read_bytes())
    assert statuses(list(ingest(library, [folder]))) == {"a.txt": "unchanged", "b.md": "unchanged", "copy.txt": "unchanged"}
    assert len(library.documents()) == 2


def test_a_sidecar_is_part_of_its_file(library: Library, folder: Path) -> None:
    sidecar = folder / "a.txt.meta.toml"
    sidecar.write_text("place = '甲市'\nlevel = 'city'", "utf-8")
    assert count_files([folder]) == 2
    assert statuses(list(ingest(library, [folder]))) == {"a.txt": "added", "b.md": "added"}
    header = library.documents()[0].header
    assert (header.place, header.level, header.title) == ("甲市", Level.CITY, "某市会诊管理办法")
    sidecar.write_text("place = '乙市'\nlevel = 'city'", "utf-8")
    assert statuses(list(ingest(library, [folder]))) == {"a.txt": "replaced", "b.md": "unchanged"}
    assert library.documents()[0].header.place == "乙市"
    assert statuses(list(ingest(library, [folder], place="丙市"))) == {"a.txt": "replaced", "b.md": "replaced"}
    assert library.documents()[0].header.place == "丙市"
    sidecar.unlink()
    assert statuses(list(ingest(library, [folder / "a.txt"]))) == {"a.txt": "replaced"}
    assert library.documents()[0].header.place == ""
    assert library.verify() == []


def test_a_bad_sidecar_fails_its_file_alone(library: Library, folder: Path) -> None:
    (folder / "a.txt.meta.toml").write_text("issue_date = '去年'", "utf-8")
    (folder / "lonely.txt.meta.toml").write_text("place = '甲市'", "utf-8")
    results = {result.path.name: result for result in ingest(library, [folder])}
    assert {name: result.status for name, result in results.items()} == {
        "a.txt": "failed",
        "b.md": "added",
        "lonely.txt.meta.toml": "failed",
    }
    assert "'去年'" in results["a.txt"].message
    assert "lonely.txt.meta.toml" in results["lonely.txt.meta.toml"].message


def test_repair_is_switched_off_by_the_caller_or_the_sidecar(library: Library, folder: Path) -> None:
    text = folder / "a.txt"
    text.write_text("某市會诊(huìzhěn)管理办法\n\n第一条 急会诊应当在１０分钟内到位。\n", "utf-8")
    assert statuses(list(ingest(library, [text], repair=False))) == {"a.txt": "added"}
    policy = library.policy(library.find("a.txt"))
    assert (policy.header.title, policy.document.repaired) == ("某市會诊（huìzhěn）管理办法", False)
    assert statuses(list(ingest(library, [text], repair=False))) == {"a.txt": "unchanged"}
    assert statuses(list(ingest(library, [text]))) == {"a.txt": "replaced"}
    assert library.policy(library.find("a.txt")).document.repaired
    (folder / "a.meta.toml").write_text("repair = false", "utf-8")
    assert statuses(list(ingest(library, [text]))) == {"a.txt": "replaced"}
    assert not library.policy(library.find("a.txt")).document.repaired
    assert statuses(list(ingest(library, [text], repair=True))) == {"a.txt": "replaced"}
    assert library.policy(library.find("a.txt")).document.repaired
    assert library.verify() == []


def test_a_user_s_respellings_make_documents_anew(library: Library, folder: Path) -> None:
    (folder / "a.txt").write_text("某市会诊管理办法\n\n第一条 每一年笼盖查抄步履，轨制不克不及小我平易近康健，急会珍要快。\n", "utf-8")
    list(ingest(library, [folder]))
    table = library.home / "respellings.tsv"
    table.write_text("急会珍\t急会诊\n", "utf-8")
    assert set(statuses(list(ingest(library, [folder]))).values()) == {"replaced"}
    assert "急会诊要快" in library.policy(library.find("a.txt")).document.text
    assert set(statuses(list(ingest(library, [folder]))).values()) == {"unchanged"}
    table.write_text("急会珍\n", "utf-8")
    with pytest.raises(SettingsError, match="line 1"):
        list(ingest(library, [folder]))
    table.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="respellings"):
        list(ingest(library, [folder]))
    table.unlink()
    assert set(statuses(list(ingest(library, [folder]))).values()) == {"replaced"}


def test_a_later_version_supersedes_the_earlier_one_while_it_is_here(library: Library, folder: Path) -> None:
    for year in (2019, 2024):
        (folder / f"{year}.txt").write_text(f"安徽省会诊管理办法\n\n第一条 急会诊要快。\n第二条 本办法自{year}年1月1日起施行。\n", "utf-8")
    list(ingest(library, [folder / "2019.txt"]))
    old = library.find("2019.txt")
    assert library.policy(old).header.succession is None
    list(ingest(library, [folder / "2024.txt"]))
    expected = Succession("2024-01-01", "《安徽省会诊管理办法》")
    assert library.policy(old).header.succession == library.headers()[old].succession == expected
    assert [summary.header.succession for summary in library.documents()] == [expected, None]
    assert library.policy(old).header.spans
    library.remove(library.find("2024.txt"))
    assert library.policy(old).header.succession is None
