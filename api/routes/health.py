"""Whether the process lives (`GET /healthz`), whether it can answer (`GET /readyz`), and how it fares (`GET /metrics`)."""

import shutil
from typing import Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from api.dependencies import OpenService, OpenYouju, Reader
from api.errors import ANY_REQUEST, NOT_READY, problem, problem_responses
from api.metrics import CONTENT_TYPE_LATEST
from assistant.bootstrap import Youju
from indexing.library import Library

# Enough words to tell a clause from all others, and room for clauses that say nearly the same.
CANARY_CHARACTERS = 200
CANARY_HITS = 5

# Below this an ingest or the journal soon fails.
MIN_FREE_BYTES = 100_000_000

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """The process lives."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """The process can answer: the store is open, the index finds what is in it, and the disk has room.

    While documents are taken in the index is `catching_up`: it shows all but those. Where its vectors were damaged it is `rebuilding`:
    words alone decide meanwhile, and every answer says so.
    """

    status: Literal["ready"] = "ready"
    documents: int
    index: Literal["current", "catching_up", "rebuilding"]


@router.get("/healthz", responses=problem_responses(500), summary="Does the process live")
async def health() -> Health:
    """Tell that the process lives."""
    return Health()


@router.get("/readyz", response_model=Readiness, responses=problem_responses(500, 503), summary="Can questions be answered")
def readiness(request: Request, youju: OpenYouju) -> Readiness | Response:
    """Tell whether a question can be answered now."""
    documents = youju.library.documents()
    reason = _why_not(youju, documents[0].document_id if documents else None)
    if reason:
        return problem(request, NOT_READY, reason)
    return Readiness(documents=len(documents), index=_state(youju.library))


@router.get(
    "/metrics",
    response_class=Response,
    responses={**problem_responses(*ANY_REQUEST), 200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
    summary="Measures for Prometheus",
)
def metrics(service: OpenService, _caller: Reader) -> Response:
    """Tell requests, answers, stages and queues in the text form of Prometheus."""
    return Response(service.metrics.text(), media_type=CONTENT_TYPE_LATEST)


def _state(library: Library) -> Literal["current", "catching_up", "rebuilding"]:
    if library.is_words_only:
        return "rebuilding"
    return "current" if library.is_in_step() else "catching_up"


def _why_not(youju: Youju, document_id: str | None) -> str:
    """What keeps questions from being answered, nothing where they can be."""
    if document_id is None:
        return "Nothing is ingested yet; run `youju ingest PATH`."
    if shutil.disk_usage(youju.settings.home).free < MIN_FREE_BYTES:
        return "The disk of the home folder is nearly full; make room."
    if not _is_found(youju.library, document_id):
        return "The index does not find what it holds; run `youju verify --repair`."
    return ""


def _is_found(library: Library, document_id: str) -> bool:
    """The canary: whether searching a document for the words of its longest clause finds that clause."""
    policy = library.policy(document_id)
    longest = max(policy.clauses, key=lambda clause: len(clause.own)).own
    words = longest.of(policy.document.text)[:CANARY_CHARACTERS]
    hits = library.searcher.search(words, limit=CANARY_HITS, document_ids=frozenset({document_id}))
    return any(hit.chunk.span.overlaps(longest) for hit in hits)
