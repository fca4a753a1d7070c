"""Every error over HTTP is one `application/problem+json` (RFC 9457) with an `error` member for OpenAI clients.

What is the caller's fault is told in full; of what is the server's fault the caller learns the kind, and the log the rest.
"""

import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.request_ids import request_id_headers
from api.schemas.problems import ErrorRecord, ProblemRecord
from corpus.errors import DocumentError, NotFoundError, QuestionError, SettingsError, StoreBusyError, StoreError, YoujuError

PROBLEM_JSON = "application/problem+json"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A class of problems; `code` ends its `type` address and never changes, `title` is for people."""

    status: HTTPStatus
    code: str
    title: str


INVALID_JSON = ProblemKind(HTTPStatus.BAD_REQUEST, "invalid_json", "The body is not JSON")
INVALID_REQUEST = ProblemKind(HTTPStatus.UNPROCESSABLE_ENTITY, "validation", "The request is not of the declared form")
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

PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemRecord, "description": description}
    for status, description in {
        400: "The body is not JSON",
        422: "The request is not of the declared form, or the question cannot be asked",
        500: "The server failed",
        503: "The store cannot be used now",
    }.items()
}


def problem(request: Request, kind: ProblemKind, detail: str, *, param: str | None = None) -> JSONResponse:
    """The response that tells a problem of this kind."""
    status = kind.status.value
    record = ProblemRecord(
        type=f"{request.app.state.public_url}/problems/{kind.code}",
        title=kind.title,
        status=status,
        detail=detail,
        instance=request.url.path,
        error=ErrorRecord(
            message=detail, type="server_error" if status >= 500 else "invalid_request_error", param=param, code=f"{kind.code}_error"
        ),
    )
    return JSONResponse(record.model_dump(mode="json"), status, media_type=PROBLEM_JSON)


def on_youju_error(request: Request, error: Exception) -> JSONResponse:
    """Translates an error of the project's own tree."""
    kind = next(kind for error_class, kind in KINDS_BY_ERROR.items() if isinstance(error, error_class))
    if kind.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return problem(request, kind, str(error))
    logger.error("%s: %s", type(error).__name__, error)
    return problem(request, kind, f"{kind.title}; the server's log tells more.")


def on_invalid_request(request: Request, error: Exception) -> JSONResponse:
    """Translates what FastAPI finds wrong with a request, every fault in one sentence each."""
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    if any(fault["type"] == "json_invalid" for fault in faults):
        return problem(request, INVALID_JSON, 'The body is not valid JSON; send an object such as {"question": "…"}.')
    places = [".".join(str(part) for part in fault["loc"][1:]) for fault in faults]
    sentences = [f"{place or 'body'}: {fault['msg']}." for place, fault in zip(places, faults, strict=True)]
    return problem(request, INVALID_REQUEST, " ".join(sentences), param=next(filter(None, places), None))


def on_http_error(request: Request, error: Exception) -> JSONResponse:
    """Translates an unknown route, a wrong method and the like."""
    status = HTTPStatus(error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR)
    kind = ProblemKind(status, status.name.lower(), status.phrase)
    response = problem(request, kind, f"{request.method} {request.url.path}: {status.phrase}. The endpoints are listed at /docs.")
    response.headers.update((error.headers or {}) if isinstance(error, HTTPException) else {})
    return response


def on_failure(request: Request, _error: Exception) -> JSONResponse:
    """Answers for a defect; the server logs its trace, the caller gets the number to ask for it with."""
    response = problem(request, INTERNAL, "The server failed; its log tells more under this request's X-Request-Id.")
    response.headers.update(request_id_headers(request.scope))
    return response


def install(app: FastAPI) -> None:
    """Make `app` answer with problems, and declare their media type in its OpenAPI document."""
    app.add_exception_handler(YoujuError, on_youju_error)
    app.add_exception_handler(RequestValidationError, on_invalid_request)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(Exception, on_failure)


def declare_media_type(document: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI document with problems declared under their own media type, which FastAPI has no word for."""
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    for response in (response for operation in operations for response in operation["responses"].values()):
        content = response.get("content", {})
        if content.get("application/json", {}).get("schema", {}).get("$ref", "").endswith("/ProblemRecord"):
            response["content"] = {PROBLEM_JSON: content["application/json"]}
    return document
