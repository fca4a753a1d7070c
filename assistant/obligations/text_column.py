"""Texts laid end to end as numbers, so that a word is looked for in all of them at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

_END = "\n"
_ENCODING = "utf-16-le"
_N_UNITS = 1 << 16


@dataclass(frozen=True, slots=True)
class TextColumn:
    """The UTF-16 units of all `n_texts` texts, a line end behind each; the text that each is of; how often each unit stands in them."""

    n_texts: int
    units: NDArray[np.uint16]
    text_of: NDArray[np.int32]
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """The column of these texts."""
        written = [f"{text}{_END}".encode(_ENCODING, "surrogatepass") for text in texts]
        lengths = np.array([len(text) // 2 for text in written], dtype=np.int64)
        units = _units(b"".join(written))
        text_of = np.repeat(np.arange(len(written), dtype=np.int32), lengths)
        return cls(len(written), units, text_of, np.bincount(units, minlength=_N_UNITS))

    def rows_with(self, word: str) -> NDArray[np.bool_]:
        """For each text whether the word stands in it; a word holds no line end.

        >>> TextColumn.of(["及时报送", "每年报送", "及时整改"]).rows_with("报送").tolist()
        [True, True, False]
        """
        found = np.zeros(self.n_texts, dtype=bool)
        found[self.text_of[self._places(_units(word.encode(_ENCODING, "surrogatepass")))]] = True
        return found

    def _places(self, word: NDArray[np.uint16]) -> NDArray[np.intp]:
        """Where the word begins, found from its rarest unit on."""
        rarest = int(np.argmin(self.counts[word]))
        places = np.flatnonzero(self.units == word[rarest]) - rarest
        places = places[(places >= 0) & (places <= len(self.units) - len(word))]
        for i, unit in enumerate(word):
            if i == rarest:
                continue
            places = places[self.units[places + i] == unit]
        return places


def _units(written: bytes) -> NDArray[np.uint16]:
    return np.frombuffer(written, dtype=np.dtype("<u2"))
