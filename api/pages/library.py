"""The documents: listed, read with their repairs, compared, uploaded and deleted."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.clauses import depths_of
from api.dependencies import OpenService, OpenYouju, Reader, Writer
from api.origins import OwnPage
from api.pages.marking import View, blocks
from api.pages.rendering import page
from api.refusals import NOT_USABLE, RefusalError
from api.routes.documents import MAX_NAME_CHARACTERS, delete_document, fits
from api.scopes import Scope
from assistant.bootstrap import Youju
from assistant.obligations.comparing import compare
from assistant.obligations.filters import Filters
from corpus.documents import Clause, ClauseKind, Level, Policy, Validity
from corpus.header import validity as validity_of
from corpus.offsets import FOLDING_RULES
from corpus.spans import Span
from indexing.rows import DocumentSummary

PAGE_SIZE = 100

# What is numbered by itself belongs into a table of contents, what is counted inside an article does not.
_LISTED = frozenset(ClauseKind) - {ClauseKind.PARAGRAPH, ClauseKind.ITEM, ClauseKind.SUBITEM, ClauseKind.TEXT}
MAX_HEADING_CHARACTERS = 24

router = APIRouter(include_in_schema=False)

DocumentName = Annotated[str, Path(max_length=MAX_NAME_CHARACTERS)]
Text = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True, slots=True)
class Row:
    """A document in the list, and whether it binds today."""

    summary: DocumentSummary
    validity: Validity


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of a table of contents; `depth` counts from 0."""

    clause: Clause
    depth: int
    words: str


@router.get("/documents")
def list_documents(
    request: Request,
    youju: OpenYouju,
    _caller: Reader,
    title: Text = "",
    place: Text = "",
    level: Text = "",
    validity: Text = "",
    number: Annotated[int, Query(alias="page", ge=1, le=1_000_000)] = 1,
) -> Response:
    """List what is ingested, with a form to upload more."""
    asked = {"title": title.strip(), "place": place.strip(), "level": level}
    rows = _rows(youju, asked, validity)
    return page(
        request,
        "documents.html",
        asked={**asked, "validity": validity},
        rows=rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        total=len(rows),
        number=number,
        n_pages=max(-(-len(rows) // PAGE_SIZE), 1),
        levels=list(Level),
        validities=list(Validity),
    )


@router.get("/documents/{document}")
def show_document(
    request: Request,
    youju: OpenYouju,
    caller: Reader,
    document: DocumentName,
    view: str = View.CLEAN,
    quote: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Show a document clause by clause, repaired, with its repairs, or as the original."""
    policy = youju.library.policy(youju.library.find(document))
    shown = View(view) if view in set(View) else View.CLEAN
    today = youju.assistant.today()
    return page(
        request,
        "document.html",
        policy=policy,
        header=policy.header,
        source=policy.document.source,
        validity=validity_of(policy.header, today),
        view=shown,
        views=list(View),
        quote=quote,
        n_repairs=sum(edit.rule not in FOLDING_RULES for edit in policy.document.edits),
        blocks=blocks(policy, shown, quote=_span(quote, policy)),
        contents=contents_of(policy),
        may_delete=caller.may(Scope.WRITE),
    )


@router.post("/documents/{document}/delete")
def delete(document: DocumentName, service: OpenService, caller: Writer, _own: OwnPage) -> Response:
    """Take a document out, and lead to those that are left."""
    delete_document(document, service, caller)
    return RedirectResponse("/documents", 303)


@router.get("/compare")
def show_comparison(
    request: Request, youju: OpenYouju, _caller: Reader, d: Annotated[list[str] | None, Query(max_length=50)] = None, title: Text = ""
) -> Response:
    """Set the duties of two documents side by side; where fewer are named, let the reader choose."""
    names = list(dict.fromkeys(d or ()))
    if len(names) > 2:
        raise RefusalError(NOT_USABLE, f"d: {len(names)} documents were chosen; choose two.", param="d")
    policies = [youju.library.policy(youju.library.find(name)) for name in names]
    if len(policies) < 2:
        chosen = {policy.document.source.document_id for policy in policies}
        rest = [row for row in _rows(youju, {"title": title.strip()}) if row.summary.document_id not in chosen]
        return page(request, "compare_choice.html", chosen=policies, title=title.strip(), rows=rest[:PAGE_SIZE], total=len(rest))
    entries = [youju.register.find(Filters(document_id=policy.document.source.document_id)).entries for policy in policies]
    return page(request, "compare.html", policies=policies, comparison=compare(*entries))


def contents_of(policy: Policy) -> list[ContentsLine]:
    """The table of contents: what has a marker or a heading of its own."""
    depths = depths_of(policy)
    labels = {clause.clause_id: clause.label for clause in policy.clauses}
    return [
        ContentsLine(clause, min(depths[clause.clause_id], 3), _words_of(clause, labels.get(clause.parent_id or "", "")))
        for clause in policy.clauses
        if clause.kind in _LISTED
    ]


def _words_of(clause: Clause, parent: str) -> str:
    """What a line of contents says: what the label adds to the one above it, and the heading."""
    heading = clause.heading if len(clause.heading) <= MAX_HEADING_CHARACTERS else f"{clause.heading[:MAX_HEADING_CHARACTERS]}…"
    return f"{clause.label.removeprefix(parent)} {heading}".strip()


def _rows(youju: Youju, asked: dict[str, str], validity: str = "") -> list[Row]:
    """The documents that meet the conditions, by title."""
    today = youju.assistant.today()
    rows = (Row(each, validity_of(each.header, today)) for each in youju.library.documents() if fits(each, **asked))
    return [row for row in rows if validity in {"", row.validity}]


def _span(written: str, policy: Policy) -> Span | None:
    """The stretch `start-end` of the original; `None` where nothing, or no such stretch, is written."""
    start, _, end = written.partition("-")
    if not (start.isascii() and start.isdecimal() and end.isascii() and end.isdecimal()):
        return None
    return Span(int(start), int(end)) if int(start) < int(end) <= len(policy.document.source.text) else None
