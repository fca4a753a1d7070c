"""Every engine gives what the search asks it for: the same promises of vectors, of words, and of a whole home."""

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.errors import NotFoundError, StoreAwayError
from indexing import milvus_server
from indexing.chunking import Chunk, chunk, document_of
from indexing.dense import ChromaIndex, VectorIndex
from indexing.library import Library
from indexing.milvus_server import MilvusIndex, MilvusServer
from indexing.shared_library import open_library as opened_library
from indexing.sparse import SparseEntry, SparseIndex, WordIndex
from tests.builders import a_policy
from tests.indexing.conftest import PairEmbedder
from tests.indexing.test_library import RECORDS, found, write

TEXT = "某市会诊办法\n第一条 急会诊应当在10分钟内到位。\n第二条 病历应当在出院后三日内归档。\n第三条 普通会诊应当在24小时内完成。"
OTHER = "某县转诊办法\n第一条 转诊应当在48小时内完成，急会诊不在此列。"


class Engine(Protocol):
    """An engine in the shape of both halves."""

    dense: VectorIndex
    sparse: WordIndex

    def put(self, entries: list[SparseEntry], vectors: NDArray[np.float32]) -> None: ...

    def take(self, chunk_ids: list[str]) -> None: ...


class Embedded:
    """Chroma and tantivy in folders."""

    def __init__(self, path: Path) -> None:
        self.dense, self.sparse = ChromaIndex.open(path / "dense"), SparseIndex.open(path / "sparse")

    def put(self, entries: list[SparseEntry], vectors: NDArray[np.float32]) -> None:
        self.dense.add([entry.chunk_id for entry in entries], vectors)
        self.sparse.change(entries)

    def take(self, chunk_ids: list[str]) -> None:
        self.dense.remove(chunk_ids)
        self.sparse.change((), chunk_ids)

    def close(self) -> None:
        self.dense.close()


class Milvus:
    """Milvus, here in one file."""

    def __init__(self, path: Path) -> None:
        self._server = MilvusServer(str(path / "milvus.db"), dimensions=64)
        self.dense = self.sparse = self.index = self._server.open("youju-test")

    def put(self, entries: list[SparseEntry], vectors: NDArray[np.float32]) -> None:
        self.index.add(entries, vectors)

    def take(self, chunk_ids: list[str]) -> None:
        self.index.remove(chunk_ids)

    def close(self) -> None:
        self._server.close()


def need_milvus() -> None:
    with warnings.catch_warnings():
        # Another library's ways.
        warnings.simplefilter("ignore")
        for name in ("pymilvus", "milvus_lite"):
            pytest.importorskip(name, reason="Milvus is tested where pymilvus and milvus-lite are installed: make test-scale")


@pytest.fixture(params=[Embedded, Milvus], ids=["embedded", "milvus"])
def engine(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    if request.param is Milvus:
        need_milvus()
        # What was counted is believed for no time.
        monkeypatch.setattr(milvus_server, "COUNT_SECONDS", 1e-9)
    opened = request.param(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def chunks() -> list[Chunk]:
    return [each for text in (TEXT, OTHER) for each in chunk(a_policy(text, name=f"{len(text)}.txt"))]


@pytest.fixture
def filled(engine: Engine, chunks: list[Chunk]) -> Engine:
    engine.put([SparseEntry.of(each, each.text) for each in chunks], vectors_of(*(each.text for each in chunks)))
    return engine


def vectors_of(*texts: str) -> NDArray[np.float32]:
    return PairEmbedder().embed(texts, role="passage")


def id_of(chunks: list[Chunk], words: str) -> str:
    return next(each.chunk_id for each in chunks if words in each.text)


def test_the_nearest_vectors_come_first_with_their_cosines(filled: Engine, chunks: list[Chunk]) -> None:
    vectors = vectors_of(*(each.text for each in chunks))
    nearest = filled.dense.nearest(vectors[1], limit=len(chunks))
    expected = sorted(vectors @ vectors[1], reverse=True)
    assert nearest[0].chunk_id == chunks[1].chunk_id
    assert [each.score for each in nearest] == pytest.approx(expected, abs=1e-3)
    assert len(filled.dense.nearest(vectors[1], limit=2)) == 2
    assert filled.dense.nearest(np.zeros(64, dtype=np.float32), limit=3) == []


def test_the_chunk_that_says_the_words_comes_first(filled: Engine, chunks: list[Chunk]) -> None:
    best = filled.sparse.best("急会诊多久到位", limit=3)
    assert best[0].chunk_id == id_of(chunks, "10分钟")
    assert all(0 < each.score <= 1 for each in best)
    assert [each.score for each in best] == sorted((each.score for each in best), reverse=True)
    assert filled.sparse.best("病历归档", limit=1)[0].chunk_id == id_of(chunks, "归档")
    assert filled.sparse.best("龙卷风", limit=3) == filled.sparse.best("", limit=3) == []


def test_other_words_count_for_less(filled: Engine, chunks: list[Chunk]) -> None:
    best = filled.sparse.best("归档", others="转诊 48小时", limit=5)
    assert best[0].chunk_id == id_of(chunks, "归档")
    assert id_of(chunks, "48小时") in [each.chunk_id for each in best]


def test_only_the_documents_asked_for(filled: Engine, chunks: list[Chunk]) -> None:
    other = chunks[-1].document_id
    for given in (frozenset({other}), frozenset({other, "no-such"})):
        nearest = filled.dense.nearest(vectors_of("会诊")[0], limit=5, document_ids=given)
        best = filled.sparse.best("急会诊", limit=5, document_ids=given)
        assert {document_of(each.chunk_id) for each in nearest} == {document_of(each.chunk_id) for each in best} == {other}
    assert filled.sparse.best("急会诊", limit=5, document_ids=frozenset()) == []


def test_a_rare_word_is_rarer_than_a_common_one_and_an_unknown_one_is_not_known(filled: Engine) -> None:
    rarities = filled.sparse.rarities("会诊 归档 龙卷风")
    assert rarities["归档"] > rarities["会诊"] > 0
    assert "龙卷风" not in rarities


def test_what_is_written_again_is_there_once_and_what_is_taken_out_is_gone(filled: Engine, chunks: list[Chunk]) -> None:
    first = id_of(chunks, "10分钟")
    changed = next(each for each in chunks if each.chunk_id == first)
    filled.put([SparseEntry.of(changed, "原文写作急會诊")], vectors_of("原文写作急會诊"))
    assert [each.chunk_id for each in filled.dense.nearest(vectors_of("原文写作急會诊")[0], limit=20)].count(first) == 1
    assert filled.sparse.best("原文写作", limit=1)[0].chunk_id == first
    filled.take([first, "no-such"])
    assert first not in [each.chunk_id for each in filled.dense.nearest(vectors_of(changed.text)[0], limit=20)]
    assert first not in [each.chunk_id for each in filled.sparse.best("急会诊到位", limit=20)]


Opening = Callable[..., Library]


@pytest.fixture
def open_milvus(tmp_path: Path) -> Iterator[Opening]:
    need_milvus()
    opened: list[Library] = []

    def open_one(home: Path = tmp_path / "home") -> Library:
        opened.append(opened_library(home, embedder=PairEmbedder(), milvus_url=str(tmp_path / "milvus.db")))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


def test_a_home_whose_indexes_are_in_milvus_finds_writes_removes_and_verifies(open_milvus: Opening) -> None:
    library = open_milvus()
    document_id = write(library)
    write(library, RECORDS, "b.txt")
    assert found(library, "急会诊多久到位")[0].startswith("第一条 急会诊")
    assert (library.verify(), library.is_words_only, library.is_in_step()) == ([], False, True)
    library.remove(document_id)
    assert all("会诊" not in text for text in found(library, "急会诊"))
    with pytest.raises(NotFoundError):
        library.policy(document_id)
    library.repair()
    assert library.verify() == []
    assert found(library, "病历归档")[0].startswith("第一条 病历")


def test_a_milvus_that_lost_chunks_is_noticed_and_filled_again(open_milvus: Opening) -> None:
    library = open_milvus()
    write(library)
    index = library._vectors._current()
    assert isinstance(index, MilvusIndex)
    index.remove(index.ids())
    assert any("lacks" in problem for problem in library.verify())
    assert library.check() == 1
    assert library.verify() == []


def test_a_milvus_that_is_away_is_told(tmp_path: Path) -> None:
    need_milvus()
    with opened_library(tmp_path / "home", embedder=PairEmbedder(), milvus_url="http://127.0.0.1:9") as library:
        write(library)
        with pytest.raises(StoreAwayError, match="Milvus"):
            library.searcher.search("急会诊")
        assert library.documents() != []
