"""The error record of the HTTP API."""

from api.schemas.record import Record


class ErrorRecord(Record):
    """The same problem in the shape that OpenAI clients read."""

    message: str
    type: str
    param: str | None
    code: str


class ProblemRecord(Record):
    """An RFC 9457 problem; `error` is an extension member that repeats it for OpenAI clients."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    error: ErrorRecord
