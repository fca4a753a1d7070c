"""Reads word vectors that others made of Chinese Wikipedia: `words.vector` in the source archive of the package synonyms 3.10.2 (MIT).

`pip download --no-deps --no-binary :all: synonyms==3.10.2` fetches the archive; later versions of that package no longer hold the
vectors. The file is that of word2vec: a line with the counts, then for each word its UTF-8 bytes, a space and 100 float32 numbers.
"""

import hashlib
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import SettingsError

MEMBER = "synonyms-3.10.2/synonyms/data/words.vector"
SHA256 = "b5eaa5e6e807ddfc4f63df5ddec5653e36da582ad13e254218524404e6e1ee31"
_NUMBER_BYTES = 4


@dataclass(frozen=True)
class WordVectors:
    """Words and their vectors; `vectors` is (n_words, dimensions) float32 of unit length, row i for word i."""

    words: tuple[str, ...]
    vectors: NDArray[np.float32]

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The row of each word."""
        return {word: row for row, word in enumerate(self.words)}


def read_word_vectors(archive: Path) -> WordVectors:
    """The words and vectors in the archive of the package synonyms 3.10.2, or in its `words.vector` taken out of there.

    Raises:
        SettingsError: The vectors are missing there, or are not those that are known.
    """
    content = _member(archive) if tarfile.is_tarfile(archive) else archive.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise SettingsError(f"The vectors in {str(archive)!r} are not those of synonyms 3.10.2; download that package's archive anew")
    return parsed(content)


def parsed(content: bytes) -> WordVectors:
    """The words and unit-length vectors of a binary word2vec file."""
    counts, _, rest = content.partition(b"\n")
    n_words, dimensions = map(int, counts.split())
    words, vectors = [], np.empty((n_words, dimensions), dtype=np.float32)
    place = 0
    for row in range(n_words):
        space = rest.index(b" ", place)
        words.append(rest[place:space].strip().decode("utf-8", errors="replace"))
        vectors[row] = np.frombuffer(rest, np.dtype("<f4"), dimensions, space + 1)
        place = space + 1 + _NUMBER_BYTES * dimensions
    return WordVectors(tuple(words), vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12))


def _member(archive: Path) -> bytes:
    with tarfile.open(archive) as opened:
        try:
            found = opened.extractfile(MEMBER)
        except KeyError:
            found = None
        if found is None:
            raise SettingsError(f"There is no {MEMBER!r} in {str(archive)!r}; download the archive of synonyms 3.10.2")
        return found.read()
