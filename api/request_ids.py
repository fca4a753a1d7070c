"""Gives each request a name, `X-Request-Id`: the caller's where it sends a plain one, else a new one."""

import re
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "X-Request-Id"

# What a caller sends is repeated in a header and in logs, so only plain words are taken.
_PLAIN = re.compile(r"[A-Za-z0-9._-]{1,128}")


def request_id_headers(scope: Scope) -> dict[str, str]:
    """The header that names the request of this scope."""
    return {HEADER: scope["state"]["request_id"]}


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
        scope.setdefault("state", {})["request_id"] = offered if _PLAIN.fullmatch(offered) else uuid4().hex

        async def send_named(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(request_id_headers(scope))
            await send(message)

        await self._app(scope, receive, send_named)
