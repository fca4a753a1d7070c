"""OpenAI-compatible chat: `POST /v1/chat/completions` and `GET /v1/models`."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Header, Path, Request, Response
from fastapi.responses import StreamingResponse

from api import sse
from api.answering import Asked, Progress, Told
from api.chat.completions import Completion
from api.chat.models import MANNERS, manner_of
from api.chat.reading import questions_in
from api.dependencies import Asker, OpenLinks, OpenService, named_user
from api.errors import ANY_REQUEST, PROBLEM_RESPONSES, problem_of, problem_responses
from api.logs import note
from api.refusals import RefusalError
from api.schemas.chat import ChatCompletionRecord, ChatRequest, ModelListRecord, ModelRecord
from api.service import Service
from corpus.errors import YoujuError

router = APIRouter(prefix="/v1", tags=["chat"])

JSON = "application/json"

# The day on which the first of these models was there; nothing depends on it.
CREATED = int(datetime(2026, 11, 22, tzinfo=UTC).timestamp())

EXAMPLE = (
    'data: {"id":"chatcmpl-…","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"10分钟内到位。[1]"},'
    '"finish_reason":null}]}\n\ndata: [DONE]\n\n'
)
COMPLETED = {
    "description": "The completion, or with `stream` its chunks; no basis found is a completion too, without sources",
    "content": {sse.MEDIA_TYPE: {"schema": {"type": "string"}, "example": EXAMPLE}},
}


@router.post(
    "/chat/completions",
    response_model=ChatCompletionRecord,
    responses={**PROBLEM_RESPONSES, **problem_responses(404), 200: COMPLETED},
    summary="Ask in a chat, as OpenAI's clients do",
)
async def create_chat_completion(
    request: Request,
    body: ChatRequest,
    service: OpenService,
    links: OpenLinks,
    caller: Asker,
    x_openwebui_user_id: Annotated[str, Header(max_length=256, description="Who asks, as Open WebUI says it")] = "",
) -> Response:
    """Answer the last message of the user in the light of the earlier ones; the text bears `[n]` marks and lists its sources.

    `annotations` give each mark as a `url_citation`; its indexes count Unicode code points, half-open. The model `youju-open-webui` sends
    the sources as events that Open WebUI shows with their quotes, instead of the list and the annotations of a stream.
    """
    manner = manner_of(body.model)
    question, history = questions_in(body)
    if service.youju.settings.log_questions:
        note(request.scope, question=question)
    user = body.user or body.safety_identifier or x_openwebui_user_id
    asked = Asked(question, named_user(request, caller, user), channel="chat", history=history, place=body.place)
    with_usage = bool(body.stream_options and body.stream_options.include_usage)
    completion = Completion(body.model, manner, links, with_usage)
    if not body.stream:
        told = await service.answering.answer(asked)
        return Response(completion.whole(told.record).model_dump_json(), media_type=JSON)
    events = _events(service, asked)
    first = await anext(events)
    return StreamingResponse(_written(request, completion, first, events), media_type=sse.MEDIA_TYPE, headers=sse.HEADERS)


@router.get("/models", responses=problem_responses(*ANY_REQUEST), summary="List the models")
async def list_models(_caller: Asker) -> ModelListRecord:
    """List the names under which chat programs ask."""
    return ModelListRecord(data=tuple(ModelRecord(id=name, created=CREATED) for name in MANNERS))


@router.get("/models/{model}", responses=problem_responses(*ANY_REQUEST, 404), summary="Read a model")
async def read_model(model: Annotated[str, Path(max_length=200)], _caller: Asker) -> ModelRecord:
    """Tell whether there is a model of this name."""
    manner_of(model)
    return ModelRecord(id=model, created=CREATED)


async def _events(service: Service, asked: Asked) -> AsyncIterator[Progress | Told]:
    """An extracted answer is there at once and told whole; what a language model writes comes sentence by sentence."""
    if service.youju.assistant.writer is None:
        yield await service.answering.answer(asked)
        return
    async for event in service.answering.stream(asked):
        yield event


async def _written(
    request: Request, completion: Completion, first: Progress | Told, rest: AsyncIterator[Progress | Told]
) -> AsyncIterator[bytes]:
    try:
        async for chunk in completion.chunks(first, rest):
            yield chunk
    except (YoujuError, RefusalError) as error:
        yield completion.failed(problem_of(request, error))
