"""The HTTP API as one FastAPI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware

from api import errors, openapi
from api.body_limits import MEGABYTE, BodyLimits
from api.callers import USER_HEADER
from api.canaries import Canaries
from api.channels import mounting as channels
from api.dependencies import may
from api.following import Following
from api.logs import AccessLog
from api.pages import mounting as pages
from api.request_ids import HEADER, RequestIds
from api.routes import answers, chat_completions, conversations, documents, health, mcp, obligations, retrieval, searching
from api.scopes import Scope
from api.service import Service
from api.upkeep import Upkeep
from assistant.bootstrap import Youju

UPLOAD_PATHS = ("/api/v1/documents", pages.UPLOAD_PATH)


class Application(FastAPI):
    """A FastAPI application whose OpenAPI document tells what FastAPI has no words for."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document, made once."""
        return self.openapi_schema or openapi.completed(super().openapi())


def create_app(youju: Youju) -> FastAPI:
    """An application that answers from `youju`, which stays open for as long as the application is used.

    What goes on by itself (unfinished uploads, deletions) begins when the application starts up and ends when it shuts down.
    """
    service = Service.of(youju)
    app = Application(
        title="Youju 有据",
        summary="Answers questions about Chinese policy texts with the exact clause they stand on, or says that there is no basis.",
        version=version("youju"),
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        openapi_tags=openapi.TAGS,
        lifespan=_while_serving,
        # FastAPI's own pages would load their scripts from elsewhere; `api.pages.endpoints` lists the same.
        docs_url=None,
        redoc_url=None,
        # Traces and measures go where OTEL_EXPORTER_OTLP_ENDPOINT says; what is wrong with a request stays here, it repeats what was sent.
        telemetry={"logs": False},
    )
    app.state.service = service
    app.state.youju = youju
    app.state.public_url = service.public_url
    _add_middleware(app, service)
    errors.install(app)
    for router in (
        answers.router,
        conversations.router,
        searching.router,
        documents.router,
        chat_completions.router,
        retrieval.router,
        mcp.router,
        health.router,
    ):
        app.include_router(router)
    app.include_router(obligations.router, dependencies=[Depends(may(Scope.READ))], responses=errors.problem_responses(*errors.ANY_REQUEST))
    pages.install(app)
    channels.install(app, service)
    return app


@asynccontextmanager
async def _while_serving(app: FastAPI) -> AsyncIterator[None]:
    service: Service = app.state.service
    upkeep = Upkeep(service.youju.library.journal, retention_days=service.youju.settings.retention_days)
    canaries = Canaries(service.youju.library)
    following = Following(service.youju.library, service.uploads)
    service.uploads.resume()
    upkeep.start()
    canaries.start()
    following.start()
    await app.state.channels.start()
    try:
        async with mcp.serving(app.state, service):
            yield
    finally:
        await app.state.channels.close()
        upkeep.close()
        canaries.close()
        following.close()
        service.close()


def _add_middleware(app: FastAPI, service: Service) -> None:
    """The innermost first."""
    settings = service.youju.settings
    app.add_middleware(BodyLimits, larger=dict.fromkeys(UPLOAD_PATHS, settings.max_upload_megabytes * MEGABYTE) | channels.BODY_LIMITS)
    origins = [origin.strip() for origin in settings.cors_origins.split(",") if origin.strip()]
    if origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type", HEADER, USER_HEADER],
            expose_headers=[HEADER, "Location", "Retry-After", "RateLimit", "RateLimit-Policy"],
        )
    app.add_middleware(AccessLog, metrics=service.metrics)
    app.add_middleware(RequestIds)
