"""An embedder without a model, and libraries in folders of their own."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from indexing.embedding import Role
from indexing.library import Library
from indexing.terms import character_pairs


class PairEmbedder:
    """Counts pairs of characters in hashed places: texts that share pairs are near."""

    def __init__(self, dimensions: int = 64, identity: str = "pairs-64") -> None:
        self.dimensions = dimensions
        self.identity = identity

    def embed(self, texts: Sequence[str], *, role: Role) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for pair in character_pairs(text):
                vector[zlib.crc32(f"{self.identity}{pair}".encode()) % self.dimensions] += 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.where(lengths > 0, lengths, 1)


@pytest.fixture
def embedder() -> PairEmbedder:
    return PairEmbedder()


@pytest.fixture
def open_library(tmp_path: Path, embedder: PairEmbedder) -> Iterator[Callable[..., Library]]:
    """Opens libraries of one home, and closes them when the test ends."""
    opened: list[Library] = []

    def open_one(home: Path = tmp_path / "home", embedder: PairEmbedder = embedder) -> Library:
        opened.append(Library.open(home, embedder=embedder))
        return opened[-1]

    yield open_one
    for library in opened:
        library.close()


@pytest.fixture
def library(open_library: Callable[..., Library]) -> Library:
    return open_library()
