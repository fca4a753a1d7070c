"""Recognition of characters through RapidOCR, with the models that its wheel holds; nothing is downloaded."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR
from rapidocr.utils.output import RapidOCROutput

from corpus.reading.ocr_text import repaired
from corpus.reading.placed_lines import PlacedLine

# What is recognised with less confidence than this is marked as unreadable, character for character, and never guessed.
LEAST_CONFIDENCE = 0.5
UNREADABLE = "□"
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
                "Global.max_side_len": LONGEST_SIDE_PIXELS,
                "EngineConfig.onnxruntime.intra_op_num_threads": MOST_THREADS,
            }
        )

    def lines(self, picture: NDArray[np.uint8]) -> list[PlacedLine]:
        """The lines in a picture, from the top down.

        Args:
            picture: array of shape (height, width, 3), uint8, blue first.
        """
        height, width = picture.shape[:2]
        found = self._engine(picture)
        if not isinstance(found, RapidOCROutput) or found.boxes is None or found.txts is None or found.scores is None:
            return []
        boxes = [
            _line([(float(x) / width, float(y) / height) for x, y in box], text, float(score), height / width)
            for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
        ]
        return [_joined(row) for row in _rows([box for box in boxes if box.text.strip()])]


def _line(corners: Sequence[tuple[float, float]], text: str, confidence: float, aspect: float) -> PlacedLine:
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    return PlacedLine(
        text=repaired(text) if confidence >= LEAST_CONFIDENCE else UNREADABLE * len(text.strip()),
        left=min(x for x, _ in corners),
        right=max(x for x, _ in corners),
        top=top,
        bottom=bottom,
        em=max((bottom - top) * aspect, 1e-6),
    )


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


def _joined(row: Sequence[PlacedLine]) -> PlacedLine:
    """One line of boxes side by side."""
    return PlacedLine(
        text=" ".join(box.text for box in row),
        left=row[0].left,
        right=max(box.right for box in row),
        top=min(box.top for box in row),
        bottom=max(box.bottom for box in row),
        em=min(box.em for box in row),
    )
