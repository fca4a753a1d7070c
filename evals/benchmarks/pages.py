"""How long a PDF takes, and how many characters are wrong where the pages are pictures."""

import time
from importlib.util import find_spec
from pathlib import Path

from corpus.reading import files_in, read, read_bytes
from evals.benchmarks.figure import Figure, NotMeasured
from evals.benchmarks.pdf_pages import page_lines, pdf_file, prints_chinese
from evals.loading import BUNDLED_FOLDER

N_PAGES = 200
MOST_SECONDS = 20.0
MOST_WRONG_PERCENT = 2.0
DOTS_PER_INCH = 300
COLUMNS, ROWS = 28, 30
SCANNED_PAGES = 3


def text_layer(folder: Path = BUNDLED_FOLDER) -> Figure | NotMeasured:
    """The seconds that a PDF of 200 pages of the bundled texts takes from bytes to text, its own process included."""
    if find_spec("pypdfium2") is None:
        return NotMeasured("pdf", "pypdfium2 is not installed: pip install 'youju[readers]'")
    pages = printed(folder)
    data = pdf_file([page_lines(pages[number % len(pages)]) for number in range(N_PAGES)])
    started = time.perf_counter()
    source = read_bytes(data, source_name="printed.pdf", origin="printed.pdf")
    seconds = time.perf_counter() - started
    note = f"{len(source.text):,} characters, {len(source.anchors)} pages"
    return Figure(f"PDF of {N_PAGES} pages", seconds, "s", most=MOST_SECONDS, note=note)


def recognition(folder: Path = BUNDLED_FOLDER, *, n_pages: int = SCANNED_PAGES) -> Figure | NotMeasured:
    """The share of wrong characters where pages of the bundled texts are rendered at 300 dots per inch and recognised."""
    if find_spec("rapidocr") is None or find_spec("pypdfium2") is None:
        return NotMeasured("recognition", "RapidOCR is not installed: pip install 'youju[ocr]'")
    if not prints_chinese():
        return NotMeasured("recognition", "there is no Chinese font to print with: apt-get install fonts-wqy-zenhei")
    from corpus.reading.ocr import Recogniser  # noqa: PLC0415 -- comes with the extra `ocr`
    from corpus.reading.pdf import open_document, rendered_pages  # noqa: PLC0415 -- and so does this

    pages = printed(folder)[:n_pages]
    document = open_document(pdf_file([page_lines(rows) for rows in pages]), most_pages=n_pages)
    pictures = list(rendered_pages(document, dots_per_inch=DOTS_PER_INCH))
    recogniser = Recogniser()
    started = time.perf_counter()
    read_pages = ["".join("".join(line.text for line in recogniser.lines(picture)).split()) for picture in pictures]
    seconds = time.perf_counter() - started
    n_characters = sum(len("".join(rows)) for rows in pages)
    wrong = sum(distance("".join(rows), found) for rows, found in zip(pages, read_pages, strict=True))
    note = f"{wrong} of {n_characters} characters on {len(pages)} pages, {seconds / len(pages):.1f} s a page"
    return Figure("wrongly recognised characters", 100 * wrong / n_characters, "%", most=MOST_WRONG_PERCENT, note=note)


def printed(folder: Path) -> list[list[str]]:
    """The texts of a folder as the rows of full pages, without white space and Markdown signs."""
    texts = (read(path).text.split("---", 2)[-1] for path in files_in(folder))
    plain = "".join("".join(text.translate(_UNPRINTED).split()) for text in texts)
    rows = [plain[start : start + COLUMNS] for start in range(0, len(plain), COLUMNS)]
    return [rows[start : start + ROWS] for start in range(0, len(rows) - ROWS, ROWS)]


_UNPRINTED = str.maketrans("", "", "#*>|-")


def distance(left: str, right: str) -> int:
    """How many characters have to be put in, taken out or changed (Levenshtein).

    >>> distance("急会诊10分钟", "急会珍0分钟")
    2
    """
    row = list(range(len(right) + 1))
    for place, one in enumerate(left, start=1):
        above, row[0] = row[0], place
        for column, other in enumerate(right, start=1):
            above, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, above + (one != other))
    return row[-1]
