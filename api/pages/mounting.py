"""Puts the pages into an application."""

from fastapi import FastAPI

from api.pages import asking, endpoints, evaluation, library, register, static_files, uploading, waiting
from api.pages.problems import told_in_language
from api.pages.rendering import environment

UPLOAD_PATH = "/documents"

ROUTERS = (
    waiting.router,
    asking.router,
    register.router,
    library.router,
    uploading.router,
    evaluation.router,
    endpoints.router,
    static_files.router,
)


def install(app: FastAPI) -> None:
    """Have `app` serve the pages, and tell its errors as pages to people."""
    environment()
    static_files.static_files()
    app.state.problem_page = told_in_language
    app.state.tickets = waiting.Tickets()
    for router in ROUTERS:
        app.include_router(router)
