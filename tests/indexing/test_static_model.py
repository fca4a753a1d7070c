"""The files of a static model, and the vectors that they stand for."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import SettingsError
from indexing import static_model
from indexing.static_model import StaticModel, fingerprint, is_static_model, mean_vectors, word_tokenizer

PROBABILITIES = {"急": 0.1, "会诊": 0.2, "到位": 0.1, "病历": 0.1, "归档": 0.1, "分钟": 0.1, "10": 0.1, "mdt": 0.1}


def tiny_model(seed: int = 0) -> StaticModel:
    weights = np.random.default_rng(seed).standard_normal((len(PROBABILITIES) + 1, 6)).astype(np.float32)
    weights[0] = 0.0
    return StaticModel(word_tokenizer(PROBABILITIES), weights)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("急会诊10分钟到位", ["急", "会诊", "10", "分钟", "到位"], id="words"),
        pytest.param("急会诊１０分钟", ["急", "会诊", "10", "分钟"], id="full-width digits"),
        pytest.param("ＭＤＴ会诊", ["mdt", "会诊"], id="full-width capital letters"),
        pytest.param("病历，归档", ["病历", ",", "归档"], id="words end at a mark"),
        pytest.param(" \n\t", [], id="white space gives nothing"),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert word_tokenizer(PROBABILITIES).encode(text).tokens == tokens


def test_model_survives_saving(tmp_path: Path) -> None:
    tiny_model().save(tmp_path)
    texts = ["急会诊10分钟到位", "病历归档"]
    assert is_static_model(tmp_path)
    assert np.array_equal(StaticModel.load(tmp_path).vectors(texts), tiny_model().vectors(texts))


def test_fingerprint_tells_models_apart(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        tiny_model(seed).save(tmp_path / name)
    assert fingerprint(tmp_path / "one") == fingerprint(tmp_path / "same") != fingerprint(tmp_path / "other")


@pytest.mark.parametrize("name", ["tokenizer.json", "model.safetensors"])
@pytest.mark.parametrize("content", [None, b"", b"not a model"], ids=["missing", "empty", "other bytes"])
def test_damaged_model_is_named(tmp_path: Path, name: str, content: bytes | None) -> None:
    tiny_model().save(tmp_path)
    damaged = tmp_path / static_model.EMBEDDING_FOLDER / name
    damaged.unlink()
    if content is not None:
        damaged.write_bytes(content)
    with pytest.raises(SettingsError, match=r"embedding model|tokenizer"):
        StaticModel.load(tmp_path)


def test_tokenizer_of_another_model_is_refused(tmp_path: Path) -> None:
    tiny_model().save(tmp_path)
    other = StaticModel(word_tokenizer({**PROBABILITIES, "处方": 0.1}), tiny_model().weights)
    other.save(tmp_path)
    with pytest.raises(SettingsError, match=r"10 tokens.*9 vectors"):
        StaticModel.load(tmp_path)


@given(texts=st.lists(st.lists(st.integers(0, 8), max_size=6), max_size=8))
def test_mean_is_that_of_each_text_alone(texts: list[list[int]]) -> None:
    weights = tiny_model().weights
    together = mean_vectors(weights, texts)
    assert together.shape == (len(texts), 6)
    for row, ids in zip(together, texts, strict=True):
        mean = weights[ids].mean(axis=0) if ids else np.zeros(6)
        length = np.linalg.norm(mean)
        assert np.allclose(row, mean / length if length > 0 else 0.0, atol=1e-5)
