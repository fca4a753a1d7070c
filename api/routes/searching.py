"""Searching: `POST /api/v1/search`."""

from fastapi import APIRouter

from api.dependencies import OpenYouju, Reader
from api.errors import PROBLEM_RESPONSES, problem_responses
from api.schemas.searching import FoundListRecord, FoundRecord, SearchRequest

router = APIRouter(prefix="/api/v1", tags=["search"])


@router.post("/search", responses={**PROBLEM_RESPONSES, **problem_responses(404)}, summary="Search for clauses")
def search(body: SearchRequest, youju: OpenYouju, _caller: Reader) -> FoundListRecord:
    """List the clauses that fit best, without an answer."""
    library = youju.library
    wanted = frozenset(map(library.find, body.documents)) or None
    hits = youju.assistant.search(body.query, limit=body.top, document_ids=wanted)
    return FoundListRecord(query=body.query, hits=tuple(FoundRecord.from_found(hit, library.policy(hit.chunk.document_id)) for hit in hits))
