"""Names each request, `X-Request-Id` (the caller's name where it sends a plain one), and gives responses their common headers."""

import re
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "X-Request-Id"

# Answers are of one moment and for one caller; what may be kept says so itself.
COMMON_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

# What a caller sends is repeated in a header and in logs, so only plain words are taken.
_PLAIN = re.compile(r"[A-Za-z0-9._-]{1,128}")


def request_id_headers(scope: Scope) -> dict[str, str]:
    """The header that names the request of this scope."""
    return {HEADER: scope["state"]["request_id"]}


def add_headers(scope: Scope, headers: dict[str, str]) -> None:
    """Has the response to the request of this scope bear these headers, whatever kind of response it will be."""
    scope["state"]["headers"].update(headers)


class RequestIds:
    """ASGI middleware that names each request and says the name in its response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        offered = Headers(scope=scope).get(HEADER, "")
        state = scope.setdefault("state", {})
        state["request_id"] = offered if _PLAIN.fullmatch(offered) else uuid4().hex
        state["headers"] = dict(COMMON_HEADERS)

        async def send_named(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(request_id_headers(scope))
                for name, value in state["headers"].items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_named)
