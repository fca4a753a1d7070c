"""Prepares many files at once: what a document says takes most of the time of an ingest, and other processors can find it out.

The processes are plain ones that know nothing of the program that started them. Those of `multiprocessing` would run its script again.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self

import corpus
from corpus.errors import DocumentError
from indexing.document_rows import DocumentRows
from indexing.embedding import Embedder, StaticEmbedder
from indexing.preparing import Order, prepared
from indexing.recipes import Recipes

# Starting a process takes as long as preparing this many files.
FEW_FILES = 48

# One process writes as fast as three prepare.
MOST_PROCESSES = 3

_CLOSING_SECONDS = 5.0


class PreparingPool:
    """Prepares files, in other processes where there are many; a context manager that ends those.

    A file whose process is lost is prepared by this one. A static model embeds there too; any other one is held once, by this process.
    """

    def __init__(self, home: Path, recipes: Recipes, *, embedder: Embedder, n_files: int) -> None:
        n_processes = min(os.cpu_count() or 1, MOST_PROCESSES) if n_files >= FEW_FILES else 1
        self._recipes = recipes
        self._embedder = embedder.identity
        self._idle: SimpleQueue[_Process] = SimpleQueue()
        model = embedder.folder if isinstance(embedder, StaticEmbedder) else None
        self._processes = [_Process(home, model) for _ in range(n_processes)] if n_processes > 1 else []
        self._threads = ThreadPoolExecutor(len(self._processes)) if self._processes else None
        for process in self._processes:
            self._idle.put(process)

    @property
    def is_ahead(self) -> bool:
        """Whether work goes on elsewhere, so that several files should be begun before the first is finished."""
        return self._threads is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._processes:
            process.end()

    def begin(self, order: Order) -> Callable[[], DocumentRows]:
        """Begins with a file; what comes back waits for its rows, and raises as `prepared` does."""
        if self._threads is None:
            return lambda: prepared(order, self._recipes)
        begun = self._threads.submit(self._elsewhere, order)
        return lambda: self._result(begun, order)

    def _elsewhere(self, order: Order) -> DocumentRows | DocumentError | None:
        """What the next idle process makes of a file; `None` where that is lost."""
        process = self._idle.get()
        try:
            return process.outcome(order)
        finally:
            self._idle.put(process)

    def _result(self, begun: "Future[DocumentRows | DocumentError | None]", order: Order) -> DocumentRows:
        outcome = begun.result()
        if isinstance(outcome, DocumentError):
            raise outcome
        # The files of a model may have been replaced since this process read them.
        if outcome is None or (outcome.embedded and outcome.embedded.embedder != self._embedder):
            return prepared(order, self._recipes)
        return outcome


class _Process:
    """One `indexing.preparing_process`, asked by one thread at a time."""

    def __init__(self, home: Path, model: Path | None) -> None:
        command = [sys.executable, "-P", "-m", "indexing.preparing_process", str(home), *([str(model)] if model else [])]
        path = os.pathsep.join(filter(None, (str(Path(next(iter(corpus.__path__))).parent), os.environ.get("PYTHONPATH", ""))))
        # A session of its own leaves Ctrl-C to the process that started it.
        self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}, start_new_session=True
        )

    def outcome(self, order: Order) -> DocumentRows | DocumentError | None:
        """The rows of a file or the error that it ends in; `None` where the process is lost."""
        orders, outcomes = self._process.stdin, self._process.stdout
        if orders is None or outcomes is None:
            return None
        try:
            pickle.dump(order, orders, pickle.HIGHEST_PROTOCOL)
            orders.flush()
            found = pickle.load(outcomes)  # noqa: S301 -- written by the process that was started above
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            return None
        return found if isinstance(found, DocumentRows | DocumentError) else None

    def end(self) -> None:
        """Ends the process and closes what led to it."""
        self._process.kill()
        self._process.communicate(timeout=_CLOSING_SECONDS)
