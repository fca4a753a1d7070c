"""Reads case files: one JSON object a line.

A field that is unknown, missing or of a wrong type fails the file, and so does a quote that does not stand once in its document.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.fitting.examples import Example
from corpus.errors import YoujuError
from corpus.spans import Span
from evals.case import UNANSWERABLE, Case, CaseSet, Source

CASES_FOLDER = Path(__file__).parent / "cases"
BUNDLED_FOLDER = Path(__file__).parents[1] / "corpus" / "bundled"

# Asks about laws that are not part of the project; its sources are offsets in place of quotes.
LAW_CASES = CASES_FOLDER / "laws.jsonl"

Kind = Literal[
    "deadline", "frequency", "threshold", "count", "actor", "prohibition", "procedure", "definition", "date", "list", "yesno", "compare",
    "followup", "unanswerable",
]  # fmt: skip
Style = Literal["formal", "wechat", "typo", "traditional", "english"]
Unanswerable = Literal["detail_not_stated", "unreadable_source", "place_not_covered", "false_premise", "not_in_corpus", "off_topic"]


RowModel = TypeVar("RowModel", bound=BaseModel)


class CaseError(YoujuError):
    """A case file is at fault; the message tells the line."""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _SourceRow(_Row):
    document: str = Field(min_length=1)
    clause: str
    quote: str = Field(min_length=1)


class _SpanRow(_Row):
    document: str = Field(min_length=1)
    clause: str
    start: int = Field(ge=0)
    end: int


class _CaseRow(_Row):
    id: str = Field(pattern=r"^[a-z]+-\d{2,3}$")
    question: str = Field(min_length=1)
    kind: Kind
    style: Style
    why: str = Field(min_length=1)
    history: list[str] = []
    place: str = ""
    must_contain: list[str] = []
    must_not_contain: list[str] = []
    sources: list[_SourceRow | _SpanRow] = []
    unanswerable_type: Unanswerable | None = None


class _GoldSpan(BaseModel):
    doc: str
    start: int
    end: int


class _GoldRow(BaseModel):
    id: str
    question: str
    kind: Kind
    style: str
    history: list[str]
    must_contain: list[str]
    must_not_contain: list[str]
    source_quotes: list[_GoldSpan]


def bundled_cases(cases_folder: Path = CASES_FOLDER, documents: Path = BUNDLED_FOLDER) -> CaseSet:
    """The shipped cases over the shipped documents.

    Raises:
        CaseError: A line of a case file is not a case.
    """
    paths = sorted(path for path in cases_folder.glob("*.jsonl") if path.name != LAW_CASES.name)
    cases = tuple(replace(case, fitted=not Example("cases", case.question, ()).is_held_out) for case in _cases(paths, documents))
    return CaseSet("bundled", documents, cases)


def law_cases(documents: Path, path: Path = LAW_CASES) -> CaseSet:
    """The shipped cases over laws in `documents`, which need not be there yet; their texts are kept out of result files.

    Raises:
        CaseError: A line of the file is not a case.
    """
    return CaseSet("health_laws", documents, _cases([path], documents), shows_texts=False)


def gold_cases(path: Path, documents: Path, *, name: str) -> CaseSet:
    """Cases annotated with spans over a folder of originals, whose texts are kept out of result files.

    Raises:
        CaseError: A line is not a case.
    """
    rows = ((where, _parsed(_GoldRow, line, where)) for where, line in _raw_lines(path))
    return CaseSet(name, documents, tuple(_gold_case(row, where) for where, row in rows), shows_texts=False)


def _cases(paths: Sequence[Path], documents: Path) -> tuple[Case, ...]:
    numbered = [entry for path in paths for entry in _lines(path)]
    cases = tuple(_case(row, where, documents) for where, row in numbered)
    seen: set[str] = set()
    for case, (where, _) in zip(cases, numbered, strict=True):
        if case.case_id in seen:
            raise CaseError(f"{where}: the id {case.case_id!r} is taken; give the case another one")
        seen.add(case.case_id)
    return cases


def _raw_lines(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            yield f"{path.name}:{number}", line


def _lines(path: Path) -> Iterator[tuple[str, _CaseRow]]:
    for where, line in _raw_lines(path):
        yield where, _parsed(_CaseRow, line, where)


def _parsed(model: type[RowModel], line: str, where: str) -> RowModel:
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the line"
        raise CaseError(f"{where}: {field} is {first['input']!r}: {first['msg']}; correct the case") from error


def _case(row: _CaseRow, where: str, documents: Path) -> Case:
    answerable = row.kind != UNANSWERABLE
    if answerable != bool(row.sources and row.must_contain) or answerable == (row.unanswerable_type is not None):
        raise CaseError(f"{where}: {row.id!r} needs must_contain and sources, or is unanswerable and says so with unanswerable_type")
    return Case(
        case_id=row.id,
        question=row.question,
        kind=row.kind,
        style=row.style,
        must_contain=_patterns(row.must_contain, where),
        must_not_contain=_patterns(row.must_not_contain, where),
        sources=tuple(_source(source, where, documents) for source in row.sources),
        history=tuple(row.history),
        place=row.place,
    )


def _gold_case(row: _GoldRow, where: str) -> Case:
    return Case(
        case_id=row.id,
        question=row.question,
        kind=row.kind,
        style=row.style,
        must_contain=_patterns(row.must_contain, where),
        must_not_contain=_patterns(row.must_not_contain, where),
        sources=tuple(Source(quote.doc, Span(quote.start, quote.end)) for quote in row.source_quotes),
        history=tuple(row.history),
    )


def _patterns(expressions: list[str], where: str) -> tuple[re.Pattern[str], ...]:
    try:
        return tuple(re.compile(expression) for expression in expressions)
    except re.error as error:
        raise CaseError(f"{where}: {error.pattern!r} is not a regular expression ({error}); correct the case") from error


def _source(row: _SourceRow | _SpanRow, where: str, documents: Path) -> Source:
    if isinstance(row, _SpanRow):
        if row.end <= row.start:
            raise CaseError(f"{where}: {row.start}..{row.end} holds nothing; correct the offsets")
        return Source(row.document, Span(row.start, row.end), row.clause)
    path = documents / row.document
    if not path.is_file():
        raise CaseError(f"{where}: there is no document {row.document!r} in {documents.name!r}; correct the name")
    text = path.read_bytes().decode("utf-8")
    if text.count(row.quote) != 1:
        raise CaseError(f"{where}: {row.quote!r} stands {text.count(row.quote)} times in {row.document!r}; quote what stands there once")
    start = text.index(row.quote)
    return Source(row.document, Span(start, start + len(row.quote)), row.clause)
