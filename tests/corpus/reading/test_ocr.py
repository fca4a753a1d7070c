"""Recognition of characters: what is printed is read, and what cannot be read is marked and never guessed."""

from io import BytesIO
from pathlib import Path

import pytest

import corpus
from corpus.errors import UnreadableDocumentError
from corpus.reading import read_bytes
from corpus.reading.ocr_text import repaired

REPAIRED = [
    ("达到９５％", "达到95%"),
    ("1 0分钟", "10分钟"),
    ("电话010- 1 2345678", "电话010-12345678"),
    ("手机 138 0013 8000", "手机 13800138000"),
    ("2023 2025", "2023 2025"),
    ("不少于12 24小时", "不少于12 24小时"),
    ("3.5 2", "3.5 2"),
    ("（一）２．５ｍｇ", "（一）2．5mg"),
]


@pytest.mark.parametrize(("text", "expected"), REPAIRED)
def test_numbers_are_mended_and_never_made(text: str, expected: str) -> None:
    assert repaired(text) == expected


FONTS = ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")
# A4 at 300 dots per inch, and type of 14 points on it.
PAGE, SIZE, MARGIN, COLUMNS, ROWS = (2480, 3508), 58, 250, 33, 24


@pytest.fixture(scope="module")
def printed() -> tuple[str, bytes]:
    """The text of a page of the demonstration corpus, and a picture of it."""
    image = pytest.importorskip("PIL.Image", reason="Pillow is not installed: pip install 'youju[ocr]'")
    pytest.importorskip("rapidocr", reason="RapidOCR is not installed: pip install 'youju[ocr]'")
    font_path = next((font for font in FONTS if Path(font).exists()), None)
    if font_path is None:
        pytest.skip("There is no Chinese font to print with: apt-get install fonts-noto-cjk")
    text = "".join(_bundled().split())[: COLUMNS * ROWS]
    from PIL import ImageDraw, ImageFont  # noqa: PLC0415 — behind the skip

    page = image.new("L", PAGE, 255)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(font_path, SIZE)
    for row in range(ROWS):
        draw.text((MARGIN, MARGIN + row * 100), text[row * COLUMNS : (row + 1) * COLUMNS], font=font, fill=0)
    written = BytesIO()
    page.save(written, "PNG", dpi=(300, 300))
    return text, written.getvalue()


def _bundled() -> str:
    path = Path(next(iter(corpus.__path__))) / "bundled" / "medical_quality_measures_2016.md"
    return path.read_text(encoding="utf-8").replace("#", "").replace("-", "").replace("*", "")


def test_a_page_has_at_most_two_wrong_characters_in_a_hundred(printed: tuple[str, bytes]) -> None:
    text, picture = printed
    read = read_bytes(picture, source_name="scan.png", origin="scan.png")
    assert distance(text, "".join(read.text.split())) <= 0.02 * len(text)


def distance(left: str, right: str) -> int:
    """How many characters have to be put in, taken out or changed (Levenshtein)."""
    row = list(range(len(right) + 1))
    for place, one in enumerate(left, start=1):
        above, row[0] = row[0], place
        for column, other in enumerate(right, start=1):
            above, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, above + (one != other))
    return row[-1]


DAMAGED = {
    "no picture": (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "no picture"),
    "a bomb of pixels": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\0\0\0\0" + b"\0" * 40, "no picture|pixels"),
}


@pytest.mark.parametrize(("data", "message"), DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_picture_is_refused(data: bytes, message: str) -> None:
    picture = pytest.importorskip("corpus.reading.picture", reason="RapidOCR is not installed: pip install 'youju[ocr]'")
    with pytest.raises(UnreadableDocumentError, match=message):
        picture.extract(data)


def test_a_page_on_its_head_is_turned(printed: tuple[str, bytes]) -> None:
    from PIL import Image  # noqa: PLC0415 — behind the skip

    picture = BytesIO()
    Image.open(BytesIO(printed[1])).crop((200, 200, 1300, 540)).rotate(180).save(picture, "JPEG")
    source = read_bytes(picture.getvalue(), source_name="scan.jpg", origin="scan.jpg")
    assert "医疗质量管理办法" in source.text


def test_a_scanned_pdf_is_read_page_by_page(printed: tuple[str, bytes]) -> None:
    from PIL import Image  # noqa: PLC0415 — behind the skip

    scan = BytesIO()
    Image.open(BytesIO(printed[1])).crop((0, 0, 2480, 600)).save(scan, "PDF", resolution=300)
    source = read_bytes(scan.getvalue(), source_name="scan.pdf", origin="scan.pdf")
    assert [anchor.number for anchor in source.anchors] == [1]
    assert source.recognised
    assert "医疗质量管理办法" in source.text
