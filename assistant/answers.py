"""What the assistant gives back: an `Answer` with verified citations, or a `NoAnswer` with its reason; and the events on the way."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from corpus.documents import Level, Validity

GENERATED_MARK = "AI 生成"


@dataclass(frozen=True, slots=True)
class Citation:
    """The very words that a statement stands on.

    `quote` is exactly `raw[raw_start:raw_end]` of the stored original, in Unicode code points; `reading` is the same words repaired.
    `page`, `paragraph` and `row` count from 1 and tell where in the file the quote begins, each where the format has such.
    """

    number: int
    document_id: str
    source_name: str
    title: str
    document_number: str
    issuer: str
    level: Level
    place: str
    validity: Validity
    clause_id: str
    clause_label: str
    quote: str
    reading: str
    raw_start: int
    raw_end: int
    page: int | None = None
    paragraph: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer and the numbers of the citations that support it."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that a language model wrote and that is not shown, and why; `text` is empty where it must not even be recorded."""

    text: str
    reason: str


class Reason(StrEnum):
    """Why there is no answer."""

    NOT_IN_CORPUS = "not_in_corpus"
    PLACE_NOT_COVERED = "place_not_covered"
    FALSE_PREMISE = "false_premise"
    DETAIL_NOT_STATED = "detail_not_stated"
    UNREADABLE_SOURCE = "unreadable_source"
    OFF_TOPIC = "off_topic"


@dataclass(frozen=True, slots=True)
class Answer:
    """A short reply, the statements behind it, and the clauses that they stand on.

    `answer` is what a person reads, without quotes and citation marks; `short_answer` only the value, name or list asked for.
    `confidence` is the probability that the answer is right, 0..1. `generated_by` names the language model that wrote the statements, empty
    where they are extracted; `dropped` are its sentences that the citations do not support.
    """

    id: str
    question: str
    standalone_question: str
    created_at: datetime
    answer: str
    short_answer: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    notices: tuple[str, ...]
    confidence: float
    elapsed_ms: float
    generated_by: str = ""
    dropped: tuple[Dropped, ...] = ()

    @property
    def mark(self) -> str:
        """What is shown beside words that a language model wrote, empty where they are extracted."""
        return GENERATED_MARK if self.generated_by else ""


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The texts give no basis; `nearest` are clauses that come near and are not an answer.

    `confidence` is the probability that it is right to give none, 0..1.
    """

    id: str
    question: str
    standalone_question: str
    created_at: datetime
    answer: str
    reason: Reason
    nearest: tuple[Citation, ...]
    notices: tuple[str, ...]
    confidence: float
    elapsed_ms: float
