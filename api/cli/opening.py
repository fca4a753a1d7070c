"""Opens Youju for a command: from the settings, or as the caller of `main` says."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, cast

import typer

if TYPE_CHECKING:
    from assistant.bootstrap import Youju

    Opening = Callable[[], AbstractContextManager[Youju]]


def opened(context: typer.Context) -> "AbstractContextManager[Youju]":
    """Youju, open until the `with` block ends."""
    opening = cast("Opening | None", context.obj)
    return (opening or _open_from_settings)()


def _open_from_settings() -> "AbstractContextManager[Youju]":
    from assistant.bootstrap import open_youju  # noqa: PLC0415 -- `youju --help` needs none of it

    return open_youju()
