"""The form for files, and the page that tells what becomes of them."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Path, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from api.dependencies import OpenService, Writer
from api.origins import OwnPage
from api.pages.rendering import page
from api.refusals import NOT_USABLE, RefusalError
from api.routes.documents import upload_documents
from api.schemas.asking import MAX_ID_CHARACTERS
from corpus.documents import Level
from indexing.jobs import JobState

router = APIRouter(include_in_schema=False)


@router.post("/documents")
async def upload(
    service: OpenService,
    caller: Writer,
    _own: OwnPage,
    files: Annotated[list[UploadFile] | None, File()] = None,
    level: Annotated[str, Form(max_length=20)] = "",
    place: Annotated[str, Form(max_length=100)] = "",
    replace: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """Take files in, and lead to the page that tells how far they are."""
    # A browser sends one nameless, empty file where none was chosen.
    named = [file for file in files or [] if file.filename]
    if not named:
        raise RefusalError(NOT_USABLE, "files: no file was chosen; choose at least one.", param="files")
    wanted = next((each for each in Level if each == level), None)
    job = await upload_documents(Response(), service, caller, named, wanted, place.strip(), bool(replace))
    return RedirectResponse(f"/uploads/{job.id}", 303)


@router.get("/uploads/{job_id}")
def show_upload(
    request: Request, service: OpenService, _caller: Writer, job_id: Annotated[str, Path(max_length=MAX_ID_CHARACTERS)]
) -> Response:
    """Show how far an upload is; the page loads itself again until it is done."""
    job = service.uploads.record(job_id)
    return page(request, "upload.html", job=job, is_open=job.state in {JobState.QUEUED, JobState.RUNNING})
