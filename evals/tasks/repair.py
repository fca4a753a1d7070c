"""Repair of scraped texts held against a hand-made list: which respelled words read right in place, and which edits nobody asked for."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, TypeAdapter, ValidationError

from corpus.cleaning import clean
from corpus.documents import CleanDocument
from corpus.offsets import FOLDING_RULES, Edit
from corpus.reading import files_in, read
from corpus.spans import Span
from evals.loading import CaseError
from evals.score import CaseResult, Report, Score

TASK = "repair"

# What a document without respelled words may be repaired of: none of these rules says anything that the page did not say.
EXPECTED_RULES = FOLDING_RULES | {"pinyin", "script", "page_number", "padding", "invisible"}
# How sure it is that a listed word is a respelled one wherever it stands.
KINDS = {"": "never genuine", "M": "an ordinary word", "H": "genuine elsewhere", "U": "uncertain"}
# Words of these kinds may be meant as they stand, so one that is left alone may be right.
_MAY_BE_GENUINE = frozenset({"H", "U"})


class Pair(BaseModel):
    """A respelled word of a document and what it stands for; several readings are parted by `/` or 或."""

    doc: str
    spun: str
    standard: str
    risk: Literal["", "M", "H", "U"]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A listed word at one place of the original, with its right readings and the highest risk that it is listed with."""

    span: Span
    standards: frozenset[str]
    risk: str


def read_pairs(path: Path) -> list[Pair]:
    """The listed words of a file of one JSON object a line.

    Raises:
        CaseError: a line is no such word.
    """
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    try:
        return [TypeAdapter(Pair).validate_json(line) for line in lines]
    except ValidationError as error:
        raise CaseError(f"{path.name!r} holds a line that is no listed word: {error.errors()[0]['msg']}; correct it") from error


def measure(pairs: Sequence[Pair], folder: Path) -> Report:
    """Every occurrence of a listed word, and every edit of another rule than expected in the documents that have no listed words."""
    listed: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        listed[pair.doc].append(pair)
    results: list[CaseResult] = []
    for path in files_in(folder):
        document = clean(read(path))
        name = path.name.partition("_")[0]
        results += _of_listed(name, document, listed[name]) if name in listed else _of_unlisted(name, document)
    return Report(TASK, "", "seeds", tuple(results), shows_texts=False)


def occurrences(text: str, pairs: Sequence[Pair]) -> Iterator[Occurrence]:
    """Each place of a listed word in a text, in order; where several stand, the longest.

    >>> pairs = [Pair(doc="1", spun="根基", standard="基本", risk="M")]
    >>> [(found.span, found.risk) for found in occurrences("根基理论", pairs)]
    [(Span(start=0, end=2), 'M')]
    """
    standards: dict[str, set[str]] = defaultdict(set)
    risks: dict[str, str] = {}
    for pair in pairs:
        spun = pair.spun.split("→")[0]
        standards[spun].update(re.split(r"[/或]", pair.standard))
        risks[spun] = max(risks.get(spun, ""), pair.risk, key=list(KINDS).index)
    words = "|".join(map(re.escape, sorted(standards, key=len, reverse=True)))
    for found in re.finditer(words, text):
        yield Occurrence(Span(*found.span()), frozenset(standards[found[0]]), risks[found[0]])


def _of_listed(name: str, document: CleanDocument, pairs: Sequence[Pair]) -> Iterator[CaseResult]:
    edited = {place for edit in document.edits for place in range(edit.span.start, edit.span.end)}
    for occurrence in occurrences(document.source.text, pairs):
        reading = document.offsets.to_clean(occurrence.span).of(document.text)
        listed = any(standard in reading for standard in occurrence.standards)
        left = occurrence.risk in _MAY_BE_GENUINE and edited.isdisjoint(range(occurrence.span.start, occurrence.span.end))
        scores = (
            Score("right", float(listed or left), "" if listed or left else "reads as none of its standards"),
            Score("as_listed", float(listed), "left as it stands" if left and not listed else ""),
        )
        case_id = f"{name}-{occurrence.span.start}"
        yield CaseResult(case_id, f"{name} {KINDS[occurrence.risk]}", passed=listed or left, scores=scores, reply=reading)


def _of_unlisted(name: str, document: CleanDocument) -> Iterator[CaseResult]:
    """One result for the document, and one for each edit in it that changes what it says."""
    meant = [edit for edit in document.edits if edit.rule not in EXPECTED_RULES]
    counts = _counted(document.edits)
    yield CaseResult(name, f"{name} edits", passed=not meant, scores=(Score("wrong_edits", float(len(meant)), counts),))
    for edit in meant:
        reply = f"{edit.span.of(document.source.text)} → {edit.replacement}"
        score = Score("wrong_edits_by_rule", 1.0, edit.rule)
        yield CaseResult(f"{name}-{edit.span.start}", f"{name} edits", passed=False, scores=(score,), reply=reply)


def _counted(edits: Sequence[Edit]) -> str:
    """How many edits each rule made: `pinyin 325, script 590`."""
    counts: Mapping[str, int] = {rule: sum(edit.rule == rule for edit in edits) for rule in sorted({edit.rule for edit in edits})}
    return ", ".join(f"{rule} {count}" for rule, count in counts.items())
