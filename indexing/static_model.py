"""A static embedding model: one vector per token, a text is the unit-length mean of its tokens' vectors.

The files are those of a sentence-transformers `StaticEmbedding` followed by `Normalize`, so that
`SentenceTransformer(str(folder))` opens the same folder and gives the same vectors:

    modules.json                                 the two steps
    0_StaticEmbedding/tokenizer.json             text to token ids
    0_StaticEmbedding/model.safetensors          `embedding.weight`, (n_tokens, dimensions) float32
    1_Normalize/config.json                      which vector is normalised
"""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from corpus.errors import SettingsError

Vectors = NDArray[np.float32]

UNKNOWN = "<unk>"
WEIGHTS = "embedding.weight"
EMBEDDING_FOLDER = "0_StaticEmbedding"
NORMALIZE_FOLDER = "1_Normalize"

# Cut one after the other, where more are cut at once.
FEW_TEXTS = 4

_MODULES = "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding"
_NORMALIZE = "sentence_transformers.base.modules.normalize.Normalize"


@dataclass(frozen=True, slots=True, eq=False)
class StaticModel:
    """A tokenizer and `weights`, (n_tokens, dimensions) float32, row i for token i."""

    tokenizer: Tokenizer
    weights: Vectors

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Reads the model in `folder`.

        Raises:
            SettingsError: A file is missing or is not what it should be.
        """
        files = _model_files(folder)
        try:
            tokenizer = Tokenizer.from_file(str(files[0]))
            weights = load_file(files[1])[WEIGHTS].astype(np.float32, copy=False)
        except (SafetensorError, KeyError, ValueError) as error:
            raise SettingsError(f"The embedding model in {str(folder)!r} is damaged ({error}); copy or install it anew") from error
        except Exception as error:  # tokenizers raises nothing narrower for a file that it cannot read
            raise SettingsError(f"The tokenizer in {str(folder)!r} is damaged ({error}); copy or install it anew") from error
        if tokenizer.get_vocab_size() != len(weights):
            counts = f"{tokenizer.get_vocab_size()} tokens for {len(weights)} vectors"
            raise SettingsError(f"The embedding model in {str(folder)!r} has {counts}; copy or install it anew")
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return cls(tokenizer, weights)

    def save(self, folder: Path) -> None:
        """Writes the model into `folder` in the layout that the module docstring draws."""
        embedding, normalize = folder / EMBEDDING_FOLDER, folder / NORMALIZE_FOLDER
        for part in (embedding, normalize):
            part.mkdir(parents=True, exist_ok=True)
        steps = [(EMBEDDING_FOLDER, _MODULES), (NORMALIZE_FOLDER, _NORMALIZE)]
        modules = [{"idx": i, "name": str(i), "path": path, "type": kind} for i, (path, kind) in enumerate(steps)]
        _write_json(folder / "modules.json", modules)
        _write_json(normalize / "config.json", {"module_input_name": "sentence_embedding", "module_output_name": "sentence_embedding"})
        self.tokenizer.save(str(embedding / "tokenizer.json"), pretty=False)
        save_file({WEIGHTS: np.ascontiguousarray(self.weights, dtype=np.float32)}, embedding / "model.safetensors")

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self.weights.shape[1])

    def token_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """The token ids of each text, in order; white space gives none."""
        # A batch wakes a thread on each processor, which takes longer than the few texts of a question do.
        batches = [[text] for text in texts] if len(texts) <= FEW_TEXTS else [list(texts)]
        encoded = (self.tokenizer.encode_batch_fast(batch, add_special_tokens=False) for batch in batches)
        return [encoding.ids for encoding in chain.from_iterable(encoded)]

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors of `texts`, (n_texts, dimensions) float32, unit length; a text without a known token gives a zero row."""
        return mean_vectors(self.weights, self.token_ids(texts))


def mean_vectors(weights: Vectors, token_ids: Sequence[Sequence[int]]) -> Vectors:
    """The unit-length mean of each text's token vectors, (n_texts, dimensions) float32; zero rows for texts without tokens."""
    sums = np.zeros((len(token_ids), weights.shape[1]), dtype=np.float32)
    # Text by text: the vectors of one fit in the processor's cache, those of a batch do not, which takes five times as long.
    for row, ids in enumerate(token_ids):
        if ids:
            weights[list(ids)].sum(axis=0, out=sums[row])
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    np.divide(sums, norms, out=sums, where=norms > 0)
    return sums


def word_tokenizer(probabilities: Mapping[str, float]) -> Tokenizer:
    """A tokenizer that cuts a text into the most probable sequence of the given words (the unknown token is id 0).

    It folds width and case first, and never joins letters with punctuation or digits with anything else.

    >>> word_tokenizer({"急": 0.1, "会诊": 0.2, "10": 0.3, "分钟": 0.4}).encode("急会诊１０分钟").tokens
    ['急', '会诊', '10', '分钟']
    """
    scores = [(UNKNOWN, 0.0), *((word, math.log(probability)) for word, probability in probabilities.items())]
    tokenizer = Tokenizer(models.Unigram(scores, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Whitespace(), pre_tokenizers.Digits(individual_digits=False)])
    return tokenizer


def fingerprint(folder: Path) -> str:
    """A hash of the files that decide the vectors: 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in _model_files(folder):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def is_static_model(folder: Path) -> bool:
    """Whether `folder` has the layout of the module docstring."""
    return (folder / EMBEDDING_FOLDER).is_dir() and (folder / NORMALIZE_FOLDER).is_dir()


def _model_files(folder: Path) -> tuple[Path, Path]:
    files = folder / EMBEDDING_FOLDER / "tokenizer.json", folder / EMBEDDING_FOLDER / "model.safetensors"
    for path in files:
        if not path.is_file():
            raise SettingsError(f"The embedding model lacks {str(path)!r}; install Youju anew, or build it with `make embedding DATA=...`")
    return files


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2, allow_nan=False) + "\n", encoding="utf-8")
