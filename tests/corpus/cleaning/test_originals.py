"""Cleaning on original texts, where they are present: repairs measured against a hand-made list, and no harm to what is in order."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.cleaning import clean
from corpus.documents import CleanDocument
from corpus.offsets import FOLDING_RULES, apply
from corpus.reading import files_in, read
from corpus.spans import Span

LEAST_SHARE_READ_RIGHT = 0.97
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


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A respelled word at one place of a document, with the readings that are right."""

    span: Span
    spun: str
    standards: frozenset[str]
    ordinary: bool


def occurrences(document: CleanDocument, pairs: list[dict[str, str]]) -> Iterator[Occurrence]:
    """Each place of a listed word, the longest where several stand; `ordinary` words may be genuine at some of their places."""
    standards: dict[str, set[str]] = defaultdict(set)
    ordinary: set[str] = set()
    for pair in pairs:
        spun = pair["spun"].split("→")[0]
        standards[spun].update(re.split(r"[/或]", pair["standard"]))
        if pair["risk"] in {"H", "U"}:
            ordinary.add(spun)
    for found in re.finditer("|".join(sorted(standards, key=len, reverse=True)), document.source.text):
        yield Occurrence(Span(*found.span()), found.group(), frozenset(standards[found.group()]), found.group() in ordinary)


def test_respelled_words_read_right_in_place(scraped: dict[str, CleanDocument], shared_data: Path) -> None:
    """A listed word is right if it reads as one of its standards, or is left alone where it may be genuine."""
    listed: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in (shared_data / "noise_pairs.jsonl").read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        listed[pair["doc"]].append(pair)
    total, misses = 0, []
    for name, pairs in listed.items():
        document, offsets = scraped[name], scraped[name].offsets
        edited = {place for edit in document.edits for place in range(edit.span.start, edit.span.end)}
        for occurrence in occurrences(document, pairs):
            reading = offsets.to_clean(occurrence.span).of(document.text)
            left = occurrence.ordinary and edited.isdisjoint(range(occurrence.span.start, occurrence.span.end))
            total += 1
            if not (left or any(standard in reading for standard in occurrence.standards)):
                misses.append((name, occurrence.spun, reading))
    assert total > 1500
    assert 1 - len(misses) / total >= LEAST_SHARE_READ_RIGHT, "\n".join(map(str, misses))


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
