"""Asking: `POST /api/v1/answers`, and what is done with an answer afterwards."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Header, Path, Request, Response
from fastapi.responses import StreamingResponse

from api import sse
from api.answering import Asked
from api.dependencies import Asker, OpenService, named_user
from api.errors import ANY_REQUEST, PROBLEM_RESPONSES, problem_responses
from api.logs import note
from api.refusals import CONFLICT, RefusalError
from api.schemas.asking import MAX_ID_CHARACTERS, AnswerRequest, FeedbackRecord, FeedbackRequest, KeptAnswerRecord
from indexing.journal import Feedback

router = APIRouter(prefix="/api/v1", tags=["answers"])

JSON = "application/json"

AnswerId = Annotated[str, Path(max_length=MAX_ID_CHARACTERS, description="The id in an answer record", examples=["0f2b…"])]

ANSWERED = {
    "description": "The answer record, or with Accept: text/event-stream the events on the way to it; no basis found is an answer too",
    "content": {sse.MEDIA_TYPE: {"schema": {"type": "string"}, "example": sse.EXAMPLE}},
}


@router.post(
    "/answers",
    response_model=KeptAnswerRecord,
    responses={**PROBLEM_RESPONSES, **problem_responses(404, 409), 200: ANSWERED},
    summary="Ask a question",
)
async def create_answer(
    request: Request, body: AnswerRequest, service: OpenService, caller: Asker, accept: Annotated[str, Header()] = ""
) -> Response:
    """Answer a question from the ingested texts, or say that they give no basis; the answer is kept under `url`.

    With `Accept: text/event-stream` the events are `evidence` (the clauses found), `statement` (each verified sentence with its citations)
    and last `answer` (the whole record), or `error` (a problem record).
    """
    if body.history and body.conversation_id:
        raise RefusalError(CONFLICT, "history and conversation_id exclude each other; send one of them.", param="history")
    if service.youju.settings.log_questions:
        note(request.scope, question=body.question)
    asked = Asked(
        question=body.question,
        caller=named_user(request, caller, body.user),
        history=tuple(body.history),
        place=body.place,
        conversation_id=body.conversation_id,
    )
    if not sse.is_wanted(accept):
        told = await service.answering.answer(asked)
        return Response(told.json, media_type=JSON)
    events = service.answering.stream(asked)
    first = await anext(events)
    return StreamingResponse(sse.written(request, first, events), media_type=sse.MEDIA_TYPE, headers=sse.HEADERS)


@router.get(
    "/answers/{answer_id}",
    response_model=KeptAnswerRecord,
    responses=problem_responses(*ANY_REQUEST, 404),
    summary="Read an answer again",
)
def read_answer(answer_id: AnswerId, service: OpenService, _caller: Asker) -> Response:
    """Give an answer as it was given; whoever knows its id may read it, until it is deleted or its days are over."""
    return Response(service.youju.library.journal.answer(answer_id).record, media_type=JSON)


@router.post(
    "/answers/{answer_id}/feedback",
    status_code=201,
    responses={**PROBLEM_RESPONSES, **problem_responses(404)},
    summary="Say whether an answer is right",
)
def create_feedback(answer_id: AnswerId, request: Request, body: FeedbackRequest, service: OpenService, caller: Asker) -> FeedbackRecord:
    """Keep what a person thinks of an answer; what the same user said of it before is replaced."""
    user_hash = named_user(request, caller, body.user).user_hash
    feedback = Feedback(uuid4().hex, answer_id, user_hash, body.rating, body.reason, body.comment, datetime.now(UTC))
    service.youju.library.journal.add_feedback(feedback)
    return FeedbackRecord(id=feedback.feedback_id, answer_id=answer_id, rating=body.rating, reason=body.reason, comment=body.comment)
