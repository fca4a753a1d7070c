"""Dify's external knowledge API: `POST /retrieval`."""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute

from api.dependencies import OpenLinks, OpenYouju, Reader
from api.errors import PROBLEM_JSON, TOLD_ERRORS, WITH_BODY, headers_of, problem_of, problem_responses
from api.retrieval.searching import NO_KNOWLEDGE, retrieve
from api.schemas.retrieval import DifyProblemRecord, RetrievalRecord, RetrievalRequest

NO_KEY, WRONG_KEY, NO_SUCH = 1001, 1002, 2001


class DifyRoute(APIRoute):
    """A route whose problems bear `error_code` and `error_msg`, too.

    A key that is missing or opens nothing is told with 403: Dify tells people so only then, when they enter the address.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler with its problems translated."""
        handle = super().get_route_handler()

        async def handle_for_dify(request: Request) -> Response:
            try:
                return await handle(request)
            except TOLD_ERRORS as error:
                return _refusal(request, error)

        return handle_for_dify


router = APIRouter(tags=["retrieval"], route_class=DifyRoute)

# A body that is too large, and a defect, are told before and behind the route.
DECLARED = problem_responses(*set(WITH_BODY) - {401}, 404)
RESPONSES = {status: told if status in {413, 500} else {**told, "model": DifyProblemRecord} for status, told in DECLARED.items()}


@router.post("/retrieval", responses=RESPONSES, summary="Find clauses, as Dify asks for them")
def retrieve_clauses(body: RetrievalRequest, youju: OpenYouju, links: OpenLinks, _caller: Reader) -> RetrievalRecord:
    """List the clauses that fit best, for a program that makes its own answer of them.

    Scores lie between 0 and 1 and compare within one query. Conditions can name all metadata that the records have.
    """
    return RetrievalRecord(records=retrieve(youju, body, links))


def _refusal(request: Request, error: Exception) -> Response:
    problem = problem_of(request, error)
    code, status = problem.status, problem.status
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        is_sent = request.headers.get("authorization", "").lower().startswith("bearer ")
        code, status = WRONG_KEY if is_sent else NO_KEY, HTTPStatus.FORBIDDEN.value
    elif problem.error.code.startswith(NO_KNOWLEDGE.code):
        code = NO_SUCH
    members = {**problem.model_dump(mode="json"), "status": status, "error_code": code, "error_msg": problem.detail}
    record = DifyProblemRecord.model_validate(members)
    return JSONResponse(record.model_dump(mode="json"), status, headers_of(error), media_type=PROBLEM_JSON)
