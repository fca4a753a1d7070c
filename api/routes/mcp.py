"""The Model Context Protocol: `POST /mcp`, where the extra is installed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from importlib import import_module
from types import ModuleType
from typing import Any, cast
from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response

from api.callers import Caller
from api.dependencies import OpenService, known_caller
from api.errors import NOT_READY
from api.refusals import FORBIDDEN, ProblemKind, RefusalError
from api.service import Service

served: ModuleType | None
try:
    served = import_module("api.mcp.serving")
except ModuleNotFoundError as error:
    if (error.name or "").partition(".")[0] not in {"mcp", "mcp_types"}:
        raise
    # The extra is not installed.
    served = None

router = APIRouter(include_in_schema=False)

NOT_INSTALLED = ProblemKind(HTTPStatus.NOT_IMPLEMENTED, "mcp_not_installed", "The Model Context Protocol is not installed here")

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@asynccontextmanager
async def serving(state: Any, service: Service) -> AsyncIterator[None]:  # noqa: ANN401 -- the state of an application has no type
    """Has `/mcp` answer for as long as the context lasts, where the extra is installed."""
    if served is None:
        yield
        return
    async with served.serving(service) as handle:
        state.mcp = handle
        try:
            yield
        finally:
            state.mcp = None


@router.post("/mcp")
async def handle_mcp(request: Request, service: OpenService) -> Response:
    """Hand a message to the tools, for a caller that is known; each tool checks what the caller may do."""
    if served is None:
        raise RefusalError(NOT_INSTALLED, "This server has no MCP; install it with the extra: pip install 'youju[mcp]'.")
    caller = known_caller(request)
    _check_site(request, caller, service)
    handle = getattr(request.app.state, "mcp", None)
    if handle is None:
        raise RefusalError(NOT_READY, "The server is starting or stopping; ask again in a few seconds.", {"Retry-After": "5"})
    request.state.caller = caller
    return cast("Response", served.Handled(handle))


def _check_site(request: Request, caller: Caller, service: Service) -> None:
    """Lets nobody through whom a page of another site sent, by its own name or by one that it had rebound to this machine.

    Raises:
        RefusalError: The name of the server, or the page that sent the request, is none of this server's.
    """
    host, public = request.headers.get("host", ""), urlsplit(service.public_url).netloc
    is_own_name = host == public or urlsplit(f"//{host}").hostname in _LOCAL
    if not (caller.key_id or is_own_name):
        raise RefusalError(FORBIDDEN, f"Without an access key the server is not asked by the name {host!r}; set YOUJU_PUBLIC_URL to it.")
    origin = request.headers.get("origin", "")
    allowed = {each.strip() for each in service.youju.settings.cors_origins.split(",")}
    if origin and origin not in allowed and urlsplit(origin).netloc not in {host, public}:
        raise RefusalError(FORBIDDEN, f"Pages of {origin!r} may not ask here; name it in YOUJU_CORS_ORIGINS.")
