"""Pictures of a page, through Pillow and the recognition of characters."""

from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from corpus.errors import UnreadableDocumentError
from corpus.reading.extraction import Extraction
from corpus.reading.ocr import Recogniser
from corpus.reading.page_lines import compose

# A page of A3 at 600 dots per inch has 70 million.
MOST_PIXELS = 100_000_000
LEAST_SIDE_PIXELS = 16


def extract(data: bytes) -> Extraction:
    """The text in a picture, as page 1.

    Raises:
        UnreadableDocumentError: the bytes are no picture, or one that is damaged or too large.
    """
    return compose([Recogniser().lines(_pixels(data))], recognised=True)


def _pixels(data: bytes) -> NDArray[np.uint8]:
    """The picture the right way up, as an array of shape (height, width, 3), uint8, blue first."""
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            _check_size(*picture.size)
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadableDocumentError("is damaged or cut off, or no picture; scan it again") from error
    return np.ascontiguousarray(np.asarray(upright)[:, :, ::-1])


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or min(width, height) < LEAST_SIDE_PIXELS:
        raise UnreadableDocumentError(f"has {width} x {height} pixels, which is no size for a page; scan it at 300 dots per inch")
