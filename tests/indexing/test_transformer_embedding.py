"""Any sentence-transformers model behind the same protocol; the model here is a tiny static one that the test saves."""

from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding

from corpus.errors import SettingsError
from indexing.embedding import load_embedder
from indexing.static_model import word_tokenizer
from indexing.transformer_embedding import Prompts, TransformerEmbedder, prompts_for

WORDS = ["查", "文", "急", "会诊", "到位", "病历", "归档", "分钟", "10"]


def saved_model(folder: Path, *, seed: int = 0, prompts: dict[str, str] | None = None) -> Path:
    weights = np.random.default_rng(seed).standard_normal((len(WORDS) + 1, 6)).astype(np.float32)
    embedding = StaticEmbedding(word_tokenizer(dict.fromkeys(WORDS, 0.1)), embedding_weights=weights)
    SentenceTransformer(modules=[embedding], device="cpu", prompts=prompts).save(str(folder))
    return folder


@pytest.fixture
def model(tmp_path: Path) -> SentenceTransformer:
    return SentenceTransformer(str(saved_model(tmp_path)), device="cpu")


def test_prompts_of_a_row_are_put_before_the_text(model: SentenceTransformer) -> None:
    prompted = TransformerEmbedder(model, name="tiny", prompts=Prompts(query="查", passage="文"))
    bare = TransformerEmbedder(model, name="tiny", prompts=Prompts(query="", passage=""))
    assert np.allclose(prompted.embed(["会诊"], role="query"), bare.embed(["查会诊"], role="query"))
    assert np.allclose(prompted.embed(["会诊"], role="passage"), bare.embed(["文会诊"], role="passage"))
    assert prompted.identity != bare.identity


def test_prompts_of_the_model_hold_where_no_row_does(tmp_path: Path) -> None:
    folder = saved_model(tmp_path / "own", prompts={"query": "查", "document": "文"})
    own = load_embedder(str(folder))
    bare = load_embedder(str(saved_model(tmp_path / "bare")))
    assert np.allclose(own.embed(["会诊"], role="query"), bare.embed(["查会诊"], role="query"))
    assert np.allclose(own.embed(["会诊"], role="passage"), bare.embed(["文会诊"], role="passage"))
    assert own.identity.rpartition("-")[2] != bare.identity.rpartition("-")[2]


def test_shape_length_and_blank_texts(model: SentenceTransformer) -> None:
    embedder = TransformerEmbedder(model, name="tiny", prompts=Prompts())
    vectors = embedder.embed(["急会诊10分钟到位", " ", "病历归档"], role="passage")
    assert vectors.shape == (3, embedder.dimensions) == (3, 6)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), [1.0, 0.0, 1.0], atol=1e-5)
    assert embedder.embed([], role="query").shape == (0, 6)


def test_identity_follows_the_weights(tmp_path: Path) -> None:
    identities = [load_embedder(str(saved_model(tmp_path / "model", seed=seed))).identity for seed in (1, 1, 2)]
    assert identities[0] == identities[1] != identities[2]


@pytest.mark.parametrize("name", ["./models/bge", "~/models/bge", "/models/bge", "models/local/bge", "models\\bge", "bge/"])
def test_missing_path_is_named(name: str) -> None:
    with pytest.raises(SettingsError, match="nothing is at") as caught:
        load_embedder(name)
    assert "huggingface" not in str(caught.value)


def test_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be opened"):
        load_embedder(str(tmp_path))


def test_hub_name_without_a_hub() -> None:
    with pytest.raises(SettingsError, match=r"'nobody/no-such-model' cannot be opened .*local folder"):
        load_embedder("nobody/no-such-model")


@pytest.mark.parametrize(
    ("name", "query"),
    [
        pytest.param("BAAI/bge-small-zh-v1.5", "为这个句子生成表示以用于检索相关文章：", id="bge-zh"),
        pytest.param("/models/bge-large-zh-v1.5/", "为这个句子生成表示以用于检索相关文章：", id="local path"),
        pytest.param("BAAI/bge-m3", "", id="bge-m3"),
        pytest.param("Qwen/Qwen3-Embedding-0.6B", "Instruct: Given a web search query", id="qwen3"),
        pytest.param("intfloat/multilingual-e5-small", "query: ", id="e5"),
    ],
)
def test_known_prompts(name: str, query: str) -> None:
    assert (prompts_for(name).query or "").startswith(query)
    assert prompts_for(name).query is not None


def test_unknown_model_keeps_its_own_prompts() -> None:
    assert prompts_for("somebody/model") == Prompts(query=None, passage=None)
