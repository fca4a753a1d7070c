"""Every error over HTTP is one `application/problem+json` (RFC 9457) with an `error` member for OpenAI clients.

What is the caller's fault is told in full; of what is the server's fault the caller learns the kind, and the log the rest.
"""

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.refusals import NOT_USABLE, ProblemKind, RefusalError
from api.request_ids import request_id_headers
from api.schemas.problems import ErrorRecord, ProblemRecord
from corpus.errors import DocumentError, NotFoundError, QuestionError, SettingsError, StoreAwayError, StoreBusyError, StoreError, YoujuError

PROBLEM_JSON = "application/problem+json"

# What makes a page of a problem, or `None` for whoever is better told by the record.
ProblemPage = Callable[[Request, ProblemRecord, Mapping[str, str] | None], Response | None]

# What `problem_of` tells as it is; anything else is a defect.
TOLD_ERRORS = (HTTPException, RefusalError, RequestValidationError, YoujuError)

# A store that is busy, or away, is so for seconds.
_RETRY = {"Retry-After": "5"}

logger = logging.getLogger(__name__)


INVALID_JSON = ProblemKind(HTTPStatus.BAD_REQUEST, "invalid_json", "The body is not JSON")
NOT_READY = ProblemKind(HTTPStatus.SERVICE_UNAVAILABLE, "not_ready", "No question can be answered yet")
INTERNAL = ProblemKind(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "The server failed")

# The first class that fits counts, so the narrower ones stand first.
KINDS_BY_ERROR: dict[type[YoujuError], ProblemKind] = {
    QuestionError: ProblemKind(HTTPStatus.UNPROCESSABLE_ENTITY, "question", "The question cannot be asked"),
    DocumentError: ProblemKind(HTTPStatus.UNPROCESSABLE_ENTITY, "document", "The document cannot be used"),
    NotFoundError: ProblemKind(HTTPStatus.NOT_FOUND, "not_found", "There is no such thing"),
    SettingsError: ProblemKind(HTTPStatus.INTERNAL_SERVER_ERROR, "settings", "The server is set up wrongly"),
    StoreBusyError: ProblemKind(HTTPStatus.SERVICE_UNAVAILABLE, "store_busy", "The store is busy"),
    StoreError: ProblemKind(HTTPStatus.SERVICE_UNAVAILABLE, "store", "The store cannot be used"),
    YoujuError: INTERNAL,
}

_DESCRIPTIONS = {
    400: "The body is not of its media type",
    401: "An access key is needed, or the one that was sent opens nothing",
    403: "The access key does not allow this",
    404: "There is no such thing",
    409: "The parts of the request contradict each other",
    413: "The body is too large",
    422: "The request is not of the declared form, or what it asks cannot be done",
    429: "Too many requests; Retry-After tells when to come again",
    500: "The server failed",
    503: "The store cannot be used now, or too much is waiting",
}
# What any request may meet, and what one with a body may meet besides.
ANY_REQUEST = (401, 403, 422, 429, 500, 503)
WITH_BODY = (*ANY_REQUEST, 400, 413)


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The declaration of the problems with these statuses, for OpenAPI."""
    return {status: {"model": ProblemRecord, "description": _DESCRIPTIONS[status]} for status in sorted(statuses)}


PROBLEM_RESPONSES = problem_responses(*WITH_BODY)


def problem_record(request: Request, kind: ProblemKind, detail: str, *, param: str | None = None) -> ProblemRecord:
    """The record of a problem of this kind."""
    status = kind.status.value
    return ProblemRecord(
        type=f"{request.app.state.public_url}/problems/{kind.code}",
        title=kind.title,
        status=status,
        detail=detail,
        instance=request.url.path,
        error=ErrorRecord(
            message=detail, type="server_error" if status >= 500 else "invalid_request_error", param=param, code=f"{kind.code}_error"
        ),
    )


def told(request: Request, record: ProblemRecord, headers: Mapping[str, str] | None = None) -> Response:
    """The response that tells a problem: a page where the application has one for whoever asks, else the record."""
    page: ProblemPage | None = getattr(request.app.state, "problem_page", None)
    shown = page(request, record, headers) if page else None
    return shown or JSONResponse(record.model_dump(mode="json"), record.status, headers, media_type=PROBLEM_JSON)


def problem(request: Request, kind: ProblemKind, detail: str, *, param: str | None = None) -> Response:
    """The response that tells a problem of this kind."""
    return told(request, problem_record(request, kind, detail, param=param))


def problem_of(request: Request, error: BaseException) -> ProblemRecord:
    """The record of what an error is to the caller; what is the server's fault goes to the log."""
    if isinstance(error, RefusalError):
        return problem_record(request, error.kind, error.detail, param=error.param)
    if isinstance(error, RequestValidationError):
        return _of_invalid_request(request, error)
    if isinstance(error, HTTPException):
        return _of_http_error(request, error)
    kind = next((kind for error_class, kind in KINDS_BY_ERROR.items() if isinstance(error, error_class)), INTERNAL)
    if kind.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return problem_record(request, kind, str(error))
    logger.error("%s: %s", type(error).__name__, error)
    return problem_record(request, kind, f"{kind.title}; the server's log tells more.")


def headers_of(error: BaseException) -> Mapping[str, str] | None:
    """The headers that belong to the problem that an error is."""
    if isinstance(error, RefusalError | HTTPException):
        return error.headers
    return _RETRY if isinstance(error, StoreBusyError | StoreAwayError) else None


def on_error(request: Request, error: Exception) -> Response:
    """Translates an error of the project's own tree, what the API itself refuses, and what FastAPI does."""
    return told(request, problem_of(request, error), headers_of(error))


def _of_invalid_request(request: Request, error: RequestValidationError) -> ProblemRecord:
    """The problem that an invalid request is, every fault in one sentence each."""
    faults = error.errors()
    if any(fault["type"] == "json_invalid" for fault in faults):
        return problem_record(request, INVALID_JSON, 'The body is not valid JSON; send an object such as {"question": "…"}.')
    places = [".".join(str(part) for part in fault["loc"][1:]) for fault in faults]
    sentences = [f"{place or 'body'}: {fault['msg']}." for place, fault in zip(places, faults, strict=True)]
    return problem_record(request, NOT_USABLE, " ".join(sentences), param=next(filter(None, places), None))


def _of_http_error(request: Request, error: HTTPException) -> ProblemRecord:
    """The problem that an unknown route, a wrong method and the like are."""
    status = HTTPStatus(error.status_code)
    kind = ProblemKind(status, status.name.lower(), status.phrase)
    return problem_record(request, kind, f"{request.method} {request.url.path}: {status.phrase}. The endpoints are listed at /docs.")


def on_failure(request: Request, error: Exception) -> Response:
    """Answers for a defect; its trace goes to the log, the caller gets the number to ask for it with."""
    logger.error("A request failed", exc_info=error, extra={"details": {"request_id": request.scope["state"]["request_id"]}})
    response = problem(request, INTERNAL, "The server failed; its log tells more under this request's X-Request-Id.")
    response.headers.update(request_id_headers(request.scope))
    return response


def install(app: FastAPI) -> None:
    """Make `app` answer with problems, and declare their media type in its OpenAPI document."""
    for error_class in TOLD_ERRORS:
        app.add_exception_handler(error_class, on_error)
    app.add_exception_handler(Exception, on_failure)
