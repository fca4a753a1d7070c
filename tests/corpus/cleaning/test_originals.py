"""Cleaning on original texts, where they are present: exact offsets, and no harm to what is in order."""

import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.cleaning import clean
from corpus.documents import CleanDocument
from corpus.offsets import FOLDING_RULES, apply
from corpus.reading import files_in, read
from corpus.spans import Span

MOST_CONTENT_EDITS_PER_100_000 = 1.0


@pytest.fixture(scope="module")
def scraped(shared_data: Path) -> dict[str, CleanDocument]:
    """The scraped documents and the national texts, cleaned, by the first three characters of their names."""
    paths = files_in(shared_data / "seeds") + files_in(shared_data / "national")
    return {path.name[:3]: clean(read(path)) for path in paths}


def test_every_character_leads_back_to_the_original(scraped: dict[str, CleanDocument]) -> None:
    for document in scraped.values():
        raw, offsets = document.source.text, document.offsets
        assert apply(raw, document.edits) == document.text
        for place in range(len(document.text)):
            span = Span(place, place + 1)
            quote = offsets.to_raw(span)
            assert quote, (document.source.source_name, document.text[max(0, place - 10) : place + 10])
            assert offsets.to_clean(quote).contains(span)


def test_genuine_texts_are_not_respelled(scraped: dict[str, CleanDocument]) -> None:
    respelled = {name for name, document in scraped.items() if any(edit.rule == "respelling" for edit in document.edits)}
    assert respelled == {"001", "003"}


def test_laws_are_not_harmed(shared_data: Path) -> None:
    """Hardly an edit of content in genuine texts, and no number changed by any."""
    characters, content = 0, Counter[str]()
    for path in files_in(shared_data / "laws"):
        document = clean(read(path))
        raw = document.source.text
        characters += len(raw)
        content.update(edit.rule for edit in document.edits if edit.rule not in FOLDING_RULES)
        assert all(digits(edit.span.of(raw)) == digits(edit.replacement) for edit in document.edits), document.source.source_name
    assert content.total() * 100_000 <= MOST_CONTENT_EDITS_PER_100_000 * characters, content


def digits(text: str) -> str:
    """All digits in order, full-width ones as ASCII."""
    return "".join(re.findall(r"[0-9]", text.translate({0xFF10 + digit: str(digit) for digit in range(10)})))
