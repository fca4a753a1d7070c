"""The HTTP API as one FastAPI application."""

from importlib.metadata import version
from typing import Any

from fastapi import FastAPI

from api import errors
from api.request_ids import RequestIds
from api.routes import answers, health, obligations
from assistant.bootstrap import Youju


class Application(FastAPI):
    """A FastAPI application whose OpenAPI document tells the media type of its errors."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document, made once."""
        return self.openapi_schema or errors.declare_media_type(super().openapi())


def create_app(youju: Youju) -> FastAPI:
    """An application that answers from `youju`, which stays open for as long as the application is used."""
    app = Application(
        title="Youju 有据",
        summary="Answers questions about Chinese policy texts with the exact clause they stand on, or says that there is no basis.",
        version=version("youju"),
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    app.state.youju = youju
    app.state.public_url = youju.settings.public_url.rstrip("/")
    app.add_middleware(RequestIds)
    errors.install(app)
    app.include_router(answers.router)
    app.include_router(health.router)
    app.include_router(obligations.router)
    return app
