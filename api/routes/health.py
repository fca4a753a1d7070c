"""Whether the process lives (`GET /healthz`) and whether it can answer (`GET /readyz`)."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from api.dependencies import OpenYouju
from api.errors import PROBLEM_RESPONSES
from corpus.errors import StoreError

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


@router.get("/readyz", responses={503: PROBLEM_RESPONSES[503]})
def readiness(youju: OpenYouju) -> Readiness:
    """Tell that a question can be answered now."""
    documents = youju.library.documents()
    if not documents:
        raise StoreError("Nothing is ingested yet; run `youju ingest PATH` first.")
    return Readiness(documents=len(documents))
