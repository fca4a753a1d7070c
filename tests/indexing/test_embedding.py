"""The shipped model, and the choice of a model by name."""

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import SettingsError
from indexing.embedding import SHIPPED_MODEL, StaticEmbedder, load_embedder
from indexing.static_model import StaticModel

MAX_MEGABYTES = 16

TEXTS = [
    "急会诊应当在会诊请求发出后10分钟内到位",
    "病历应当在患者出院后二十四小时内归档。",
    "（一）第①条　ＭＤＴ门诊：COVID-19、GB/T 22239-2019；😀𠮷",
    "住院病案首页主要诊断编码正确率不低于90%，" * 40,
    "质控",
]


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    return StaticEmbedder.shipped()


def test_vectors_are_those_of_sentence_transformers(embedder: StaticEmbedder) -> None:
    """Slow: it imports sentence-transformers."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    reference = SentenceTransformer(str(SHIPPED_MODEL), device="cpu")
    expected = reference.encode(TEXTS, show_progress_bar=False)
    assert np.allclose(embedder.embed(TEXTS, role="passage"), expected, atol=1e-5)
    assert np.allclose(embedder.embed(TEXTS, role="query"), reference.encode_query(TEXTS, show_progress_bar=False), atol=1e-5)


def test_shape_and_length(embedder: StaticEmbedder) -> None:
    vectors = embedder.embed(TEXTS, role="passage")
    assert vectors.shape == (len(TEXTS), embedder.dimensions)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_row_does_not_depend_on_its_neighbours(embedder: StaticEmbedder) -> None:
    alone = np.vstack([embedder.embed([text], role="passage") for text in TEXTS])
    assert np.allclose(embedder.embed(TEXTS, role="passage"), alone, atol=1e-6)


@pytest.mark.parametrize("text", ["", " \n　", "\x00", "ψ"], ids=["empty", "white space", "control", "unknown letter"])
def test_text_without_a_known_word_gives_zeros(embedder: StaticEmbedder, text: str) -> None:
    vectors = embedder.embed([TEXTS[0], text, TEXTS[1]], role="query")
    assert not vectors[1].any()
    assert np.allclose(vectors[[0, 2]], embedder.embed(TEXTS[:2], role="query"), atol=1e-6)


def test_no_texts_give_no_rows(embedder: StaticEmbedder) -> None:
    assert embedder.embed([], role="query").shape == (0, embedder.dimensions)


@pytest.mark.parametrize(
    ("query", "same", "other"),
    [
        pytest.param("急会诊多久到", "急会诊应当在十分钟内到位", "病历由病案室保管三十年", id="time limit"),
        pytest.param("多长时间开一次会", "委员会每季度至少召开一次会议", "处五千元以上二万元以下的罚款", id="how often"),
        pytest.param("罚多少钱", "由卫生行政部门处以一万元以下罚款", "委员会每季度至少召开一次会议", id="fine"),
        pytest.param("谁负责保管病历", "病历由医疗机构的病案管理部门统一保管", "急会诊应当在十分钟内到位", id="actor"),
    ],
)
def test_meaning_is_near(embedder: StaticEmbedder, query: str, same: str, other: str) -> None:
    asked, right, wrong = embedder.embed([query, same, other], role="query")
    assert asked @ right > asked @ wrong + 0.05


def test_width_and_case_do_not_matter(embedder: StaticEmbedder) -> None:
    plain, wide = embedder.embed(["MDT会诊10分钟", "ｍｄｔ会诊１０分钟"], role="query")
    assert np.allclose(plain, wide)


def test_shipped_model_is_small() -> None:
    assert sum(path.stat().st_size for path in SHIPPED_MODEL.rglob("*") if path.is_file()) <= MAX_MEGABYTES * 1_000_000


def test_blank_name_is_the_shipped_model(embedder: StaticEmbedder) -> None:
    assert load_embedder(" ").identity == load_embedder().identity == embedder.identity


def test_folder_of_a_static_model(tmp_path: Path, embedder: StaticEmbedder) -> None:
    shipped = StaticModel.load(SHIPPED_MODEL)
    StaticModel(shipped.tokenizer, shipped.weights[:, ::-1].copy()).save(tmp_path)
    other = load_embedder(str(tmp_path))
    assert isinstance(other, StaticEmbedder)
    assert other.identity != embedder.identity
    assert np.allclose(other.embed(TEXTS, role="query"), embedder.embed(TEXTS, role="query")[:, ::-1], atol=1e-6)


def test_shipped_model_that_lacks_a_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"lacks .*tokenizer\.json.*make embedding"):
        StaticEmbedder.from_folder(tmp_path)
