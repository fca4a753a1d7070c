"""Refuses bodies that are too large before they are read, and those that turn out to be so while they are."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import problem
from api.refusals import TOO_LARGE

MEGABYTE = 1_000_000
MAX_BYTES = MEGABYTE


class BodyLimits:
    """ASGI middleware; `larger` tells the paths that may take more than the rest, or less, in bytes."""

    def __init__(self, app: ASGIApp, *, larger: Mapping[str, int]) -> None:
        self._app = app
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._larger.get(scope["path"], MAX_BYTES)
        told = Headers(scope=scope).get("content-length", "")
        if told.isdecimal() and int(told) > most:
            refusal = problem(Request(scope), TOO_LARGE, _detail(int(told), most))
            await refusal(scope, receive, send)
            return
        n_read = 0

        async def receive_limited() -> Message:
            nonlocal n_read
            message = await receive()
            n_read += len(message.get("body", b""))
            if n_read > most:
                raise HTTPException(413)
            return message

        await self._app(scope, receive_limited, send)


def _detail(n_bytes: int, most: int) -> str:
    return f"The body has {n_bytes} bytes; send at most {most}."
