"""Runs operations in processes that can be killed: one process loads everything once, and forks another for each operation.

It reads an order a line: `operation`, `home`, after how many `seconds` it is killed, the `most_bytes` that a file may have (null: never,
any). It writes a line when that has ended: the `seconds` that it took, its exit `code`, and what was acknowledged until then.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.errors import YoujuError

# How an operation ends that raised an error of the project, or any other.
REFUSED, FAILED = 3, 1

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ended:
    """How a process ended: after how long, with which code (negative: the signal), having acknowledged what."""

    seconds: float
    code: int
    acknowledged: frozenset[str]


class Interrupter:
    """The process that forks; a context manager."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.faults.interrupting"]
        self._process = subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def run(self, operation: str, home: Path, *, seconds: float | None = None, most_bytes: int | None = None) -> Ended:
        """Runs an operation on a home, which is killed after so long, and may write no file beyond so many bytes."""
        order = {"operation": operation, "home": str(home), "seconds": seconds, "most_bytes": most_bytes}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        return Ended(told["seconds"], told["code"], frozenset(told["acknowledged"]))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.communicate()


def _serve() -> None:
    # Imported here, so that the side of the tests need not load it.
    import chromadb.api.rust  # noqa: F401, PLC0415

    from tests.faults.homes import embedder  # noqa: PLC0415
    from tests.faults.operations import OPERATIONS  # noqa: F401, PLC0415

    embedder()
    for line in sys.stdin:
        order = json.loads(line)
        sys.stdout.write(json.dumps(_interrupted(**order)) + "\n")
        sys.stdout.flush()


def _interrupted(operation: str, home: str, seconds: float | None, most_bytes: int | None) -> dict[str, object]:
    reading, writing = os.pipe()
    started = time.perf_counter()
    pid = os.fork()
    if not pid:
        os.close(reading)
        if most_bytes is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
        _run(operation, Path(home), writing)
    os.close(writing)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    with os.fdopen(reading, encoding="utf-8") as lines:
        acknowledged = lines.read().splitlines()
    return {"seconds": time.perf_counter() - started, "code": os.waitstatus_to_exitcode(status), "acknowledged": acknowledged}


def _run(operation: str, home: Path, writing: int) -> None:
    """Runs an operation in the forked process, which ends here whatever happens."""
    from tests.faults.operations import OPERATIONS  # noqa: PLC0415

    code = FAILED
    try:
        OPERATIONS[operation].run(home, lambda name: os.write(writing, f"{name}\n".encode()) and None)
        code = 0
    except YoujuError:
        code = REFUSED
    finally:
        if code == FAILED:
            traceback.print_exc()
        os._exit(code)


if __name__ == "__main__":
    _serve()
