"""Documents: listed, read in several forms, uploaded and deleted."""

from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Header, Path, Query, Response, UploadFile

from api.clauses import clause_named
from api.dependencies import OpenService, OpenYouju, Reader, Writer
from api.errors import ANY_REQUEST, PROBLEM_RESPONSES, problem_responses
from api.origins import check_origin
from api.refusals import NOT_USABLE, RefusalError
from api.schemas.asking import MAX_ID_CHARACTERS
from api.schemas.documents import DocumentRecord, FullDocumentRecord
from api.schemas.jobs import JobRecord
from api.schemas.reading import ClauseNodeRecord, ClauseTextRecord, ClauseTreeRecord, DocumentPageRecord, RepairPageRecord, RepairRecord
from api.uploads import UploadedFile
from corpus.documents import Level, Validity
from corpus.offsets import FOLDING_RULES
from indexing.rows import DocumentSummary

router = APIRouter(prefix="/api/v1", tags=["documents"])

MAX_PAGE_SIZE = 500
MAX_NAME_CHARACTERS = 255
MAX_FILES = 100

NO_SUCH = problem_responses(*ANY_REQUEST, 404)
PLAIN = "text/plain; charset=utf-8"
SOURCE = {
    "description": "The original text, character for character; offsets in records count its code points",
    "content": {"text/plain": {"schema": {"type": "string"}}},
    "headers": {"ETag": {"schema": {"type": "string"}, "description": "The SHA-256 of the file that the text was read from"}},
}

DocumentName = Annotated[str, Path(max_length=MAX_NAME_CHARACTERS, description="The id or the source name of a document")]
PageNumber = Annotated[int, Query(ge=1, le=1_000_000)]
PageSize = Annotated[int, Query(ge=1, le=MAX_PAGE_SIZE)]
Name = Annotated[str, Query(max_length=200)]


@router.get("/documents", responses=problem_responses(*ANY_REQUEST), summary="List documents")
def list_documents(
    youju: OpenYouju,
    _caller: Reader,
    page: PageNumber = 1,
    page_size: PageSize = 100,
    title: Annotated[Name, Query(description="Only those whose title or source name holds this")] = "",
    place: Annotated[Name, Query(description="Only those of this place")] = "",
    level: Annotated[Level | None, Query(description="Only those of this level")] = None,
    validity: Annotated[Validity | None, Query(description="Only those that are so today")] = None,
) -> DocumentPageRecord:
    """List the documents that are ingested, by source name."""
    today = youju.assistant.today()
    found = [
        DocumentRecord.from_header(each, each.header, today) for each in youju.library.documents() if fits(each, title, place, level or "")
    ]
    wanted = [record for record in found if validity in {None, record.validity}]
    items = tuple(wanted[(page - 1) * page_size : page * page_size])
    return DocumentPageRecord(total=len(wanted), page=page, page_size=page_size, items=items)


@router.post(
    "/documents",
    status_code=202,
    responses={**PROBLEM_RESPONSES, 202: {"headers": {"Location": {"schema": {"type": "string"}, "description": "Where the job tells"}}}},
    summary="Upload documents",
    dependencies=[Depends(check_origin)],
)
async def upload_documents(
    response: Response,
    service: OpenService,
    caller: Writer,
    files: Annotated[list[UploadFile], File(description="The files; their suffixes tell how they are read")],
    level: Annotated[Level | None, Form(description="Whose texts these are, where the texts do not tell")] = None,
    place: Annotated[str, Form(max_length=100, description="The province, city or hospital of these texts")] = "",
    replace: Annotated[bool, Form(description="Take out other documents of the same names when these are in")] = False,  # noqa: FBT002 -- a field of a form
) -> JobRecord:
    """Take files in and have them read, repaired and indexed; the job tells how far that is and what became of each file."""
    if len(files) > MAX_FILES:
        raise RefusalError(NOT_USABLE, f"files: {len(files)} were sent; send at most {MAX_FILES} at once.", param="files")
    uploaded = [UploadedFile(_name(file), await file.read()) for file in files]
    job = service.uploads.accept(uploaded, level=level, place=place or None, replace_same=replace, caller=caller)
    response.headers["Location"] = f"/api/v1/jobs/{job.job_id}"
    return service.uploads.record(job.job_id)


@router.get("/jobs/{job_id}", responses=NO_SUCH, summary="See how an upload stands")
def read_job(job_id: Annotated[str, Path(max_length=MAX_ID_CHARACTERS)], service: OpenService, _caller: Writer) -> JobRecord:
    """Tell how far an upload is, and what became of each of its files."""
    return service.uploads.record(job_id)


@router.get("/documents/{document}", responses=NO_SUCH, summary="Read a document")
def read_document(document: DocumentName, youju: OpenYouju, _caller: Reader) -> FullDocumentRecord:
    """Give a document with its repaired text, every repair, the clause tree and the references."""
    return FullDocumentRecord.from_policy(
        youju.library.policy(youju.library.find(document)), youju.assistant.today(), youju.library.headers()
    )


@router.delete("/documents/{document}", status_code=204, responses=NO_SUCH, summary="Delete a document")
def delete_document(document: DocumentName, service: OpenService, _caller: Writer) -> None:
    """Take a document out; answers that were given on it stay, and say what it said."""
    library = service.youju.library
    document_id = library.find(document)
    digest = library.policy(document_id).document.source.sha256
    library.remove(document_id)
    service.uploads.forget(digest)


@router.get("/documents/{document}/clauses", responses=NO_SUCH, summary="Read a clause tree")
def list_clauses(document: DocumentName, youju: OpenYouju, _caller: Reader) -> ClauseTreeRecord:
    """Give the clause tree of a document in the order of its text, parents before children."""
    policy = youju.library.policy(youju.library.find(document))
    source = policy.document.source
    title = policy.header.title or source.source_name
    return ClauseTreeRecord(document_id=source.document_id, title=title, clauses=ClauseNodeRecord.all_of(policy))


@router.get("/documents/{document}/clauses/{clause:path}", responses=NO_SUCH, summary="Read one clause")
def read_clause(
    document: DocumentName,
    clause: Annotated[str, Path(max_length=MAX_NAME_CHARACTERS, description="The id or the label of a clause, such as 第十二条")],
    youju: OpenYouju,
    _caller: Reader,
) -> ClauseTextRecord:
    """Give one clause with everything under it, repaired and as it stands in the original."""
    policy = youju.library.policy(youju.library.find(document))
    return ClauseTextRecord.from_clause(clause_named(policy, clause), policy)


@router.get(
    "/documents/{document}/source",
    response_class=Response,
    responses={**NO_SUCH, 200: SOURCE, 304: {"description": "The text is the one that the caller has"}},
    summary="Read the original",
)
def read_source(document: DocumentName, youju: OpenYouju, _caller: Reader, if_none_match: Annotated[str, Header()] = "") -> Response:
    """Give the original text; it never changes under one document id."""
    source = youju.library.policy(youju.library.find(document)).document.source
    headers = {"ETag": f'"{source.sha256}"', "Cache-Control": "private, no-cache"}
    if headers["ETag"] in if_none_match or if_none_match.strip() == "*":
        return Response(status_code=304, headers=headers)
    return Response(source.text.encode("utf-8", "replace"), media_type=PLAIN, headers=headers)


@router.get("/documents/{document}/edits", responses=NO_SUCH, summary="List repairs")
def list_edits(
    document: DocumentName,
    youju: OpenYouju,
    _caller: Reader,
    page: PageNumber = 1,
    page_size: PageSize = 100,
    *,
    layout: Annotated[bool, Query(description="Also what changes only white space, line ends and widths")] = False,
) -> RepairPageRecord:
    """List the repairs made in a document, in the order of its text."""
    cleaned = youju.library.policy(youju.library.find(document)).document
    made = [edit for edit in cleaned.edits if layout or edit.rule not in FOLDING_RULES]
    items = tuple(
        RepairRecord(
            raw_start=edit.span.start,
            raw_end=edit.span.end,
            original=edit.span.of(cleaned.source.text),
            replacement=edit.replacement,
            rule=edit.rule,
        )
        for edit in made[(page - 1) * page_size : page * page_size]
    )
    return RepairPageRecord(total=len(made), page=page, page_size=page_size, items=items)


def fits(summary: DocumentSummary, title: str = "", place: str = "", level: str = "") -> bool:
    """Whether a document's title or source name holds `title`, and it is of this place and level, where they are given."""
    header = summary.header
    return (title in header.title or title in summary.source_name) and place in {"", header.place} and level in {"", header.level}


def _name(file: UploadFile) -> str:
    name = file.filename or ""
    if not name.strip() or len(name) > MAX_NAME_CHARACTERS or not name.isprintable() or {"/", "\\"} & set(name):
        told = f"files: {name[:MAX_NAME_CHARACTERS]!r} is no name of a file"
        detail = f"{told}; give each one of 1 to {MAX_NAME_CHARACTERS} characters without path separators and control characters."
        raise RefusalError(NOT_USABLE, detail, param="files")
    return name
