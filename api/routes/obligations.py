"""The register: `GET /api/v1/obligations`, its calendar feed, and `GET /api/v1/comparisons`."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request, Response

from api.dependencies import OpenYouju, links_of
from api.errors import ANY_REQUEST, problem_responses
from api.obligation_formats import FORMS, ObligationFormat, accepted_format
from api.schemas.obligations import ComparisonRecord, ObligationPageRecord, ObligationRecord
from assistant.bootstrap import Youju
from assistant.obligations.comparing import compare
from assistant.obligations.entries import Entry
from assistant.obligations.filters import Filters
from assistant.obligations.wording import link_to_clause
from assistant.obligations.workdays import COVERAGE, NOT_COVERED
from corpus.documents import Validity
from corpus.obligations.records import Modality, ValueType

router = APIRouter(prefix="/api/v1", tags=["obligations"])

MAX_PAGE_SIZE = 500

RESPONSES = problem_responses(*ANY_REQUEST, 404)
OTHER_FORMS = {"content": {form.media_type: {} for form in FORMS.values()}, "description": "A page as JSON, or everything as a file"}

Name = Annotated[str, Query(max_length=200)]


def filters_of(  # noqa: PLR0913 -- a parameter for each condition of the query string
    youju: OpenYouju,
    *,
    actor: Annotated[Name, Query(description="A body or person; what binds wider classes is found too")] = "",
    kind: Annotated[list[Modality | ValueType] | None, Query(description="Strengths and types of values")] = None,
    document: Annotated[Name, Query(description="A document's id or source name")] = "",
    place: Annotated[Name, Query(description="Only what binds there")] = "",
    validity: Annotated[list[Validity] | None, Query(description="Whether the policy binds today")] = None,
    due_from: Annotated[date | None, Query(description="Due on this day or later")] = None,
    due_before: Annotated[date | None, Query(description="Due on this day or earlier")] = None,
    words: Annotated[Name, Query(description="Words that all occur; bars part alternatives")] = "",
) -> Filters:
    """The conditions in a query string."""
    return Filters(
        actor=actor,
        kinds=frozenset(kind or ()),
        document_id=youju.library.find(document) if document else "",
        place=place,
        validity=frozenset(validity or ()),
        due_from=due_from,
        due_before=due_before,
        words=tuple(words.split()),
    )


Conditions = Annotated[Filters, Depends(filters_of)]


# With format=json everything is one list, as in the file that the command line writes.
@router.get("/obligations", response_model=ObligationPageRecord | list[ObligationRecord], responses={**RESPONSES, 200: OTHER_FORMS})
def list_obligations(
    request: Request,
    youju: OpenYouju,
    filters: Conditions,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    page_size: Annotated[int, Query(ge=1, le=MAX_PAGE_SIZE)] = 50,
    format_name: Annotated[ObligationFormat | None, Query(alias="format", description="Everything as a file of this form")] = None,
    accept: Annotated[str, Header()] = "",
) -> ObligationPageRecord | Response:
    """List obligations, those due next first: a page as JSON, or all of them as a file where `format` or Accept asks for one."""
    wanted = format_name or accepted_format(accept)
    if wanted:
        return _file(request, youju, youju.register.find(filters).entries, wanted)
    found = youju.register.find(filters, offset=(page - 1) * page_size, limit=page_size)
    return ObligationPageRecord.from_page(found, number=page, size=page_size, notices=(COVERAGE, NOT_COVERED))


@router.get("/obligations.ics", response_class=Response, responses={**RESPONSES, 200: {"content": {"text/calendar": {}}}})
def feed_obligations(request: Request, youju: OpenYouju, filters: Conditions) -> Response:
    """The calendar of all obligations that meet the conditions, for calendar programs to subscribe to."""
    return _file(request, youju, youju.register.find(filters).entries, ObligationFormat.ICS)


@router.get("/comparisons", responses=RESPONSES)
def compare_documents(youju: OpenYouju, a: Name, b: Name) -> ComparisonRecord:
    """Compare the duties of two documents, each named by its id or source name."""
    first, second = youju.library.find(a), youju.library.find(b)
    before, after = (youju.register.find(Filters(document_id=document_id)).entries for document_id in (first, second))
    return ComparisonRecord.from_comparison(compare(before, after), youju.library.policy(first), youju.library.policy(second))


def _file(request: Request, youju: Youju, entries: tuple[Entry, ...], name: ObligationFormat) -> Response:
    form = FORMS[name]
    content = form.write(entries, link_to_clause(links_of(request).address), youju.assistant.today())
    headers = {"Content-Disposition": f'attachment; filename="youju-obligations.{name}"', "X-Total-Count": str(len(entries))}
    return Response(content, media_type=form.media_type, headers=headers)
