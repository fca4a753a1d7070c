"""The requests and replies of Dify's external knowledge API."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from api.links import Links
from api.schemas.problems import ProblemRecord
from api.schemas.record import Record
from api.schemas.texts import WholeText
from assistant.understanding import MAX_CHARACTERS
from corpus.documents import Clause, Header
from corpus.header import validity

MAX_TOP = 100

ConditionValue = str | int | float | list[str]
Operator = Literal[
    "contains",
    "not contains",
    "start with",
    "end with",
    "is",
    "is not",
    "in",
    "not in",
    "empty",
    "not empty",
    "=",
    "≠",
    ">",
    "<",
    "≥",
    "≤",
    "before",
    "after",
]


class RetrievalSettingRecord(BaseModel):
    """How many clauses are wanted, and how well they have to fit."""

    top_k: Annotated[int, Field(ge=1, le=MAX_TOP)] = 5
    score_threshold: Annotated[float | None, Field(ge=0, le=1, description="0 or null: none")] = 0.0


class ConditionRecord(BaseModel):
    """A condition on one metadata of a clause."""

    name: WholeText
    comparison_operator: Operator
    value: Annotated[ConditionValue | None, Field(description="Left out for `empty` and `not empty`")] = None


class ConditionsRecord(BaseModel):
    """Conditions that all hold, or one of which holds."""

    logical_operator: Literal["and", "or"] = "and"
    conditions: Annotated[list[ConditionRecord], Field(max_length=50)] = []


class RetrievalRequest(BaseModel):
    """Words to look for; of longer ones the beginning is searched for."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"knowledge_id": "all", "query": "急会诊", "retrieval_setting": {"top_k": 5, "score_threshold": 0.0}}]
        }
    )

    knowledge_id: Annotated[WholeText, Field(description="`all`, the place of documents (安徽省), or a document's id or source name")]
    query: Annotated[WholeText, Field(min_length=1, max_length=20 * MAX_CHARACTERS, pattern=r"\S")]
    retrieval_setting: RetrievalSettingRecord = RetrievalSettingRecord()
    metadata_condition: ConditionsRecord | None = None


class MetadataRecord(Record):
    """What is known of a clause; all of it is text, and conditions can name all of it. Empty where the document does not tell."""

    document_id: str
    source_name: str
    title: str
    document_number: str
    issuer: str
    level: str
    place: str
    validity: str
    issue_date: str
    effective_date: str
    clause_id: str = ""
    clause_label: str = ""
    url: str = ""

    @classmethod
    def of_document(cls, document_id: str, source_name: str, header: Header, today: date) -> Self:
        """What is known of all clauses of a document."""
        return cls(
            document_id=document_id,
            source_name=source_name,
            title=header.title or source_name,
            document_number=header.document_number,
            issuer="、".join(header.issuers),
            level=str(header.level),
            place=header.place,
            validity=str(validity(header, today)),
            issue_date=header.issue_date or "",
            effective_date=header.effective_date or "",
        )

    def of_clause(self, clause_id: str, clauses: Sequence[Clause], links: Links) -> Self:
        """What is known of one of its clauses."""
        label = next((clause.label for clause in clauses if clause.clause_id == clause_id), "")
        url = links.clause(self.document_id, clause_id)
        return self.model_copy(update={"clause_id": clause_id, "clause_label": label, "url": url})


class RetrievedRecord(Record):
    """A clause that was found: its repaired words, how well it fits (0 to 1, within one query), and what it is."""

    content: str
    score: float
    title: str
    metadata: MetadataRecord


class RetrievalRecord(Record):
    """What was found, best first."""

    records: tuple[RetrievedRecord, ...]


class DifyProblemRecord(ProblemRecord):
    """A problem that Dify reads, too: 1001 no key was sent, 1002 the key opens nothing, 2001 no such knowledge, else the status."""

    error_code: int
    error_msg: str
