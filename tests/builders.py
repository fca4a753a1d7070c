"""Builds records for tests: everything not said has a sensible default."""

import hashlib
from datetime import date

from corpus.documents import Clause, ClauseKind, CleanDocument, Header, Level, Policy, SourceDocument
from corpus.offsets import Edit, apply, in_order
from corpus.parsing import parse
from corpus.spans import Span
from indexing.chunking import Chunk
from indexing.hits import Hit

TODAY = date(2026, 11, 22)


def a_source(text: str = "第一条 急会诊应当在10分钟内到位。", *, name: str = "policy.txt") -> SourceDocument:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return SourceDocument(document_id=sha256[:16], source_name=name, origin=f"/texts/{name}", sha256=sha256, text=text)


def a_clean_document(
    text: str = "第一条 急会诊应当在10分钟内到位。", *, name: str = "policy.txt", edits: tuple[Edit, ...] = ()
) -> CleanDocument:
    """A document of the raw `text`, cleaned by `edits` alone."""
    ordered = in_order(edits)
    return CleanDocument(source=a_source(text, name=name), text=apply(text, ordered), edits=ordered)


def a_policy(
    text: str = "第一条 急会诊应当在10分钟内到位。",
    *,
    name: str = "policy.txt",
    edits: tuple[Edit, ...] = (),
    level: Level | None = None,
    place: str | None = None,
) -> Policy:
    """The policy that `text` parses to."""
    return parse(a_clean_document(text, name=name, edits=edits), level=level, place=place)


def a_header(title: str = "某市会诊管理办法", **members: object) -> Header:
    return Header(title=title, **members)  # type: ignore[arg-type] # members are those of Header


def a_clause(
    start: int = 0, end: int = 10, *, label: str = "第一条", kind: ClauseKind = ClauseKind.ARTICLE, document_id: str = "d"
) -> Clause:
    span = Span(start, end)
    return Clause(clause_id=f"{document_id}/{label}", parent_id=None, kind=kind, label=label, heading="", span=span, own=span)


def a_chunk(
    text: str = "急会诊应当在10分钟内到位。", *, start: int = 0, document_id: str = "d", clause_id: str = "d/a1", context: str = ""
) -> Chunk:
    span = Span(start, start + len(text))
    return Chunk(f"{document_id}:{start}", document_id, clause_id, span, text, context)


def a_hit(chunk: Chunk | None = None, *, score: float = 1.0, dense: float = 1.0, sparse: float = 1.0) -> Hit:
    return Hit(chunk or a_chunk(), score, dense, sparse)


def marked(text: str) -> tuple[str, dict[str, Span]]:
    """A text with its visible marks taken out, and the stretch that each mark covered.

    `marked("【1|各单位】应当报告")` gives `("各单位应当报告", {"1": Span(0, 3)})`.
    """
    plain, spans, position = [], {}, 0
    length = 0
    while position < len(text):
        opened = text.find("【", position)
        divider = text.find("|", opened)
        closed = text.find("】", divider)
        if min(opened, divider, closed) < 0:
            break
        before, name, inside = text[position:opened], text[opened + 1 : divider], text[divider + 1 : closed]
        length += len(before)
        spans[name] = Span(length, length + len(inside))
        length += len(inside)
        plain += [before, inside]
        position = closed + 1
    return "".join([*plain, text[position:]]), spans
