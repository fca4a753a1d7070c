"""Embeds with any sentence-transformers model, given the prompts that it wants; the only module that knows that library.

Importing it takes about ten seconds and 400 MB, so it is imported only where such a model is set.
"""

import hashlib
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from corpus.errors import SettingsError

_ROWS = Path(__file__).parent / "data" / "prompts.toml"
# Its token ids stand for the tokenizer in a model's identity: both scripts, digits, full-width marks and Latin letters are in it.
_SAMPLE = "（一）急会诊應當在10分钟内到位，COVID-19除外。"


@dataclass(frozen=True, slots=True)
class Prompts:
    """What is put before a text; `None` leaves it to the prompt that the model brings along, an empty string puts nothing."""

    query: str | None = None
    passage: str | None = None


class TransformerEmbedder:
    """An `Embedder` over a sentence-transformers model."""

    def __init__(self, model: SentenceTransformer, *, name: str, prompts: Prompts) -> None:
        self._model = model
        self._prompts = prompts
        self.identity = f"{name}-{_fingerprint(model, prompts)}"
        self.dimensions = int(np.asarray(model.encode([_SAMPLE], show_progress_bar=False)).shape[1])

    @classmethod
    def open(cls, name: str) -> Self:
        """The model of a hub name or in a local folder; code that a model brings along is never run.

        Raises:
            SettingsError: There is no such folder, or the model cannot be opened.
        """
        folder = Path(name).expanduser()
        if not folder.exists() and _looks_like_path(name):
            raise SettingsError(f"The embedding model {name!r} is a path, but nothing is at {str(folder.absolute())!r}; correct the path")
        source = str(folder) if folder.exists() else name
        try:
            model = SentenceTransformer(source, trust_remote_code=False)
        except (OSError, ValueError, ImportError, KeyError, RuntimeError) as error:
            reason = str(error).strip().partition("\n")[0]
            advice = "name a local folder, or a model that the hub has and this machine can reach"
            raise SettingsError(f"The embedding model {name!r} cannot be opened ({reason}); {advice}") from error
        return cls(model, name=source, prompts=prompts_for(name))

    def embed(self, texts: Sequence[str], *, role: Literal["query", "passage"]) -> NDArray[np.float32]:
        """The vectors of `texts`, (n_texts, dimensions) float32, unit length; zero rows for blank texts."""
        filled = [text if text.strip() else _SAMPLE for text in texts]
        encode, prompt = (
            (self._model.encode_query, self._prompts.query) if role == "query" else (self._model.encode_document, self._prompts.passage)
        )
        encoded = encode(filled, prompt=prompt, normalize_embeddings=True, show_progress_bar=False)
        vectors = np.array(encoded, dtype=np.float32).reshape(len(texts), self.dimensions)
        vectors[[not text.strip() for text in texts]] = 0.0
        return vectors


def prompts_for(name: str) -> Prompts:
    r"""The prompts of the first row of `prompts.toml` that fits the model's name.

    >>> prompts_for("BAAI/bge-m3"), prompts_for("/models/Qwen3-Embedding-0.6B").passage, prompts_for("other/model")
    (Prompts(query='', passage=''), '', Prompts(query=None, passage=None))
    """
    for row in tomllib.loads(_ROWS.read_text(encoding="utf-8"))["model"]:
        if re.search(row["pattern"], name.rstrip("/\\"), re.IGNORECASE):
            return Prompts(row["query"], row["passage"])
    return Prompts()


def _looks_like_path(name: str) -> bool:
    """A hub name is `name` or `owner/name`; everything with a root, a dot in front or more parts is meant as a path."""
    return name.startswith((".", "~", "/")) or "\\" in name or name.count("/") > 1 or name.endswith("/") or Path(name).is_absolute()


def _fingerprint(model: SentenceTransformer, prompts: Prompts) -> str:
    """A hash of the weights, of a sample's token ids and of the prompts: 16 hexadecimal digits, the same on every machine."""
    digest = hashlib.sha256(repr((prompts, sorted(model.prompts.items()), model.max_seq_length)).encode())
    digest.update(str(model.preprocess([_SAMPLE])["input_ids"].tolist()).encode())
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.detach().cpu().float().contiguous().numpy().data)
    return digest.hexdigest()[:16]
