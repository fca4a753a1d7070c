"""The process that a hostile file may break: limits itself, reads bytes from its input, and answers in JSON.

Run as `python -P -m corpus.reading.child MODULE MEGABYTES PROCESSOR_SECONDS`.
"""

import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from corpus.errors import UnreadableDocumentError
from corpus.reading.extraction import Extraction, NoTextLayerError
from corpus.reading.formats import MEGABYTE

Answer = dict[str, Any]


def answer(extract: Callable[[bytes], Extraction], data: bytes) -> Answer:
    """What an extraction gives, or why it gives nothing, as values that JSON can write."""
    try:
        return extract(data).as_json()
    except NoTextLayerError as error:
        return {"no_text_layer": str(error)}
    except UnreadableDocumentError as error:
        return {"unreadable": str(error)}
    except MemoryError:
        return {"unreadable": "needs more memory than one file may take; split it, or save it again with the program that made it"}
    except RecursionError:
        return {"unreadable": "is nested deeper than any document for people; save it again with the program that made it"}


def limit(megabytes: int, processor_seconds: int) -> None:
    """Bounds the address space and the processor time of this process, where the system can."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 — not there on Windows

    wanted = {resource.RLIMIT_AS: megabytes * MEGABYTE, resource.RLIMIT_CPU: processor_seconds, resource.RLIMIT_CORE: 0}
    for kind, amount in wanted.items():
        hard = resource.getrlimit(kind)[1]
        # Only the soft limit of the processor time sends a signal of its own, by which the reason is known.
        resource.setrlimit(kind, (amount if hard == resource.RLIM_INFINITY else min(amount, hard), hard))


def main(module: str, megabytes: str, processor_seconds: str) -> None:
    """Reads the file from standard input and writes the answer to standard output, which no library gets to write to."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as output:
        os.dup2(2, 1)
        data = sys.stdin.buffer.read()
        limit(int(megabytes), int(processor_seconds))
        try:
            extract = import_module(module).extract
        except ModuleNotFoundError as error:
            found: Answer = {"missing": error.name}
        else:
            found = answer(extract, data)
        json.dump(found, output)


if __name__ == "__main__":
    main(*sys.argv[1:])
