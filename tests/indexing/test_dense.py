"""What every index of vectors promises, and what is Chroma's own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.errors import StoreError
from indexing.dense import BATCH_SIZE, FEW_DOCUMENTS, ChromaIndex, ExactIndex, VectorIndex

MakeIndex = Callable[[list[str], NDArray[np.float32]], VectorIndex]


def unit(*rows: list[float]) -> NDArray[np.float32]:
    vectors = np.array(rows, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def noise(n: int, dimensions: int = 16) -> NDArray[np.float32]:
    return unit(*np.random.default_rng(0).normal(size=(n, dimensions)).tolist())


@pytest.fixture
def open_chroma(tmp_path: Path) -> Iterator[Callable[[str], ChromaIndex]]:
    opened: list[ChromaIndex] = []

    def open_one(name: str = "vectors") -> ChromaIndex:
        opened.append(ChromaIndex.open(tmp_path / name))
        return opened[-1]

    yield open_one
    for index in opened:
        index.close()


@pytest.fixture(params=["exact", "chroma"])
def make_index(request: pytest.FixtureRequest, open_chroma: Callable[[], ChromaIndex]) -> MakeIndex:
    def chroma(chunk_ids: list[str], vectors: NDArray[np.float32]) -> VectorIndex:
        index = open_chroma()
        index.add(chunk_ids, vectors)
        return index

    return chroma if request.param == "chroma" else ExactIndex


def test_neighbours_come_by_falling_cosine(make_index: MakeIndex) -> None:
    index = make_index(["a-1", "a-2", "b-1"], unit([1, 0], [0, 1], [1, 1]))
    found = index.nearest(unit([1, 0.1])[0], limit=2)
    assert [each.chunk_id for each in found] == ["a-1", "b-1"]
    assert found[0].score == pytest.approx(0.995, abs=1e-3)


def test_more_than_there_are_is_all_of_them(make_index: MakeIndex) -> None:
    index = make_index(["a-1", "a-2"], unit([1, 0], [0, 1]))
    assert len(index.nearest(unit([1, 0])[0], limit=50)) == 2


def test_only_the_documents_asked_for(make_index: MakeIndex) -> None:
    vectors = noise(200)
    index = make_index([f"{'ab'[place % 2] if place < 190 else 'c'}-{place}" for place in range(200)], vectors)
    found = index.nearest(vectors[0], limit=5, document_ids=frozenset({"c"}))
    assert len(found) == 5
    assert all(each.chunk_id.startswith("c-") for each in found)
    assert index.nearest(vectors[0], limit=5, document_ids=frozenset({"none"})) == []


def test_an_empty_index_and_a_zero_vector_find_nothing(make_index: MakeIndex) -> None:
    assert make_index([], np.zeros((0, 2), dtype=np.float32)).nearest(unit([1, 0])[0], limit=5) == []
    index = make_index(["a-1"], unit([1, 0]))
    assert index.nearest(np.zeros(2, dtype=np.float32), limit=5) == []


def test_chroma_finds_what_the_exact_scan_finds(open_chroma: Callable[[], ChromaIndex]) -> None:
    vectors = noise(300)
    chunk_ids = [f"a-{place:03}" for place in range(300)]
    chroma, exact = open_chroma(), ExactIndex(chunk_ids, vectors)
    chroma.add(chunk_ids, vectors)
    for vector in noise(5):
        found, expected = chroma.nearest(vector, limit=10), exact.nearest(vector, limit=10)
        assert [each.chunk_id for each in found] == [each.chunk_id for each in expected]
        assert [each.score for each in found] == pytest.approx([each.score for each in expected], abs=1e-5)


def test_a_document_that_is_far_from_the_question_is_found_all_the_same(tmp_path: Path) -> None:
    near, far = unit(*[[1, place / 1000] for place in range(300)]), unit([-1, 0], [-1, 1])
    index = ChromaIndex.open(tmp_path / "vectors", vectors_of=lambda document_ids: (["far-1", "far-2"], far))
    index.add([f"near-{place}" for place in range(300)] + ["far-1", "far-2"], np.vstack([near, far]))
    found = index.nearest(unit([1, 0])[0], limit=5, document_ids=frozenset({"far"}))
    assert [each.chunk_id for each in found] == ["far-2", "far-1"]
    index.close()


@pytest.mark.parametrize("n_wanted", [1, FEW_DOCUMENTS, FEW_DOCUMENTS + 1, 400])
def test_any_number_of_documents_is_searched_exactly(n_wanted: int, tmp_path: Path) -> None:
    vectors, chunk_ids = noise(800), [f"{place:03}-1" for place in range(800)]
    wanted = frozenset(f"{2 * place:03}" for place in range(n_wanted))
    exact = ExactIndex(chunk_ids, vectors)

    def vectors_of(document_ids: frozenset[str]) -> tuple[list[str], NDArray[np.float32]]:
        rows = [row for row, chunk_id in enumerate(chunk_ids) if chunk_id.partition("-")[0] in document_ids]
        return [chunk_ids[row] for row in rows], vectors[rows]

    index = ChromaIndex.open(tmp_path / "vectors", vectors_of=vectors_of)
    index.add(chunk_ids, vectors)
    found, expected = (each.nearest(vectors[1], limit=5, document_ids=wanted) for each in (index, exact))
    assert [each.chunk_id for each in found] == [each.chunk_id for each in expected]
    assert [each.score for each in found] == pytest.approx([each.score for each in expected], abs=1e-5)
    index.close()


def test_adding_again_replaces(open_chroma: Callable[[], ChromaIndex]) -> None:
    index = open_chroma()
    index.add(["a-1"], unit([1, 0]))
    index.add(["a-1"], unit([0, 1]))
    assert index.count() == 1
    assert index.nearest(unit([0, 1])[0], limit=1)[0].score == pytest.approx(1)


def test_more_than_one_batch_and_taking_out(open_chroma: Callable[[], ChromaIndex]) -> None:
    n = BATCH_SIZE + 10
    chunk_ids = [f"a-{place}" for place in range(n)]
    index = open_chroma()
    index.add(chunk_ids, noise(n, dimensions=2))
    assert index.count() == n
    index.remove([*chunk_ids[:2], "no-such"])
    assert sorted(index.ids()) == sorted(chunk_ids[2:])


def test_vectors_are_there_after_closing(open_chroma: Callable[[str], ChromaIndex]) -> None:
    index = open_chroma("kept")
    index.add(["a-1"], unit([1, 0]))
    index.close()
    assert open_chroma("kept").ids() == ["a-1"]


def test_a_canary_notices_a_vector_that_is_not_what_was_written(open_chroma: Callable[[], ChromaIndex]) -> None:
    vectors = noise(20)
    chunk_ids = [f"a-{place}" for place in range(20)]
    index = open_chroma()
    index.add(chunk_ids, vectors)
    assert index.finds(chunk_ids, vectors)
    index.add(chunk_ids[:1], -vectors[:1])
    assert not index.finds(chunk_ids, vectors)


def test_a_file_called_env_configures_nothing(
    tmp_path: Path, open_chroma: Callable[[], ChromaIndex], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("CHROMA_API_IMPL=no.such.Implementation\nPERSIST_DIRECTORY=/no/such\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    open_chroma().add(["a-1"], unit([1, 0]))
    assert (tmp_path / "vectors" / "chroma.sqlite3").exists()


def test_what_is_no_collection_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "vectors").mkdir()
    (tmp_path / "vectors" / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match="--repair"):
        ChromaIndex.open(tmp_path / "vectors")


def test_the_wrong_length_of_vector_is_a_store_error(open_chroma: Callable[[], ChromaIndex]) -> None:
    index = open_chroma()
    index.add(["a-1"], unit([1, 0]))
    with pytest.raises(StoreError, match="vectors"):
        index.add(["a-2"], unit([1, 0, 0]))


def test_a_settled_index_finds_the_same_and_goes_on(open_chroma: Callable[[str], ChromaIndex]) -> None:
    vectors = noise(300)
    chunk_ids = [f"a-{place}" for place in range(300)]
    index = open_chroma("settled")
    index.add(chunk_ids[:200], vectors[:200])
    index.settle()
    digest = index.digest()
    assert index.finds(chunk_ids[:200], vectors[:200])
    index.add(chunk_ids[200:], vectors[200:])
    assert index.finds(chunk_ids, vectors)
    index.close()
    again = open_chroma("settled")
    assert again.finds(chunk_ids, vectors)
    assert again.count() == 300
    assert again.digest() == digest, "only settling writes the graph"


def test_a_search_sees_nearly_all_of_the_nearest_also_in_a_collection_of_before(
    open_chroma: Callable[[str], ChromaIndex], monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = noise(4000, 64)
    exact = ExactIndex([f"a-{place}" for place in range(4000)], vectors)

    def share_found(index: ChromaIndex) -> float:
        near = [({each.chunk_id for each in which.nearest(vector, limit=50)}) for vector in noise(30, 64) for which in (index, exact)]
        return sum(len(found & sought) for found, sought in zip(near[::2], near[1::2], strict=True)) / (30 * 50)

    monkeypatch.setattr("indexing.dense.EF_SEARCH", 10)
    before = open_chroma("before")
    before.add([f"a-{place}" for place in range(4000)], vectors)
    missed = 1 - share_found(before)
    before.close()
    monkeypatch.undo()
    now = open_chroma("before")
    assert 1 - share_found(now) < missed / 2
    assert share_found(now) > 0.9


def test_settling_writes_the_graph_out(open_chroma: Callable[[str], ChromaIndex], tmp_path: Path) -> None:
    index = open_chroma("settled")
    index.settle()
    index.add([f"a-{place}" for place in range(200)], noise(200))
    index.close()
    before = _graph_bytes(tmp_path)
    again = open_chroma("settled")
    again.settle()
    assert _graph_bytes(tmp_path) > before


def _graph_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("settled/*/*"))
