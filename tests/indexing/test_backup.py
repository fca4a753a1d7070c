"""A home as one file and back: while it is written, whole or not at all, and refused where it is not what was written."""

import json
import random
import shutil
import stat
import tarfile
from collections.abc import Callable
from dataclasses import asdict, replace
from io import BytesIO
from pathlib import Path

import pytest

from corpus.errors import SettingsError, StoreBusyError, StoreError, StoreVersionError
from indexing import backup
from indexing.backup import MANIFEST, back_up
from indexing.building import ingest_bytes
from indexing.homes import STORE
from indexing.library import Library
from indexing.restoring import restore

OpenLibrary = Callable[..., Library]

CONSULTATION = "滨海市会诊办法\n第一条 急会诊应当在10分钟内到位。\n"
RECORDS = "滨海市病历办法\n第一条 门诊病历保存15年。\n"


def take_in(library: Library, name: str, text: str) -> None:
    assert ingest_bytes(library, text.encode(), source_name=name, origin=name).status == "added"
    library.flush()


@pytest.fixture
def library(open_library: OpenLibrary) -> Library:
    library = open_library()
    take_in(library, "会诊.txt", CONSULTATION)
    (library.home / "secret.key").write_bytes(b"s" * 32)
    (library.home / "uploads").mkdir()
    (library.home / "uploads" / ("a" * 64)).write_bytes(b"kept")
    (library.home / "notes.txt").write_text("not ours", encoding="utf-8")
    return library


@pytest.fixture
def file(library: Library, tmp_path: Path) -> Path:
    back_up(library.home, tmp_path / "backups" / "home.tar.gz")
    return tmp_path / "backups" / "home.tar.gz"


def members(file: Path) -> dict[str, bytes]:
    with tarfile.open(file) as archive:
        return {entry.name: archive.extractfile(entry).read() for entry in archive}  # type: ignore[union-attr] # all are files


def write_archive(file: Path, parts: dict[str, bytes]) -> None:
    with tarfile.open(file, "w:gz") as archive:
        for name, content in parts.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, BytesIO(content))


def titles(library: Library) -> list[str]:
    return [document.header.title for document in library.documents()]


def test_a_backup_of_a_home_that_is_owned_holds_all_of_it(library: Library, file: Path, open_library: OpenLibrary, tmp_path: Path) -> None:
    manifest = restore(file, tmp_path / "other")
    assert (manifest.documents, [part.name for part in manifest.parts]) == (1, [STORE, "secret.key", f"uploads/{'a' * 64}"])
    other = open_library(tmp_path / "other")
    assert titles(other) == titles(library) == ["滨海市会诊办法"]
    assert other.searcher.search("急会诊多久到位")[0].chunk.text.endswith("10分钟内到位。")
    other.own()
    assert other.verify() == []
    assert (tmp_path / "other" / "secret.key").read_bytes() == b"s" * 32
    assert not (tmp_path / "other" / "notes.txt").exists()


def test_a_backup_and_what_is_restored_are_for_their_owner_only(file: Path, tmp_path: Path) -> None:
    restore(file, tmp_path / "other")
    written = [file, *(path for path in (tmp_path / "other").rglob("*") if path.is_file())]
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in written} == {0}
    assert stat.S_IMODE((tmp_path / "other").stat().st_mode) == 0o700
    assert [path.name for path in file.parent.iterdir()] == [file.name], "nothing is left beside"


def test_what_is_written_after_the_backup_is_not_in_it(library: Library, file: Path, open_library: OpenLibrary, tmp_path: Path) -> None:
    take_in(library, "病历.txt", RECORDS)
    restore(file, tmp_path / "other")
    assert titles(open_library(tmp_path / "other")) == ["滨海市会诊办法"]


def test_a_home_that_holds_something_is_replaced_only_when_told_and_kept(library: Library, file: Path, open_library: OpenLibrary) -> None:
    take_in(library, "病历.txt", RECORDS)
    with pytest.raises(StoreBusyError, match="owns"):
        restore(file, library.home, replace=True)
    library.close()
    with pytest.raises(SettingsError, match="--replace"):
        restore(file, library.home)
    restore(file, library.home, replace=True)
    again = open_library()
    assert titles(again) == ["滨海市会诊办法"]
    assert again.searcher.search("门诊病历保存几年") == [] or "病历" not in again.searcher.search("门诊病历保存几年")[0].chunk.text
    again.own()
    assert again.verify() == []
    [kept] = library.home.glob("replaced-*")
    assert len(titles(open_library(shutil.copytree(kept, library.home.parent / "kept")))) == 2


def test_a_damaged_store_is_replaced_as_well(library: Library, file: Path, open_library: OpenLibrary) -> None:
    library.close()
    (library.home / STORE).write_bytes(b"no database" * 500)
    restore(file, library.home, replace=True)
    assert titles(open_library()) == ["滨海市会诊办法"]


def test_a_store_that_another_process_reads_is_not_replaced(library: Library, file: Path, open_library: OpenLibrary) -> None:
    library.close()
    reader = open_library()
    assert titles(reader) == ["滨海市会诊办法"]
    with pytest.raises(StoreBusyError, match="end it"):
        restore(file, library.home, replace=True)
    assert titles(reader) == ["滨海市会诊办法"]


@pytest.mark.parametrize("number", range(20))
def test_a_flipped_byte_is_noticed_or_changes_nothing(file: Path, tmp_path: Path, number: int) -> None:
    whole, chance = members(file), random.Random(number)  # noqa: S311 -- the same each time
    written = bytearray(file.read_bytes())
    written[chance.randrange(len(written))] ^= 1 << chance.randrange(8)
    file.write_bytes(written)
    try:
        restore(file, tmp_path / "other")
    except StoreError as error:
        assert str(file) in str(error)  # noqa: PT017 -- it may be restored as well
        assert [path.name for path in (tmp_path / "other").iterdir()] in ([], ["owner.lock"])
    else:
        assert all((tmp_path / "other" / name).read_bytes() == content for name, content in whole.items() if name != MANIFEST)


def changed(file: Path, **members_of_manifest: object) -> Path:
    parts = members(file)
    parts[MANIFEST] = json.dumps({**json.loads(parts[MANIFEST]), **members_of_manifest}).encode()
    write_archive(file, parts)
    return file


@pytest.mark.parametrize("said", [{"schema": "99"}, {"format": 2}])
def test_a_backup_of_a_newer_version_is_refused(file: Path, tmp_path: Path, said: dict[str, object]) -> None:
    with pytest.raises(StoreVersionError, match="newer"):
        restore(changed(file, **said), tmp_path / "other")
    assert not (tmp_path / "other" / STORE).exists()


@pytest.mark.parametrize("name", ["../escaped", "/escaped", "uploads/../escaped", "dense/x"])
def test_a_backup_that_names_other_files_is_refused(file: Path, tmp_path: Path, name: str) -> None:
    parts = members(file)
    manifest = json.loads(parts[MANIFEST])
    manifest["parts"].append(asdict(replace(backup.Part("x", 1, "0"), name=name)))
    write_archive(file, {**parts, MANIFEST: json.dumps(manifest).encode(), name: b"x"})
    with pytest.raises(StoreError, match="damaged"):
        restore(file, tmp_path / "other")
    assert not list(tmp_path.rglob("escaped"))


@pytest.mark.parametrize("content", [b"", b"no archive at all" * 100])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(StoreError, match="no backup"):
        restore(tmp_path / "x", tmp_path / "other")


def test_there_must_be_something_to_back_up_and_to_restore(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nothing to back up"):
        back_up(tmp_path, tmp_path / "file")
    with pytest.raises(SettingsError, match="cannot be restored"):
        restore(tmp_path / "none", tmp_path / "other")


def test_a_damaged_store_is_not_backed_up(library: Library, file: Path) -> None:
    before = file.read_bytes()
    with library._store._database.writing() as connection:
        connection.exec_driver_sql("UPDATE documents SET clean = clean || 'x'")
    with pytest.raises(StoreError, match="damaged"):
        back_up(library.home, file)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.fixture
def no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_write", full)


@pytest.mark.usefixtures("no_room")
def test_a_backup_that_cannot_be_written_leaves_nothing(library: Library, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="No space left"):
        back_up(library.home, tmp_path / "full" / "home.tar.gz")
    assert list((tmp_path / "full").iterdir()) == []
