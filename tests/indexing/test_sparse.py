"""Words find chunks: repaired words, printed words, pairs of characters, and the headings above."""

from pathlib import Path

import pytest

from corpus.errors import StoreError
from indexing.sparse import SparseEntry, SparseIndex
from indexing.terms import character_pairs
from tests.builders import a_chunk

ENTRIES = [
    SparseEntry.of(a_chunk("急会诊应当在10分钟内到位。", document_id="a", context="会诊制度"), "急会诊应当在10分钟内到位。"),
    SparseEntry.of(a_chunk("危急值应当立即报告。", document_id="b", context="检验管理"), "求助紧急值应当当即陈述。"),
    SparseEntry.of(a_chunk("病历应当当日归档。", document_id="c", context="病案管理"), "病历应当当日归档。"),
]


@pytest.fixture
def index(tmp_path: Path) -> SparseIndex:
    made = SparseIndex.open(tmp_path / "words")
    made.change(ENTRIES)
    return made


def found(index: SparseIndex, text: str) -> list[str]:
    return [each.chunk_id for each in index.best(text, limit=10)]


@pytest.mark.parametrize(
    ("text", "chunk_id"),
    [
        pytest.param("急会诊多久到位", "a:0", id="repaired words"),
        pytest.param("求助紧急值", "b:0", id="printed words"),
        pytest.param("危急直报告", "b:0", id="a typing error"),
        pytest.param("检验", "b:0", id="a heading above"),
        pytest.param("十分钟", "a:0", id="a number in another spelling"),
    ],
)
def test_what_is_meant_comes_first(index: SparseIndex, text: str, chunk_id: str) -> None:
    assert found(index, text)[0] == chunk_id


@pytest.mark.parametrize("text", ["", "？！", "zzz", "words:急 AND (", '"', "*"])
def test_nothing_in_common_finds_nothing_and_no_syntax_is_read(index: SparseIndex, text: str) -> None:
    assert [chunk_id for chunk_id in found(index, text) if "急" not in text] == []


def test_only_the_documents_asked_for(index: SparseIndex) -> None:
    assert [each.chunk_id for each in index.best("应当", limit=10, document_ids=frozenset({"c"}))] == ["c:0"]
    assert index.best("应当", limit=10, document_ids=frozenset()) == []
    free = {each.chunk_id: each.score for each in index.best("应当", limit=10)}
    [narrowed] = index.best("应当", limit=10, document_ids=frozenset({"c"}))
    assert narrowed.score == pytest.approx(free["c:0"])


def test_changes_are_seen_at_once_and_after_opening_again(index: SparseIndex, tmp_path: Path) -> None:
    index.change([SparseEntry.of(a_chunk("急会诊应当随叫随到。", document_id="a"), "")], removed=["c:0", "no-such"])
    assert sorted(index.ids()) == ["a:0", "b:0"]
    assert (index.count(), index.holds("a:0"), index.holds("c:0")) == (2, True, False)
    assert found(index, "10分钟") == []
    assert sorted(SparseIndex.open(tmp_path / "words").ids()) == ["a:0", "b:0"]


def test_what_is_no_index_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "meta.json").write_text("{", "utf-8")
    with pytest.raises(StoreError, match="--repair"):
        SparseIndex.open(tmp_path / "words")


def test_pairs_do_not_reach_over_what_is_not_chinese() -> None:
    assert character_pairs("会诊10分钟，到") == ["会诊", "分钟"]


def test_other_words_find_what_the_text_does_not_say_and_count_for_less(index: SparseIndex) -> None:
    asked, called = index.best("立即 归档", limit=10), index.best("立即", others="归档", limit=10)
    assert {each.chunk_id for each in asked} == {each.chunk_id for each in called} == {"b:0", "c:0"}
    assert called[0].chunk_id == "b:0"
    assert index.best("归档", others="归档", limit=10) == index.best("归档", limit=10)
