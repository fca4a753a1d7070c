"""Remembers the tokens of every sentence: training reads the same sentences many times over."""

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

# No token holds one of these marks, so the tokens of a text are those of its pieces, one after the other.
_PIECE = re.compile(r"[^。；\n]+[。；\n]*|[。；\n]+")


class RememberedTokens:
    """Gives the token ids of texts; `encode` is asked once for each piece between sentence ends.

    >>> tokens = RememberedTokens(lambda texts: [[len(text)] for text in texts])
    >>> [ids.tolist() for ids in tokens(["急会诊。到位", "到位", ""])]
    [[4, 2], [2], []]
    """

    def __init__(self, encode: Callable[[Sequence[str]], Sequence[Sequence[int]]]) -> None:
        self._encode = encode
        self._ids: dict[str, NDArray[np.int64]] = {}

    def __call__(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        """The token ids of each text, in order."""
        pieces = [_PIECE.findall(text) for text in texts]
        new = list(dict.fromkeys(piece for found in pieces for piece in found if piece not in self._ids))
        self._ids |= {piece: np.array(ids, dtype=np.int64) for piece, ids in zip(new, self._encode(new), strict=True)}
        return [np.concatenate([np.empty(0, np.int64), *(self._ids[piece] for piece in found)]) for found in pieces]
