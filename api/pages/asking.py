"""The pages of questions and answers: the start, an answer under its permanent address, and the source that a citation opens."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Literal, get_args
from uuid import uuid4

from fastapi import APIRouter, Form, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.answering import Asked
from api.callers import Caller
from api.dependencies import Asker, OpenService, links_of
from api.origins import OwnPage
from api.pages.excerpts import excerpt_of
from api.pages.languages import language_of, words_of
from api.pages.rendering import page, query
from api.pages.turns import Turn
from api.pages.welcome import welcome
from api.refusals import RefusalError
from api.schemas.asking import MAX_ID_CHARACTERS, KeptAnswerRecord, Reason
from api.scopes import Scope
from api.service import Service
from assistant.understanding import MAX_CHARACTERS
from corpus.errors import NotFoundError, QuestionError
from indexing.journal import Feedback, KeptAnswer

MAX_COMMENT_CHARACTERS = 2000
REASONS = tuple(filter(None, get_args(Reason)))

# Of a long conversation the last turns are shown; the earlier ones have addresses of their own.
MAX_EARLIER_TURNS = 20

router = APIRouter(include_in_schema=False)

AnswerId = Annotated[str, Path(max_length=MAX_ID_CHARACTERS)]
Words = Annotated[str, Form(max_length=10 * MAX_CHARACTERS)]
Place = Annotated[str, Form(max_length=100)]
QueryPlace = Annotated[str, Query(max_length=100)]


@dataclass(frozen=True, slots=True)
class Box:
    """What stands in the box for a question when a page opens."""

    question: str = ""
    place: str = ""
    conversation_id: str = ""
    problem: str = ""


@router.get("/")
def show_start(
    request: Request, service: OpenService, _caller: Asker, q: Annotated[str, Query(max_length=MAX_CHARACTERS)] = "", place: QueryPlace = ""
) -> Response:
    """Show the box for a question, what is ingested, and questions that it answers."""
    return _start(request, service, Box(q, place))


@router.post("/answers")
async def ask(
    request: Request,
    service: OpenService,
    caller: Asker,
    _own: OwnPage,
    question: Words = "",
    place: Place = "",
    conversation_id: Annotated[str, Form(max_length=MAX_ID_CHARACTERS)] = "",
) -> Response:
    """Answer a question and lead to where the answer stays; a question that cannot be asked comes back with the reason."""
    asked = Asked(question=question, caller=caller, channel="page", place=place, conversation_id=conversation_id)
    try:
        told = await service.answering.answer(asked)
    except QuestionError as error:
        return _start(request, service, Box(question, place, conversation_id, str(error)))
    follows = query({"place": place.strip()}) if place.strip() else ""
    return RedirectResponse(f"/answers/{told.record.id}{follows}#answer", 303)


@router.get("/answers/{answer_id}")
def show_answer(request: Request, service: OpenService, answer_id: AnswerId, *, part: bool = False, place: QueryPlace = "") -> Response:
    """Show an answer to whoever knows its address; to the one who asked also what went before, and a box to go on."""
    kept = service.youju.library.journal.answer(answer_id)
    turn = Turn.of(KeptAnswerRecord.model_validate_json(kept.record), words_of(language_of(request)), links=links_of(request))
    if part:
        return page(request, "turn.html", turn=turn, reasons=REASONS)
    mine = _may_go_on(request, service, kept)
    return page(
        request,
        "answer.html",
        turn=turn,
        earlier=_earlier(service, kept) if mine else [],
        box=Box(place=place, conversation_id=kept.conversation_id or "") if mine else None,
        reasons=REASONS,
        max_question_characters=MAX_CHARACTERS,
    )


@router.get("/answers/{answer_id}/sources/{number}")
def show_source(
    request: Request, service: OpenService, answer_id: AnswerId, number: int, *, near: bool = False, part: bool = False
) -> Response:
    """Show the clause of a citation with its quote marked; whoever may see the answer may see what it stands on."""
    record = KeptAnswerRecord.model_validate_json(service.youju.library.journal.answer(answer_id).record)
    listed = record.nearest if near else record.citations
    citation = next((each for each in listed if each.number == number), None)
    if citation is None:
        raise NotFoundError(f"The answer {answer_id!r} has no source {number!r}; its page lists those that it has.")
    excerpt = excerpt_of(service.youju.library, citation)
    template = "source_part.html" if part else "source.html"
    return page(request, template, excerpt=excerpt, citation=citation, answer_id=answer_id, question=record.question, near=near)


@router.post("/answers/{answer_id}/feedback")
def give_feedback(
    service: OpenService,
    answer_id: AnswerId,
    request: Request,
    _own: OwnPage,
    rating: Annotated[Literal["up", "down"], Form()],
    reason: Annotated[str, Form()] = "",
    comment: Annotated[str, Form(max_length=MAX_COMMENT_CHARACTERS)] = "",
) -> Response:
    """Keep what a reader thinks of an answer; whoever may see it may say so."""
    caller = _known(request, service)
    said = reason if reason in REASONS else ""
    user_hash = caller.user_hash if caller else ""
    service.youju.library.journal.add_feedback(Feedback(uuid4().hex, answer_id, user_hash, rating, said, comment, datetime.now(UTC)))
    return page(request, "thanks.html", answer_id=answer_id)


def _start(request: Request, service: Service, box: Box) -> Response:
    """The start page; where a question came back, its status says so."""
    return page(
        request,
        "ask.html",
        422 if box.problem else 200,
        box=box,
        welcome=welcome(service.youju),
        max_question_characters=MAX_CHARACTERS,
    )


def _known(request: Request, service: Service) -> Caller | None:
    """Who looks at a page that needs no key; `None` where nobody knows."""
    try:
        caller = service.callers.caller(request)
    except RefusalError:
        return None
    return caller if caller.may(Scope.ASK) else None


def _may_go_on(request: Request, service: Service, kept: KeptAnswer) -> bool:
    """Whether it is the one who asked that looks, so that a further question may follow in the same conversation."""
    caller = _known(request, service)
    return caller is not None and bool(kept.conversation_id) and (caller.user_hash, caller.key_id) == (kept.user_hash, kept.key_id)


def _earlier(service: Service, kept: KeptAnswer) -> list[KeptAnswerRecord]:
    """What was answered before in the same conversation, oldest first."""
    answers = service.youju.library.journal.answers(kept.conversation_id or "")
    before = [each for each in answers if (each.created_at, each.answer_id) < (kept.created_at, kept.answer_id)]
    return [KeptAnswerRecord.model_validate_json(each.record) for each in before[-MAX_EARLIER_TURNS:]]
