"""Whether the process lives (`GET /healthz`) and whether it can answer (`GET /readyz`)."""

from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from api.dependencies import OpenYouju
from api.errors import NOT_READY, PROBLEM_RESPONSES, problem
from indexing.library import Library

# Enough words to tell a clause from all others, and room for clauses that say nearly the same.
CANARY_CHARACTERS = 200
CANARY_HITS = 5

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """The process lives."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """The process can answer: the store is open, and the index finds what is in it."""

    status: Literal["ready"] = "ready"
    documents: int


@router.get("/healthz")
def health() -> Health:
    """Tell that the process lives."""
    return Health()


@router.get("/readyz", response_model=Readiness, responses={503: PROBLEM_RESPONSES[503]})
def readiness(request: Request, youju: OpenYouju) -> Readiness | JSONResponse:
    """Tell whether a question can be answered now."""
    documents = youju.library.documents()
    if not documents:
        return problem(request, NOT_READY, "Nothing is ingested yet; run `youju ingest PATH`.")
    if not _is_found(youju.library, documents[0].document_id):
        return problem(request, NOT_READY, "The index does not find what it holds; run `youju verify --repair`.")
    return Readiness(documents=len(documents))


def _is_found(library: Library, document_id: str) -> bool:
    """The canary: whether searching a document for the words of its longest clause finds that clause."""
    policy = library.policy(document_id)
    longest = max(policy.clauses, key=lambda clause: len(clause.own)).own
    words = longest.of(policy.document.text)[:CANARY_CHARACTERS]
    hits = library.searcher.search(words, limit=CANARY_HITS, document_ids=frozenset({document_id}))
    return any(hit.chunk.span.overlaps(longest) for hit in hits)
