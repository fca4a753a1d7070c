"""The stages of an answer: how long each took, told to whoever watches."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter


def _unwatched(_stage: str, _seconds: float) -> None:
    """Takes what nobody asked for."""


class Stages:
    """Times the stages of answers; `note` is called behind each with its name and its seconds, and may be put in at any time.

    The stages are `understand`, `search`, `mend` (slips of the keyboard, and the search that follows one), `rank` and `compose`; the last
    holds all stages of the sides where a question compares two things.

    >>> stages = Stages()
    >>> stages.note = lambda stage, seconds: print(stage, seconds >= 0)
    >>> with stages.timed("rank"):
    ...     pass
    rank True
    """

    def __init__(self) -> None:
        self.note: Callable[[str, float], None] = _unwatched

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Times what is done inside; a stage that fails is timed as well."""
        started = perf_counter()
        try:
            yield
        finally:
            self.note(stage, perf_counter() - started)
