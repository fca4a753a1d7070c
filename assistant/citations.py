"""Readings → `Citation`: the very words of the stored original, proven before they are shown."""

from collections.abc import Iterable
from datetime import date

from assistant.answers import Citation
from assistant.evidence import Evidence, clause_at
from assistant.gating import Problem, Support, problems
from corpus.documents import Policy, SourceDocument
from corpus.header import validity
from corpus.spans import Span

# Which member of a citation tells what an anchor counts; a page is a page, scanned or not.
_MEMBERS = {"page": "page", "scanned_page": "page", "paragraph": "paragraph", "row": "row"}
_JOINING = ("，", ",", "、", "；", ";")


def cite(number: int, policy: Policy, span: Span, today: date) -> Citation:
    """The citation of a stretch of a policy's clean text."""
    document, header = policy.document, policy.header
    span = _without_end_comma(span.trimmed(document.text), document.text)
    raw = document.offsets.to_raw(span)
    clause = clause_at(policy, span.start)
    return Citation(
        number=number,
        document_id=document.source.document_id,
        source_name=document.source.source_name,
        title=header.title,
        document_number=header.document_number,
        issuer="、".join(header.issuers),
        level=header.level,
        place=header.place,
        validity=validity(header, today),
        clause_id=clause.clause_id,
        clause_label=clause.label,
        quote=raw.of(document.source.text),
        reading=span.of(document.text),
        raw_start=raw.start,
        raw_end=raw.end,
        **_anchored(document.source, raw.start),
    )


def _anchored(source: SourceDocument, raw_start: int) -> dict[str, int]:
    """The page, paragraph or row that a place of the original comes from, by the name of its kind; nothing for plain text."""
    anchor = source.anchor_at(raw_start)
    return {_MEMBERS[anchor.kind]: anchor.number} if anchor else {}


def _without_end_comma(span: Span, text: str) -> Span:
    """The span without the comma or pause that joins it to what is not cited."""
    return Span(span.start, span.end - (span.of(text)[-1:] in _JOINING))


def cite_evidence(number: int, evidence: Evidence, today: date) -> Citation:
    """The citation of a whole sentence."""
    return cite(number, evidence.policy, evidence.span, today)


def is_proven(citation: Citation, stored: Policy) -> bool:
    """Whether a citation's quote is, character for character, what the stored original holds there."""
    span = Span(citation.raw_start, citation.raw_end)
    return bool(citation.quote) and span.of(stored.document.source.text) == citation.quote


def support_of(citation: Citation) -> Support:
    """A citation as the gate takes it: the cited words, and the names that stand above them."""
    above = (citation.title, citation.document_number, citation.issuer, citation.place)
    return Support(citation.reading, "\n".join(above), citation.clause_label)


def problems_of(statement: str, citations: Iterable[Citation]) -> tuple[Problem, ...]:
    """What a statement says that its citations do not."""
    return problems(statement, [support_of(citation) for citation in citations])
