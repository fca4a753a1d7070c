"""Which files are read, by what module, of which extra, and within which limits."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What parsing one file may cost in its process: address space, processor time, and time on the clock."""

    megabytes: int
    processor_seconds: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file.

    `kind` is what `signatures.kind_of` finds in such a file. `module` extracts the text; it is imported when it is needed, because its
    library comes with `extra`. With `limits` it runs in a process of its own, because a hostile file can make its library hang or swell.
    """

    kind: str
    name: str
    module: str
    extra: str
    most_bytes: int
    limits: Limits | None = None


PLAIN = Format("text", "a text", "", "", 20 * MEGABYTE)
HTML = Format("html", "a web page", "corpus.reading.web_page", "readers", 5 * MEGABYTE)
DOCX = Format("docx", "a Word document", "corpus.reading.word", "readers", 100 * MEGABYTE, Limits(2048, 60, 120))
XLSX = Format("xlsx", "a workbook", "corpus.reading.workbook", "readers", 50 * MEGABYTE, Limits(2048, 60, 120))
PDF = Format("pdf", "a PDF", "corpus.reading.pdf", "readers", 300 * MEGABYTE, Limits(2048, 120, 240))
PNG = Format("png", "a PNG image", "corpus.reading.picture", "ocr", 50 * MEGABYTE, Limits(8192, 300, 150))
JPEG = Format("jpeg", "a JPEG image", "corpus.reading.picture", "ocr", 50 * MEGABYTE, Limits(8192, 300, 150))
# The same file, read a second time where its pages turn out to be pictures.
SCANNED_PDF = Format("pdf", "a scanned PDF", "corpus.reading.scanned_pdf", "ocr", 300 * MEGABYTE, Limits(8192, 7200, 1800))

FORMATS = {
    ".txt": PLAIN,
    ".md": PLAIN,
    ".html": HTML,
    ".htm": HTML,
    ".docx": DOCX,
    ".xlsx": XLSX,
    ".pdf": PDF,
    ".png": PNG,
    ".jpg": JPEG,
    ".jpeg": JPEG,
}
SUFFIXES = frozenset(FORMATS)
