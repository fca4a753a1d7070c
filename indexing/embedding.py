"""Turns texts into vectors, with the shipped static model or any sentence-transformers model."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from indexing.static_model import StaticModel, fingerprint, is_static_model

Role = Literal["query", "passage"]

SHIPPED_MODEL = Path(__file__).parent / "model"


class Embedder(Protocol):
    """Turns texts into vectors that can be compared by their dot product.

    `identity` changes whenever the vectors would: an index built under one identity is never searched under another.
    """

    @property
    def identity(self) -> str:
        """Names the model, its weights and its prompts."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        ...

    def embed(self, texts: Sequence[str], *, role: Role) -> NDArray[np.float32]:
        """The vectors of `texts`, (n_texts, dimensions) float32, row i for text i, unit length; zero rows for empty texts."""
        ...


class StaticEmbedder:
    """The shipped model: no torch, no download, a few thousand chunks a second.

    >>> embedder = StaticEmbedder.shipped()
    >>> query, passage, other = embedder.embed(["急会诊多久到", "急会诊应当在10分钟内到位", "档案的保管期限"], role="query")
    >>> bool(query @ passage > query @ other)
    True
    """

    def __init__(self, model: StaticModel, *, identity: str, folder: Path | None = None) -> None:
        self._model = model
        self.folder = folder
        self.identity = identity
        self.dimensions = model.dimensions

    @classmethod
    def from_folder(cls, folder: Path) -> Self:
        """The static model in `folder`; raises SettingsError where a file is missing or damaged."""
        return cls(StaticModel.load(folder), identity=f"static-{fingerprint(folder)}", folder=folder)

    @classmethod
    def shipped(cls) -> Self:
        """The model that comes with the package."""
        return cls.from_folder(SHIPPED_MODEL)

    def embed(self, texts: Sequence[str], *, role: Role) -> NDArray[np.float32]:  # noqa: ARG002 -- queries and passages share one space
        """The vectors of `texts`, (n_texts, dimensions) float32, unit length; zero rows for texts without a known word."""
        return self._model.vectors(texts)


def load_embedder(name: str = "") -> Embedder:
    """The embedder that a setting names.

    Args:
        name: Empty for the shipped model; else a hub name (`BAAI/bge-small-zh-v1.5`) or a local path of any
            sentence-transformers model. A folder in the layout of the shipped one is served in the same quick way.

    Raises:
        SettingsError: The path does not exist, or the model cannot be opened.
    """
    name = name.strip()
    if not name:
        return StaticEmbedder.shipped()
    if is_static_model(Path(name).expanduser()):
        return StaticEmbedder.from_folder(Path(name).expanduser())
    # Importing sentence-transformers takes about ten seconds, so only those who set another model pay for it.
    from indexing.transformer_embedding import TransformerEmbedder  # noqa: PLC0415

    return TransformerEmbedder.open(name)
