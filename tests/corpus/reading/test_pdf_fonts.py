"""Characters that a machine has no font for: pdfium gives them no shape, and leaves out those that stand by themselves."""

from types import SimpleNamespace

import pytest

from corpus.errors import UnreadableDocumentError
from corpus.reading import pdf
from evals.benchmarks.pdf_pages import pdf_file, prints_chinese

# Where something was placed, as left, bottom, right and top in points: with a shape, without one, and without any extent.
SHAPED, SHAPELESS, NOWHERE = (90, 100, 104, 112), (90, 100, 104, 100), (90, 100, 90, 100)


@pytest.fixture
def loses(monkeypatch):
    """Says whether a page with these things on it loses characters; each is told by its bounds, its text and whether its font is there."""
    monkeypatch.setattr(pdf.raw, "FPDFTextObj_GetFont", lambda item: item)
    monkeypatch.setattr(pdf.raw, "FPDFFont_GetIsEmbedded", lambda item: item.embedded)
    monkeypatch.setattr(pdf, "_text_of", lambda item, _page: item.text)

    def said(*things):
        items = [SimpleNamespace(get_bounds=lambda at=at: at, text=text, embedded=embedded) for at, text, embedded in things]
        for item in items:
            item.raw = item
        return pdf._loses_characters(SimpleNamespace(get_objects=lambda **_: items), None)

    return said


@pytest.mark.parametrize(
    ("things", "lost"),
    [
        pytest.param([(SHAPELESS, "时限", False), (NOWHERE, "", False)], True, id="one character by itself"),
        pytest.param([(SHAPELESS, "时限", False)], False, id="all placed with others"),
        pytest.param([(SHAPED, "时限", False), (NOWHERE, "", False)], False, id="a space"),
        pytest.param([(SHAPELESS, "  ", False), (NOWHERE, "", False)], False, id="spaces alone"),
        pytest.param([(SHAPELESS, "时限", True), (NOWHERE, "", True)], False, id="the font is there"),
    ],
)
def test_what_has_no_shape_and_no_extent_is_lost(loses, things, lost):
    assert loses(*things) is lost


@pytest.mark.skipif(prints_chinese(), reason="This machine has a Chinese font")
def test_a_file_whose_characters_would_be_lost_is_refused():
    line = [(90, 100, 14, "用"), (107, 100, 14, "3"), (300, 100, 14, "时限")]
    with pytest.raises(UnreadableDocumentError, match="fonts-wqy-zenhei"):
        pdf.extract(pdf_file([line]))
