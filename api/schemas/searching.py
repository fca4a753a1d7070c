"""The records of a search over HTTP, which also tell the words found."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.hits import HitRecord
from api.schemas.record import Record
from api.schemas.texts import WholeText
from assistant.understanding import MAX_CHARACTERS
from corpus.documents import Policy
from indexing.hits import Hit

MAX_TOP = 100


class SearchRequest(BaseModel):
    """Words to look for, in all documents or in those named."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"query": "急会诊 到位", "top": 5}]})

    query: Annotated[WholeText, Field(min_length=1, max_length=MAX_CHARACTERS, pattern=r"\S")]
    top: Annotated[int, Field(ge=1, le=MAX_TOP, description="How many clauses to list")] = 10
    documents: Annotated[list[WholeText], Field(max_length=100, description="Ids or source names of documents; empty: all of them")] = []


class FoundRecord(HitRecord):
    """A clause that a search found, with its document's title and its words: `quote` as they stand in the original, `text` repaired."""

    title: str
    quote: str
    text: str

    @classmethod
    def from_found(cls, hit: Hit, policy: Policy) -> Self:
        """The record of a hit in `policy`."""
        record = HitRecord.from_hit(hit, policy)
        source = policy.document.source
        return cls(
            **record.model_dump(),
            title=policy.header.title or source.source_name,
            quote=source.text[record.raw_start : record.raw_end],
            text=hit.chunk.text,
        )


class FoundListRecord(Record):
    """What a search found, best first."""

    query: str
    hits: tuple[FoundRecord, ...]
