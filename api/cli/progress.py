"""A progress bar on standard error, shown on a terminal only."""

from collections.abc import Iterable
from typing import TypeVar

from rich.console import Console
from rich.progress import track

Item = TypeVar("Item")


def progress(items: Iterable[Item], *, total: int, label: str) -> Iterable[Item]:
    """The items, with a bar that moves as they are taken."""
    console = Console(stderr=True)
    return track(items, description=label, total=total, console=console, transient=True, disable=not console.is_terminal)
