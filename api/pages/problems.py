"""Errors as pages, where a person reads them: the same facts as the problem record of the API, in the language of the page."""

from collections.abc import Mapping

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from api.errors import PROBLEM_JSON
from api.pages.languages import Language, language_of, words_of
from api.pages.messages import said
from api.pages.rendering import page
from api.schemas.problems import ProblemRecord

# Paths of programs, whose errors are records whatever they accept.
_FOR_PROGRAMS = ("/api/", "/v1/", "/mcp", "/retrieval", "/openapi.json", "/healthz", "/readyz", "/metrics")

# A browser asks its user for a name and a password, and sends the password, which is the key, from then on.
_CHALLENGE = {"WWW-Authenticate": 'Basic realm="youju", charset="UTF-8"'}


def is_for_a_person(request: Request) -> bool:
    """Whether a browser shows the response to a person."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(_FOR_PROGRAMS)


def told_in_language(request: Request, record: ProblemRecord, headers: Mapping[str, str] | None = None) -> Response | None:
    """A page where a browser shows it to a person; the record in the language of the page whose script asks; `None` for programs."""
    if is_for_a_person(request):
        return problem_page(request, record, headers)
    language = next((each for each in Language if each.tag == request.headers.get("accept-language")), None)
    told = said(record.detail, language) if language else None
    if told is None or told.words == record.detail:
        return None
    members = {**record.model_dump(mode="json"), "detail": told.words}
    return JSONResponse(members, record.status, {**(headers or {}), "Content-Language": told.language.tag}, media_type=PROBLEM_JSON)


def problem_page(request: Request, record: ProblemRecord, headers: Mapping[str, str] | None = None) -> Response:
    """The page that tells a problem; one about a missing key has the browser ask for it."""
    t = words_of(language_of(request))
    status = str(record.status)
    heading = t(f"problem.{status if f'problem.{status}' in t.table else 'other'}")
    advice = t(f"problem.advice_{status if f'problem.advice_{status}' in t.table else 'other'}")
    asked = _CHALLENGE if record.status == 401 else {}
    return page(
        request,
        "problem.html",
        record.status,
        {**(headers or {}), **asked},
        heading=heading,
        advice=advice,
        detail=record.detail,
        request_id=request.scope.get("state", {}).get("request_id", ""),
    )
