"""The log: a JSON object a line, without the text of questions and without names of users, and one line for each request."""

import json
import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, TextIO

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics

UNMATCHED = "(none)"

_requests = logging.getLogger("youju.requests")


class JsonFormatter(logging.Formatter):
    """Writes a record and its `details` as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        members: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "details", {}),
        }
        if record.exc_info:
            members["trace"] = self.formatException(record.exc_info)
        return json.dumps(members, ensure_ascii=False)


def log_as_json(output: TextIO = sys.stderr) -> None:
    """Has everything that is logged written to `output` in lines of JSON."""
    handler = logging.StreamHandler(output)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    # Those of the requests are written here, without query strings; those of clients tell every request of a library.
    for name in ("uvicorn.access", "httpx", "httpx2", "chromadb", "mcp"):
        logging.getLogger(name).setLevel(logging.WARNING)


def note(scope: Scope, **details: object) -> None:
    """Adds to the line of the request of this scope."""
    scope["state"].setdefault("details", {}).update(details)


class AccessLog:
    """ASGI middleware that logs and measures each request when its response has ended."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = perf_counter(), 0

        async def send_noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        finally:
            self._note(scope, status, perf_counter() - started)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", UNMATCHED)
        method = scope["method"] if route != UNMATCHED else ""
        self._metrics.note_request(method=method, route=route, status=status, seconds=seconds)
        state: Mapping[str, Any] = scope["state"]
        details = {
            "request_id": state["request_id"],
            "method": scope["method"],
            "route": route,
            "status": status,
            "milliseconds": round(seconds * 1000, 1),
            **state.get("details", {}),
        }
        _requests.info("request", extra={"details": details})
