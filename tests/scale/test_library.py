"""Homes that share a truth in PostgreSQL and vectors in a Chroma server keep the promises of one home, and those of several."""

import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.errors import StoreBusyError
from indexing import shared_library, statements
from indexing.chroma_server import ASKING_SECONDS, PAUSE_SECONDS
from indexing.library import Library
from indexing.postgres import NOTICE_SECONDS
from indexing.shared_library import SharedLibrary
from tests.indexing import test_library
from tests.indexing.conftest import PairEmbedder
from tests.indexing.test_library import RECORDS, found, write
from tests.scale.servers import Running, wait_until

OpenLibrary = Callable[..., SharedLibrary]

# Tests of one home that run here over servers.
ALSO_HERE = (
    test_library.test_what_the_owner_writes_the_owner_and_a_reader_find,
    test_library.test_only_the_documents_asked_for,
    test_library.test_an_empty_home_and_an_empty_question_find_nothing,
    test_library.test_a_limit_below_one_is_refused,
    test_library.test_documents_are_found_by_name_or_id,
    test_library.test_a_chunk_that_the_truth_does_not_know_is_never_a_hit,
)
globals().update({test.__name__: test for test in ALSO_HERE})


@pytest.fixture
def open_library(tmp_path: Path, database_url: str, chroma: Running) -> Iterator[OpenLibrary]:
    opened: list[Library] = []

    def open_one(home: Path = tmp_path / "home") -> Library:
        opened.append(shared_library.open_library(home, embedder=PairEmbedder(), database_url=database_url, chroma_url=chroma.url))
        return opened[-1]

    yield open_one
    for library in opened:
        library.close()


@pytest.fixture
def library(open_library: OpenLibrary) -> SharedLibrary:
    opened = open_library()
    opened.own()
    return opened


@pytest.fixture
def other(open_library: OpenLibrary, tmp_path: Path) -> SharedLibrary:
    """The library of another machine."""
    opened = open_library(tmp_path / "other")
    opened.own()
    return opened


def followed(library: SharedLibrary) -> SharedLibrary:
    """The library after it has looked at what others wrote."""
    time.sleep(2 * NOTICE_SECONDS)
    library.follow()
    return library


def n_dense(library: SharedLibrary) -> int:
    """How many of the hits the vectors gave."""
    return sum(hit.dense > 0 for hit in library.searcher.search("急会诊应当在10分钟内到位"))


def test_what_one_machine_writes_another_finds_and_takes_out(library: SharedLibrary, other: SharedLibrary) -> None:
    document_id = write(library)
    assert found(followed(other), "急会诊多久到位")[0].startswith("第一条 急会诊")
    write(other, RECORDS, "b.txt")
    assert found(followed(library), "病历归档")[0].startswith("第一条 病历")
    other.remove(document_id)
    assert all("会诊" not in text for text in found(followed(library), "急会诊"))
    assert (library.verify(), other.verify()) == ([], [])


def test_several_processes_of_one_home_search_and_write_and_one_keeps_its_words(library: SharedLibrary, open_library: OpenLibrary) -> None:
    beside = open_library()
    beside.own()
    write(beside, RECORDS, "b.txt")
    followed(library)
    wait_until(lambda: found(beside, "病历归档")[:1] == ["第一条 病历应当在患者出院后归档。"], seconds=5)
    library.close()
    followed(beside)
    write(beside)
    assert found(beside, "急会诊")[0].startswith("第一条 急会诊")
    assert beside.verify() == []


def test_machines_that_write_at_once_end_with_the_same_documents_and_indexes(library: SharedLibrary, other: SharedLibrary) -> None:
    def written(each: SharedLibrary, name: str) -> None:
        for number in range(12):
            write(each, f"第一条 {name}第{number}项会诊应当在{number}小时内完成。", f"{name}{number}.txt")

    threads = [threading.Thread(target=written, args=(each, name)) for each, name in ((library, "甲"), (other, "乙"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in (library, other):
        assert (len(followed(each).documents()), each.is_in_step(), each.verify()) == (24, True, [])
        assert found(each, "乙第7项会诊")[0].startswith("第一条 乙第7项")
        assert found(each, "甲第3项会诊")[0].startswith("第一条 甲第3项")


def test_while_the_chroma_server_is_away_words_answer_and_when_it_is_back_it_catches_up(
    library: SharedLibrary, other: SharedLibrary, chroma: Running
) -> None:
    write(library)
    assert (n_dense(library) > 0, library.is_words_only) == (True, False)
    chroma.kill()
    assert (found(library, "急会诊多久到位")[0][:6], n_dense(library), library.is_words_only) == ("第一条 急会", 0, True)
    # What is written meanwhile is safe and found by its words.
    write(other, RECORDS, "b.txt")
    assert found(followed(library), "病历归档")[0].startswith("第一条 病历")
    chroma.start()
    time.sleep(PAUSE_SECONDS)
    for each in (library, other):
        followed(each)
        assert (each.is_words_only, n_dense(each) > 0, each.verify()) == (False, True, [])


def test_a_server_that_does_not_answer_costs_one_question_two_seconds(library: SharedLibrary, chroma: Running) -> None:
    write(library)
    assert chroma.process is not None
    chroma.process.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    assert found(library, "急会诊多久到位")[0].startswith("第一条 急会诊")
    assert time.monotonic() - began < 2 * ASKING_SECONDS
    began = time.monotonic()
    for _ in range(20):
        assert found(library, "急会诊多久到位")
    assert time.monotonic() - began < ASKING_SECONDS
    chroma.process.send_signal(signal.SIGCONT)
    time.sleep(PAUSE_SECONDS)
    assert (followed(library).is_words_only, n_dense(library) > 0) == (False, True)


def test_a_chroma_server_that_comes_back_empty_is_filled_again(library: SharedLibrary, chroma: Running, tmp_path: Path) -> None:
    write(library)
    chroma.kill()
    shutil.rmtree(tmp_path / "chroma")
    chroma.start()
    time.sleep(PAUSE_SECONDS)
    assert found(library, "急会诊")[0].startswith("第一条")
    followed(library)
    assert (library.is_words_only, n_dense(library) > 0, library.verify()) == (False, True, [])


def test_vectors_that_are_not_those_of_the_truth_are_noticed_and_replaced(library: SharedLibrary) -> None:
    write(library)
    chunk_ids, vectors = library._store.vectors()
    library._vectors._current().add(chunk_ids, -vectors)
    assert any("does not find" in problem for problem in library.verify())
    assert library.check() == 1
    assert (library.verify(), library.is_words_only) == ([], False)


def test_an_index_that_lags_further_behind_than_is_remembered_is_compared(
    library: SharedLibrary, other: SharedLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(library)
    monkeypatch.setattr(statements, "KEPT_CHANGES", 2)
    monkeypatch.setattr(statements, "FORGOTTEN_AT_ONCE", 1)
    for number in range(5):
        write(library, f"第一条 第{number}项会诊应当完成。", f"{number}.txt")
    assert library._store.changes_since(1) is None
    assert (followed(other).verify(), len(other.documents())) == ([], 6)


def test_two_truths_on_one_chroma_server_do_not_meet(library: SharedLibrary, chroma: Running, tmp_path: Path) -> None:
    write(library)
    alone = shared_library.open_library(tmp_path / "alone", embedder=PairEmbedder(), chroma_url=chroma.url)
    alone.own()
    write(alone, RECORDS, "b.txt")
    alone.repair()
    assert (library.verify(), alone.verify(), len(alone.documents())) == ([], [], 1)
    reader = shared_library.open_library(tmp_path / "alone", embedder=PairEmbedder(), chroma_url=chroma.url)
    assert n_dense(reader) > 0
    with pytest.raises(StoreBusyError, match="owns"):
        reader.own()
    for each in (alone, reader):
        each.close()
