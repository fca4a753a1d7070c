"""What needs no server: addresses that are none, servers that are away, and what a home notes for itself."""

import logging
import time
import traceback
from functools import partial
from pathlib import Path

import pytest

from corpus.errors import SettingsError, StoreAwayError, StoreBusyError, StoreError
from indexing.chroma_server import ChromaServer
from indexing.home_notes import HomeNotes
from indexing.kept_text import KeptText
from indexing.milvus_server import MilvusServer
from indexing.postgres import Postgres
from indexing.shared_library import SharedLibrary, agree_on_secret, open_library
from indexing.store import Store
from tests.indexing.conftest import PairEmbedder
from tests.indexing.test_library import found, write

NOBODY = "http://127.0.0.1:9"


@pytest.mark.parametrize("url", ["mysql://u:planted@db/youju", "planted", "://planted"])
def test_what_is_no_address_of_a_postgresql_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(SettingsError, match="YOUJU_DATABASE_URL") as caught:
        Postgres(url)
    assert "planted" not in str(caught.value)


NO_ADDRESSES = [
    "ftp://planted",
    "planted:8000",
    "http://",
    "http://u:planted/words@chroma",
    "http://u:planted@[chroma",
    "http://u@h:planted",
]


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_what_is_no_address_of_a_server_is_refused_without_repeating_it(url: str) -> None:
    for setting, server in (("YOUJU_CHROMA_URL", ChromaServer), ("YOUJU_MILVUS_URL", partial(MilvusServer, dimensions=4))):
        with pytest.raises(SettingsError, match=setting) as caught:
            server(url)
        assert "planted" not in "".join(traceback.format_exception(caught.value)).replace(repr(url), "")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_chroma_server_that_is_away_is_told_without_its_password(scheme: str, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    url = f"{scheme}://planted-name:planted-words@127.0.0.1:9"
    server = ChromaServer(url)
    with caplog.at_level(logging.DEBUG), pytest.raises(StoreAwayError, match="cannot be reached") as caught:
        server.names()
    with caplog.at_level(logging.DEBUG), open_library(tmp_path / "home", embedder=PairEmbedder(), chroma_url=url) as library:
        library.own()
        write(library)
        told = "".join(traceback.format_exception(caught.value)) + caplog.text + "".join(library.verify()) + repr(server)
    assert "127.0.0.1" in told
    assert "planted" not in told.replace("test_a_chroma_server_that_is_away_is_told", "")


def test_a_postgresql_that_is_away_is_busy_and_its_password_is_not_told() -> None:
    pytest.importorskip("psycopg", reason="The driver of PostgreSQL is not installed: pip install 'youju[postgres]'")
    with pytest.raises(StoreBusyError, match="cannot be reached") as caught:
        Store.open("postgresql://youju:planted@127.0.0.1:9/youju")
    assert "planted" not in str(caught.value)


def test_a_chroma_server_that_is_away_is_not_asked_again_for_a_moment() -> None:
    server = ChromaServer(NOBODY)
    with pytest.raises(StoreAwayError, match="cannot be reached"):
        server.names()
    began = time.monotonic()
    with pytest.raises(StoreAwayError, match="a moment ago"):
        server.names()
    assert time.monotonic() - began < 0.5


def test_who_shares_a_truth_has_one_secret_of_which_nothing_is_stored_or_told(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "shared.sqlite")
    agree_on_secret(store, b"planted-first")
    agree_on_secret(store, b"planted-first")
    for other in (b"planted-second", b"planted-first ", b""):
        with pytest.raises(SettingsError, match="YOUJU_SECRET_KEY is not that of the other servers") as caught:
            agree_on_secret(store, other)
        assert "planted" not in str(caught.value)
    store.close()
    assert all(b"planted" not in path.read_bytes() for path in tmp_path.iterdir())


def test_a_note_that_is_made_once_is_that_of_the_first(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "shared.sqlite")
    assert (store.note_once("k", "first"), store.note_once("k", "second"), store.note("k")) == ("first", "first", "first")
    store.close()


@pytest.fixture
def library(tmp_path: Path) -> SharedLibrary:
    opened = open_library(tmp_path / "home", embedder=PairEmbedder(), chroma_url=NOBODY)
    assert isinstance(opened, SharedLibrary)
    return opened


def test_a_home_whose_chroma_server_is_away_writes_and_answers_by_words(library: SharedLibrary) -> None:
    with library:
        document_id = write(library)
        assert found(library, "急会诊多久到位")[0].startswith("第一条 急会诊")
        assert (library.is_words_only, library.has_company, library.is_in_step()) == (True, True, False)
        library.follow()
        assert library.check() == 0
        library.remove(document_id)
        assert found(library, "急会诊") == []
        assert library.verify() == []
        write(library)
        assert any("dense" in problem for problem in library.verify())
        with pytest.raises(StoreAwayError):
            library.repair()


def test_only_one_process_writes_a_truth_in_a_file_though_its_vectors_are_in_a_server(library: SharedLibrary, tmp_path: Path) -> None:
    with library, open_library(tmp_path / "home", embedder=PairEmbedder(), chroma_url=NOBODY) as reader:
        write(library)
        assert found(reader, "急会诊")[0].startswith("第一条")
        with pytest.raises(StoreBusyError, match="owns"):
            reader.own()


def test_a_home_notes_what_it_is_told_until_it_is_told_otherwise(tmp_path: Path) -> None:
    notes = HomeNotes(tmp_path / "notes")
    assert notes.note("sparse") is None
    for value in ("一", "二"):
        notes.write_note("sparse", value)
        assert HomeNotes(tmp_path / "notes").note("sparse") == value
    (tmp_path / "notes" / "sparse.json").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(StoreError, match=r"sparse\.json"):
        notes.note("sparse")
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(StoreError, match="file"):
        HomeNotes(tmp_path / "file" / "notes").write_note("sparse", "x")


@pytest.mark.parametrize("text", ["急会诊", "会诊\0", "\x1b0\0\x1b1", "", None])
def test_a_text_comes_back_from_postgresql_as_it_went_in(text: str | None) -> None:
    column, dialect = KeptText(), None
    written = column.process_bind_param(text, dialect)
    assert "\0" not in (written or "")
    assert column.process_result_value(written, dialect) == text
