"""Finds the clauses of a knowledge that meet conditions."""

from http import HTTPStatus
from itertools import islice

from api.links import Links
from api.refusals import ProblemKind, RefusalError
from api.retrieval.conditions import check, hold
from api.schemas.retrieval import ConditionsRecord, MetadataRecord, RetrievalRequest, RetrievedRecord
from assistant.bootstrap import Youju
from assistant.understanding import MAX_CHARACTERS
from indexing.hits import Hit

EVERYTHING = "all"
NO_KNOWLEDGE = ProblemKind(HTTPStatus.NOT_FOUND, "no_knowledge", "There is no such knowledge")

# Conditions on clauses are tested on what the search brings, so it brings more.
OVER_FETCH = 20

_OF_CLAUSES = frozenset({"clause_id", "clause_label", "url"})


def retrieve(youju: Youju, body: RetrievalRequest, links: Links) -> tuple[RetrievedRecord, ...]:
    """The clauses that fit best, best first.

    Raises:
        RefusalError: There is no such knowledge, or a condition cannot be tested.
    """
    conditions = body.metadata_condition or ConditionsRecord()
    check(conditions)
    documents = _knowledge(youju, body.knowledge_id)
    on_clauses = any(condition.name in _OF_CLAUSES for condition in conditions.conditions)
    if conditions.conditions and not on_clauses:
        documents = {each: metadata for each, metadata in documents.items() if hold(conditions, metadata.model_dump())}
    if not documents:
        return ()
    top, least = body.retrieval_setting.top_k, body.retrieval_setting.score_threshold or 0.0
    limit = top * OVER_FETCH if on_clauses else top
    wanted = None if body.knowledge_id == EVERYTHING and not conditions.conditions else frozenset(documents)
    hits = youju.assistant.search(body.query[:MAX_CHARACTERS], limit=limit, document_ids=wanted)
    found = (
        _record(youju, hit, documents[hit.chunk.document_id], links)
        for hit in hits
        if hit.chunk.document_id in documents and hit.score >= least
    )
    fitting = (each for each in found if not on_clauses or hold(conditions, each.metadata.model_dump()))
    return tuple(islice(fitting, top))


def _knowledge(youju: Youju, knowledge_id: str) -> dict[str, MetadataRecord]:
    """The documents of a knowledge, with what is known of them."""
    today = youju.assistant.today()
    found = {
        each.document_id: MetadataRecord.of_document(each.document_id, each.source_name, each.header, today)
        for each in youju.library.documents()
        if knowledge_id in {EVERYTHING, each.header.place or EVERYTHING, each.document_id, each.source_name}
    }
    if not found and knowledge_id != EVERYTHING:
        detail = f"There is no knowledge {knowledge_id!r}; give {EVERYTHING!r}, the place of documents, or a document's id or source name."
        raise RefusalError(NO_KNOWLEDGE, detail, param="knowledge_id")
    return found


def _record(youju: Youju, hit: Hit, document: MetadataRecord, links: Links) -> RetrievedRecord:
    metadata = document.of_clause(hit.chunk.clause_id, youju.library.policy(hit.chunk.document_id).clauses, links)
    score = round(min(max(hit.score, 0.0), 1.0), 6)
    return RetrievedRecord(
        content=hit.chunk.text, score=score, title=f"{metadata.title} {metadata.clause_label}".strip(), metadata=metadata
    )
