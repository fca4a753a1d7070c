"""The requests and replies of OpenAI's chat completions, as far as they mean something here."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.asking import KeptAnswerRecord, Place
from api.schemas.record import Record
from api.schemas.texts import WholeText

MAX_MESSAGES = 1000


class ContentPartRecord(BaseModel):
    """A part of a message; parts of the type `text` are read, others are refused where a user sent them."""

    type: str
    text: WholeText = ""


class ChatMessageRecord(BaseModel):
    """A message; those of users are the questions, all others are passed over."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: WholeText | list[ContentPartRecord] | None = None


class StreamOptionsRecord(BaseModel):
    """What a stream holds besides."""

    include_usage: bool | None = None


class ChatRequest(BaseModel):
    """A chat completion to make.

    The last message of the user is the question, the earlier ones are what it leans on. Messages of the system, sampling parameters and
    lengths change nothing: what the texts say is told whole, and nothing else. What cannot be done (`n` above 1, forced tools, JSON, log
    probabilities, sound) is refused. `place` is an extension: the place that is meant where the question names none.
    """

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"model": "youju", "messages": [{"role": "user", "content": "急会诊多久到位"}], "stream": False}]}
    )

    model: WholeText
    messages: Annotated[list[ChatMessageRecord], Field(min_length=1, max_length=MAX_MESSAGES)]
    stream: bool | None = None
    stream_options: StreamOptionsRecord | None = None
    user: Annotated[WholeText | None, Field(description="Who asks; only a keyed hash of it is kept")] = None
    safety_identifier: Annotated[WholeText | None, Field(description="Who asks, in the newer word")] = None
    place: Place = ""
    n: int | None = None
    tools: Annotated[list[Any] | None, Field(description="Never called")] = None
    tool_choice: Any = None
    response_format: Any = None
    modalities: list[str] | None = None
    logprobs: bool | None = None


class UrlCitationRecord(Record):
    """A mark `[n]` in the text: its stretch in Unicode code points, half-open, and the page of its source."""

    start_index: int
    end_index: int
    title: str
    url: str


class AnnotationRecord(Record):
    """An annotation of the text."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitationRecord


class ReplyMessageRecord(Record):
    """The answer as text: sentences with marks, notices and the list of sources; without sources where there is no basis."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: tuple[AnnotationRecord, ...]


class ChoiceRecord(Record):
    """The one choice; an answer always ends where it ends."""

    index: int = 0
    message: ReplyMessageRecord
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class UsageRecord(Record):
    """Zeros: no tokens are counted, and none are charged for."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


class ChatCompletionRecord(Record):
    """A chat completion; `youju` is an extension member, the whole answer record with its quotes and offsets."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: tuple[ChoiceRecord, ...]
    usage: UsageRecord = UsageRecord()
    youju: KeptAnswerRecord


class ModelRecord(Record):
    """A name under which chat programs ask."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: Literal["youju"] = "youju"


class ModelListRecord(Record):
    """All names under which chat programs ask."""

    object: Literal["list"] = "list"
    data: tuple[ModelRecord, ...]
