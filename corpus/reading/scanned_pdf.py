"""PDFs whose pages are pictures of text."""

from corpus.reading.extraction import Extraction
from corpus.reading.ocr import Recogniser
from corpus.reading.page_lines import compose
from corpus.reading.pdf import open_document, rendered_pages

# Some three seconds a page, within the half hour that one file may take.
MOST_PAGES = 400
DOTS_PER_INCH = 300


def extract(data: bytes) -> Extraction:
    """The text of a PDF as recognised from pictures of its pages; anchors count its pages.

    Raises:
        UnreadableDocumentError: the bytes are no PDF, or one that is damaged, protected or too long.
    """
    recogniser = Recogniser()
    document = open_document(data, most_pages=MOST_PAGES)
    pages = [recogniser.lines(picture) for picture in rendered_pages(document, dots_per_inch=DOTS_PER_INCH)]
    return compose(pages, recognised=True)
