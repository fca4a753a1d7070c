"""Recognition of characters through RapidOCR, with the models that its wheel holds; nothing is downloaded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR
from rapidocr.utils.output import RapidOCROutput

from corpus.reading.columns import in_reading_order
from corpus.reading.ocr_text import repaired
from corpus.reading.placed_lines import PlacedLine

# What is recognised with less confidence than this is marked as unreadable, character for character, and never guessed.
LEAST_CONFIDENCE = 0.5
UNREADABLE = "□"
# A page that reads worse than this may lie on its side or on its head.
LEAST_LEGIBILITY = 0.8
# More threads cost more than they gain on one page.
MOST_THREADS = 4
# A page of 300 dots per inch is shrunk to this; at twice the size it takes twice as long and reads the same.
LONGEST_SIDE_PIXELS = 2000


class Recogniser:
    """Holds the models, which take longer to load than a line to read."""

    def __init__(self) -> None:
        self._engine = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.text_score": 0.0,
                # The classifier of direction takes a line of brackets and digits for one upside down, and it then reads as other digits.
                "Global.use_cls": False,
                "Global.max_side_len": LONGEST_SIDE_PIXELS,
                "EngineConfig.onnxruntime.intra_op_num_threads": MOST_THREADS,
            }
        )

    def lines(self, picture: NDArray[np.uint8]) -> list[PlacedLine]:
        """The lines in a picture, from the top down.

        Args:
            picture: array of shape (height, width, 3), uint8, blue first.
        """
        upright = max(self._turned(picture), key=_legibility)
        return in_reading_order(list(_rows([piece.line for piece in upright if piece.line.text.strip()])))

    def _turned(self, picture: NDArray[np.uint8]) -> Iterator[list["_Piece"]]:
        """What is read as the page lies; where that is hard to read, also what is read after each turn."""
        as_it_lies = self._pieces(picture)
        yield as_it_lies
        if as_it_lies and _legibility(as_it_lies) < LEAST_LEGIBILITY:
            yield from (self._pieces(np.ascontiguousarray(np.rot90(picture, quarters))) for quarters in (2, 1, 3))

    def _pieces(self, picture: NDArray[np.uint8]) -> list["_Piece"]:
        height, width = picture.shape[:2]
        found = self._engine(picture)
        if not isinstance(found, RapidOCROutput) or found.boxes is None or found.txts is None or found.scores is None:
            return []
        return [
            _piece([(float(x) / width, float(y) / height) for x, y in box], text, float(score), height / width)
            for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a line as it was recognised, with confidence from 0 to 1; `tall` where it runs down the page."""

    line: PlacedLine
    confidence: float
    tall: bool


def _legibility(pieces: Sequence[_Piece]) -> float:
    """How well a page reads, from 0 to 1: the mean confidence; lines that run down the page count as nothing."""
    return sum(piece.confidence for piece in pieces if not piece.tall) / len(pieces) if pieces else 0.0


def _piece(corners: Sequence[tuple[float, float]], text: str, confidence: float, aspect: float) -> _Piece:
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    height = max((bottom - top) * aspect, 1e-6)
    shown = repaired(text) if confidence >= LEAST_CONFIDENCE else UNREADABLE * len(text.strip())
    line = PlacedLine(shown, left=left, right=right, top=top, bottom=bottom, em=height)
    return _Piece(line, confidence, tall=len(text) > 1 and height > right - left)


def _rows(boxes: Sequence[PlacedLine]) -> Iterator[list[PlacedLine]]:
    """The boxes that stand side by side, from left to right, row by row."""
    row: list[PlacedLine] = []
    for box in sorted(boxes, key=lambda box: box.middle):
        if row and not row[0].top <= box.middle <= row[0].bottom:
            yield sorted(row, key=lambda box: box.left)
            row = []
        row.append(box)
    if row:
        yield sorted(row, key=lambda box: box.left)
