"""Several processes that serve one address; one that is killed is started again."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from types import FrameType

import typer

from assistant.settings import Settings
from corpus.errors import SettingsError, YoujuError

# A process that is told to stop finishes what it is at; one that does not is killed.
STOP_SECONDS = 20.0

CHECK_SECONDS = 0.2

# One that cannot serve for now, such as without its database, is started again after so long.
RETRY_SECONDS = 2.0

# One that cannot serve, such as for a setting, ends so, and all end with it.
_CANNOT = 2

# What one process does with the address and the port that it listens on.
Work = Callable[[str, int], None]


def check_workers(settings: Settings, n_workers: int) -> None:
    """Makes sure that so many processes can serve what these settings name.

    Raises:
        SettingsError: The truth or the vectors are files that one process owns.
    """
    if n_workers > 1 and not settings.is_shared:
        raise SettingsError(
            f"--workers {n_workers} cannot share an index embedded in the home, which one process owns: set YOUJU_DATABASE_URL to a "
            "PostgreSQL database and YOUJU_CHROMA_URL to a Chroma server, or serve with one process"
        )


def serve_by_workers(work: Work, address: str, port: int, n_workers: int) -> None:
    """Has several processes do some work until a signal stops them; one that is killed is started again.

    Args:
        work: A function of a module, which each process calls.
        address: The address that each listens on, by a socket of its own: the system shares out what comes.
        port: The port of them all.
        n_workers: How many processes there are.

    Raises:
        SettingsError: A process cannot serve, for the reason that it has told.
    """
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    processes = [_started(work, address, port) for _ in range(n_workers)]
    cannot = False
    while not cannot and not stopped.wait(CHECK_SECONDS):
        cannot = any(process.exitcode == _CANNOT for process in processes)
        processes = [process if process.is_alive() or cannot else _again(process, work, address, port) for process in processes]
    _end(processes)
    if cannot:
        raise SettingsError("A process cannot serve, for the reason told above: correct it, and serve again")


def _again(process: BaseProcess, work: Work, address: str, port: int) -> BaseProcess:
    typer.echo(f"youju: process {process.pid} ended with {process.exitcode}, and another takes its place", err=True)
    return _started(work, address, port)


def _started(work: Work, address: str, port: int) -> BaseProcess:
    # A fresh process: what a fork would copy has threads and connections that are not its own.
    process = multiprocessing.get_context("spawn").Process(target=_do, args=(work, address, port, os.getpid()))
    process.start()
    return process


def _end(processes: list[BaseProcess]) -> None:
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        process.join(max(0.1, deadline - time.monotonic()))
        process.kill()
        process.join()


def _do(work: Work, address: str, port: int, parent: int) -> None:
    """What one of the processes does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    threading.Thread(target=_stop_without, args=(parent,), name="parent", daemon=True).start()
    try:
        work(address, port)
    except KeyboardInterrupt:
        return
    except SettingsError as error:
        typer.echo(f"youju: {error}", err=True)
        raise SystemExit(_CANNOT) from None
    except YoujuError as error:
        typer.echo(f"youju: {error}", err=True)
        time.sleep(RETRY_SECONDS)
        raise SystemExit(1) from None


def _stop_without(parent: int) -> None:
    """Ends this process in an orderly way when the one that started it is gone."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
