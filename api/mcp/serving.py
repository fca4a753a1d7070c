"""Serves the tools over streamable HTTP, each request by itself."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

from fastapi import Response
from mcp.server import MCPServer

from api.body_limits import MAX_BYTES
from api.mcp.tools import Tools
from api.service import Service

INSTRUCTIONS = (
    "Answers questions about Chinese policy texts with the exact clause they stand on. Ask with ask_policy and repeat what it says, "
    "with its citations; where it says no_answer, say that the texts give no basis."
)

Handle = Callable[[Any, Any, Any], Awaitable[None]]


@asynccontextmanager
async def serving(service: Service) -> AsyncIterator[Handle]:
    """What handles requests for as long as the context lasts.

    Who calls, and from which site, is checked before a request gets here.
    """
    server: MCPServer[Any] = MCPServer(
        "youju", title="Youju 有据", instructions=INSTRUCTIONS, version=version("youju"), log_level="WARNING", subscriptions=False
    )
    Tools(service).add_to(server)
    server.streamable_http_app(json_response=True, stateless_http=True, max_request_body_size=MAX_BYTES, host="")
    async with server.session_manager.run():
        yield server.session_manager.handle_request


class Handled(Response):
    """A response that something else writes."""

    def __init__(self, handle: Handle) -> None:
        super().__init__()
        self._handle = handle

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 -- as ASGI has it
        """Let it be written."""
        await self._handle(scope, receive, send)
