"""What the HTTP API itself says no to: whom it does not know, what is too much, what is too large."""

from dataclasses import dataclass, field
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A class of problems; `code` ends its `type` address and never changes, `title` is for people."""

    status: HTTPStatus
    code: str
    title: str


UNAUTHORIZED = ProblemKind(HTTPStatus.UNAUTHORIZED, "unauthorized", "An access key is needed")
FORBIDDEN = ProblemKind(HTTPStatus.FORBIDDEN, "forbidden", "The access key does not allow this")
TOO_MANY = ProblemKind(HTTPStatus.TOO_MANY_REQUESTS, "rate_limit", "Too many requests")
TOO_LARGE = ProblemKind(HTTPStatus(413), "too_large", "The request is too large")
OVERLOADED = ProblemKind(HTTPStatus.SERVICE_UNAVAILABLE, "overloaded", "Too much is waiting")
USER_NEEDED = ProblemKind(HTTPStatus.UNPROCESSABLE_ENTITY, "user_needed", "A user is needed")
CONFLICT = ProblemKind(HTTPStatus.CONFLICT, "conflict", "The parts of the request contradict each other")
NOT_USABLE = ProblemKind(HTTPStatus.UNPROCESSABLE_ENTITY, "validation", "The request is not of the declared form")


@dataclass
class RefusalError(Exception):
    """The API says no; `detail` tells what, which value and what to do."""

    kind: ProblemKind
    detail: str
    headers: dict[str, str] = field(default_factory=dict)
    param: str | None = None
