"""Keeps the server from standing still while memory is cleaned up: documents that are kept decoded are hundreds of thousands of objects."""

import gc
from collections.abc import Callable, Mapping
from time import thread_time

# A pass that took longer went through what stays: it is not gone through again.
LONGEST_SECONDS = 0.02

Watch = Callable[[str, Mapping[str, int]], None]


def limit_pauses(*, longest_seconds: float = LONGEST_SECONDS, clock: Callable[[], float] = thread_time) -> Watch:
    """Sets aside all that lives now, and from now on what outlives a pass of the collector that took too long.

    What is set aside is freed as ever when nothing refers to it any more; only rings of objects among it are not looked for again, and
    since a pass is short afterwards it takes many new objects until the next is set aside.

    Args:
        longest_seconds: How long a pass may take before what it leaves is set aside.
        clock: Tells the seconds; those of the processor, so that a busy machine sets nothing aside that a calm one would not.

    Returns:
        What was added to `gc.callbacks`.
    """
    began = clock()

    def watch(phase: str, _told: Mapping[str, int]) -> None:
        nonlocal began
        if phase == "start":
            began = clock()
        elif clock() - began > longest_seconds:
            gc.freeze()

    gc.collect()
    gc.freeze()
    gc.callbacks.append(watch)
    return watch
