"""Runs an extraction in a process of its own, within limits, so that a bomb or a hang is one failed file."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import corpus
from corpus.errors import UnreadableDocumentError
from corpus.reading.extraction import Extraction, NoTextLayerError
from corpus.reading.formats import Limits

# A hostile file gets to see no keys: only what Python and its libraries need to start.
_INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "LD_LIBRARY_PATH")
# Threads take address space, of which there is little; what is printed is UTF-8 wherever this runs.
_GIVEN = {"MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "4", "OPENBLAS_NUM_THREADS": "4", "PYTHONUTF8": "1"}
_ADVICE = "split it, or save it again with the program that made it"


def extract_confined(data: bytes, *, module: str, limits: Limits) -> Extraction:
    """What `module.extract(data)` gives, or the error that it ends in.

    Raises:
        UnreadableDocumentError: the module says no to the bytes, or a limit is reached; the message lacks the name of the file.
        ModuleNotFoundError: the library that the module needs is not installed.
    """
    command = [sys.executable, "-P", "-m", "corpus.reading.child", module, str(limits.megabytes), str(limits.processor_seconds)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=limits.seconds, env=_environment(), check=False)  # noqa: S603 — our own interpreter and module, no words of the file
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocumentError(f"was not read within {limits.seconds} seconds; {_ADVICE}") from error
    if done.returncode:
        raise _stopped(done.returncode, limits)
    return _answered(json.loads(done.stdout))


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return {**kept, **_GIVEN, "PYTHONPATH": str(Path(next(iter(corpus.__path__))).parent)}


def _answered(answer: dict[str, object]) -> Extraction:
    """What the child said: an extraction, or why there is none."""
    match answer:
        case {"missing": str(name)}:
            raise ModuleNotFoundError(name=name)
        case {"no_text_layer": str(message)}:
            raise NoTextLayerError(message)
        case {"unreadable": str(message)}:
            raise UnreadableDocumentError(message)
        case _:
            return Extraction.from_json(answer)


def _stopped(status: int, limits: Limits) -> UnreadableDocumentError:
    """Why a process that did not answer has ended: a negative status is the signal that ended it."""
    if sys.platform != "win32" and status == -signal.SIGXCPU:
        return UnreadableDocumentError(f"took more than {limits.processor_seconds} seconds of processor time; {_ADVICE}")
    if status < 0:
        return UnreadableDocumentError(f"broke off its reader, or took more than {limits.megabytes} MB of memory; {_ADVICE}")
    return UnreadableDocumentError(f"is not built as its reader expects; {_ADVICE}")
