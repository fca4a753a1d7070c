"""One home: written by its owner, read by anybody, whole again after any damage."""

import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import NotFoundError, QuestionError, SettingsError, StoreBusyError
from indexing import keeping
from indexing.chunking import chunk
from indexing.dense import ChromaIndex
from indexing.document_rows import document_rows
from indexing.library import Library
from tests.builders import a_policy
from tests.indexing.conftest import PairEmbedder

CONSULTATION = "第一条 急会诊应当在10分钟内到位。\n\n第二条 普通会诊应当在24小时内完成。"
RECORDS = "第一条 病历应当在患者出院后归档。\n\n第二条 病历的保管期限为三十年。"

OpenLibrary = Callable[..., Library]


def write(library: Library, text: str = CONSULTATION, name: str = "a.txt") -> str:
    policy = a_policy(text, name=name)
    library.write(document_rows(policy, chunk(policy), recipe="r"))
    library.flush()
    return policy.document.source.document_id


def found(library: Library, text: str) -> list[str]:
    return [hit.chunk.text for hit in library.searcher.search(text)]


def test_what_the_owner_writes_the_owner_and_a_reader_find(library: Library, open_library: OpenLibrary) -> None:
    write(library)
    reader = open_library()
    for each in (library, reader):
        hits = each.searcher.search("急会诊多久到位")
        assert hits[0].chunk.text == "第一条 急会诊应当在10分钟内到位。"
        assert 0 <= hits[0].score <= 1
    assert [hit.chunk.chunk_id for hit in reader.searcher.search("会诊")] == [hit.chunk.chunk_id for hit in library.searcher.search("会诊")]


def test_a_reader_sees_what_is_written_after_it_opened(library: Library, open_library: OpenLibrary) -> None:
    document_id = write(library)
    reader = open_library()
    assert found(reader, "病历归档")[:1] != ["第一条 病历应当在患者出院后归档。"]
    write(library, RECORDS, "b.txt")
    assert found(reader, "病历归档")[0] == "第一条 病历应当在患者出院后归档。"
    library.remove(document_id)
    assert all("会诊" not in text for text in found(reader, "急会诊"))
    with pytest.raises(NotFoundError):
        reader.policy(document_id)


def test_only_one_may_write(library: Library, open_library: OpenLibrary) -> None:
    document_id = write(library)
    reader = open_library()
    with pytest.raises(StoreBusyError, match="owns"):
        reader.remove(document_id)
    library.close()
    reader.remove(document_id)
    assert reader.documents() == []


def test_only_the_documents_asked_for(library: Library, open_library: OpenLibrary) -> None:
    write(library)
    other = write(library, RECORDS, "b.txt")
    for each in (library, open_library()):
        hits = each.searcher.search("会诊应当", document_ids=frozenset({other}))
        assert {hit.chunk.document_id for hit in hits} == {other}
        assert each.searcher.search("会诊", document_ids=frozenset()) == []


def test_an_empty_home_and_an_empty_question_find_nothing(library: Library, open_library: OpenLibrary) -> None:
    assert library.searcher.search("急会诊") == []
    write(library)
    assert library.searcher.search("") == []
    assert library.verify() == []


def test_a_limit_below_one_is_refused(library: Library) -> None:
    with pytest.raises(QuestionError, match="0"):
        library.searcher.search("会诊", limit=0)


def test_documents_are_found_by_name_or_id(library: Library) -> None:
    document_id = write(library)
    assert library.find("a.txt") == library.find(document_id) == document_id
    with pytest.raises(NotFoundError, match=r"c\.txt"):
        library.find("c.txt")


def test_a_name_that_two_documents_have_is_not_guessed(library: Library) -> None:
    first = write(library)
    policy = a_policy(RECORDS, name="elsewhere.txt")
    source = policy.document.source
    object.__setattr__(source, "source_name", "a.txt")
    library.write(document_rows(policy, chunk(policy), recipe="r"))
    with pytest.raises(NotFoundError, match=first) as raised:
        library.find("a.txt")
    assert source.document_id in str(raised.value)


def test_another_embedder_makes_all_vectors_anew(library: Library, open_library: OpenLibrary) -> None:
    write(library)
    library.close()
    other = PairEmbedder(dimensions=32, identity="pairs-32")
    reader = open_library(embedder=other)
    assert found(reader, "急会诊")[0].startswith("第一条")
    assert reader._store.vectors()[1].shape[1] == 32
    reader.own()
    assert reader.verify() == []
    assert found(reader, "急会诊")[0].startswith("第一条")


def test_an_index_that_missed_changes_catches_up(library: Library, open_library: OpenLibrary) -> None:
    write(library)
    lost = a_policy(RECORDS, name="b.txt")
    library._store.remove(library.find("a.txt"))
    vectors = PairEmbedder().embed([each.text for each in chunk(lost)], role="passage")
    library._store.replace(lost, chunk(lost), vectors, embedder="pairs-64")
    library.close()
    behind = open_library()
    assert any("lags" in problem for problem in behind.verify())
    assert found(behind, "病历归档")[0].startswith("第一条 病历")
    behind.own()
    assert behind.verify() == []
    assert found(behind, "病历归档")[0].startswith("第一条 病历")


@pytest.mark.parametrize("folder", ["dense", "sparse"])
def test_an_index_that_is_gone_is_built_again(library: Library, open_library: OpenLibrary, folder: str) -> None:
    write(library)
    library.close()
    shutil.rmtree(library.home / folder)
    again = open_library()
    assert again.verify() != []
    again.own()
    assert again.verify() == []
    assert found(again, "急会诊")[0].startswith("第一条")


def test_a_damaged_chroma_is_noticed_and_built_again(library: Library, open_library: OpenLibrary) -> None:
    write(library)
    library.close()
    [database] = (library.home / "dense").glob("*/chroma.sqlite3")
    database.write_bytes(database.read_bytes()[:5000])
    again = open_library()
    assert any("--repair" in problem for problem in again.verify())
    again.repair()
    assert again.verify() == []
    assert len(list((library.home / "dense").iterdir())) == 1


@pytest.fixture
def always_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "SETTLE_CHUNKS", 1)


def reopened(library: Library, open_library: OpenLibrary) -> Library:
    library.close()
    again = open_library()
    again.own()
    return again


@pytest.mark.usefixtures("always_settled")
def test_a_library_that_changed_much_is_settled_when_it_is_opened_again(library: Library, open_library: OpenLibrary) -> None:
    write(library)
    again = reopened(library, open_library)
    [graph] = (library.home / "dense").glob("*/*/index_metadata.pickle")
    written = graph.stat().st_mtime_ns
    assert again.verify() == []
    write(again, RECORDS, "b.txt")
    last = reopened(again, open_library)
    assert graph.stat().st_mtime_ns > written, "settled again after a change"
    assert last.verify() == []
    assert found(last, "病历归档")[0].startswith("第一条 病历")


@pytest.mark.usefixtures("always_settled")
def test_a_library_that_is_killed_while_it_is_settled_builds_the_index_anew(
    library: Library, open_library: OpenLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_index: ChromaIndex) -> None:
        raise KeyboardInterrupt

    write(library)
    library.close()
    [folder] = (library.home / "dense").iterdir()
    dying = open_library()
    monkeypatch.setattr(dying._dense, "_kind", replace(dying._dense._kind, settle=killed))
    with pytest.raises(KeyboardInterrupt):
        dying.own()
    again = reopened(dying, open_library)
    assert [path for path in (library.home / "dense").iterdir() if path != folder]
    assert again.verify() == []


@pytest.mark.usefixtures("always_settled")
@pytest.mark.parametrize("name", ["header.bin", "data_level0.bin", "link_lists.bin", "length.bin", "index_metadata.pickle"])
def test_a_flipped_byte_of_the_graph_is_noticed_and_it_is_built_again(library: Library, open_library: OpenLibrary, name: str) -> None:
    write(library)
    reopened(library, open_library).close()
    [path] = (library.home / "dense").glob(f"*/*/{name}")
    written = bytearray(path.read_bytes()) or bytearray(b"0")
    written[len(written) // 2] ^= 1
    path.write_bytes(written)
    again = open_library()
    assert any("damaged" in problem for problem in again.verify())
    again.own()
    assert again.verify() == []
    assert not path.exists()


def test_vectors_that_are_not_those_of_the_truth_are_noticed(library: Library, open_library: OpenLibrary) -> None:
    write(library)
    index = library._dense.index
    chunk_ids, vectors = library._store.vectors()
    index.add(chunk_ids, -vectors)
    assert any("does not find" in problem for problem in library.verify())
    library.close()
    again = open_library()
    again.own()
    assert again.verify() == []


def test_a_chunk_that_the_truth_does_not_know_is_never_a_hit(library: Library) -> None:
    document_id = write(library)
    library._store.remove(document_id)
    assert library.searcher.search("急会诊") == []


def test_a_home_that_cannot_be_made_is_a_settings_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(SettingsError, match="YOUJU_HOME"):
        Library.open(tmp_path / "file" / "home", embedder=PairEmbedder())


def test_reading_needs_no_chroma(library: Library, tmp_path: Path) -> None:
    write(library)
    library.close()
    script = f"""
        import sys
        from pathlib import Path
        from indexing.library import Library
        from tests.indexing.conftest import PairEmbedder
        with Library.open(Path({str(library.home)!r}), embedder=PairEmbedder()) as library:
            assert library.searcher.search("急会诊")[0].chunk.text.startswith("第一条")
        assert "chromadb" not in sys.modules
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=True, cwd=Path(__file__).parents[2])


def test_vectors_are_built_anew_when_much_has_gone_that_chroma_would_keep(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_GONE", 4)

    def folders(kind: str) -> list[str]:
        return [folder.name for folder in (library.home / kind).iterdir()]

    for number in range(10):
        write(library, f"第{number}条 病历应当归档。", f"{number}.txt")
    dense, sparse = folders("dense"), folders("sparse")
    for number in range(4):
        library.remove(library.find(f"{number}.txt"))
    assert folders("dense") == dense
    library.remove(library.find("4.txt"))
    assert folders("dense") != dense
    assert folders("sparse") == sparse
    assert sorted(found(library, "病历归档")) == [f"第{number}条 病历应当归档。" for number in range(5, 10)]
    assert library.verify() == []
