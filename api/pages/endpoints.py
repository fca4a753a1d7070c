"""The endpoints of the HTTP API on a page that loads nothing from elsewhere, made from the OpenAPI document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from api.pages.rendering import page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint as it is listed; `statuses` are those that it answers with."""

    group: str
    method: str
    path: str
    summary: str
    words: str
    statuses: tuple[str, ...]


@router.get("/docs")
def show_endpoints(request: Request) -> Response:
    """List what programs can call; whoever reaches the server may read it, as the OpenAPI document itself."""
    return page(request, "endpoints.html", endpoints=list(_endpoints(request.app.openapi())))


def _endpoints(document: Mapping[str, Any]) -> Iterator[Endpoint]:
    for path, item in document["paths"].items():
        for method, told in item.items():
            statuses = tuple(sorted(told["responses"]))
            yield Endpoint(told["tags"][0], method.upper(), path, told.get("summary", ""), told.get("description", ""), statuses)
