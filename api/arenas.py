"""Keeps the memory of a server together: glibc gives threads arenas of their own, and what one of them frees no other uses again."""

import ctypes

# As many as threads that allocate much at the same moment; with one for each thread a small home took 640 MB where it now takes 290.
MOST_ARENAS = 2

_M_ARENA_MAX = -8


def release_free() -> bool:
    """Gives the system back what is free in the arenas: what one document needed another seldom finds again; takes milliseconds."""
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError):
        return False
    return True


def limit_arenas() -> bool:
    """Has all threads that start from now on share a few arenas; whether this system has such a thing."""
    try:
        return bool(ctypes.CDLL(None).mallopt(_M_ARENA_MAX, MOST_ARENAS))
    except (OSError, AttributeError):
        return False
