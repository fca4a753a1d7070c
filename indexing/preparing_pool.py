"""Prepares many files at once: what a document says takes most of the time of an ingest, and other processors can find it out.

The processes are plain ones that know nothing of the program that started them. Those of `multiprocessing` would run its script again.
Each is given files while it works on others: Chroma lets nothing else happen here while it takes in vectors, and nobody should wait for it.
"""

import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
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

# The rows of a file or the error that it ends in; `None` where the process is lost.
Outcome = DocumentRows | DocumentError | None


class PreparingPool:
    """Prepares files, in other processes where there are many; a context manager that ends those.

    A file whose process is lost is prepared by this one. A static model embeds there too; any other one is held once, by this process.
    """

    def __init__(self, home: Path, recipes: Recipes, *, embedder: Embedder, n_files: int) -> None:
        n_processes = min(os.cpu_count() or 1, MOST_PROCESSES) if n_files >= FEW_FILES else 1
        self._recipes = recipes
        self._embedder = embedder.identity
        model = embedder.folder if isinstance(embedder, StaticEmbedder) else None
        self._processes = [_Process(home, model) for _ in range(n_processes)] if n_processes > 1 else []

    @property
    def is_ahead(self) -> bool:
        """Whether work goes on elsewhere, so that several files should be begun before the first is finished."""
        return bool(self._processes)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        for process in self._processes:
            process.end()

    def begin(self, order: Order) -> Callable[[], DocumentRows]:
        """Begins with a file; what comes back waits for its rows, and raises as `prepared` does."""
        if not self._processes:
            return lambda: prepared(order, self._recipes)
        begun = min(self._processes, key=_Process.load).begin(order)
        return lambda: self._result(begun, order)

    def _result(self, begun: Future[Outcome], order: Order) -> DocumentRows:
        outcome = begun.result()
        if isinstance(outcome, DocumentError):
            raise outcome
        # The files of a model may have been replaced since this process read them.
        if outcome is None or (outcome.embedded and outcome.embedded.embedder != self._embedder):
            return prepared(order, self._recipes)
        return outcome


class _Process:
    """One `indexing.preparing_process`: it answers in the order in which it is asked."""

    def __init__(self, home: Path, model: Path | None) -> None:
        command = [sys.executable, "-P", "-m", "indexing.preparing_process", str(home), *([str(model)] if model else [])]
        path = os.pathsep.join(filter(None, (str(Path(next(iter(corpus.__path__))).parent), os.environ.get("PYTHONPATH", ""))))
        # Each of them has a processor, so none embeds with threads on all of them.
        environment = {**os.environ, "PYTHONPATH": path, "TOKENIZERS_PARALLELISM": "false"}
        # A group of its own leaves Ctrl-C to the process that started it.
        self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, process_group=0
        )
        self._changing = threading.Lock()
        self._waiting: deque[tuple[int, Future[Outcome]]] = deque()
        self._lost = False
        self._listener = threading.Thread(target=self._listen, name="preparing", daemon=True)
        self._listener.start()

    def load(self) -> tuple[bool, int]:
        """How little it suits for one more file: whether it is lost, and the bytes that wait for it."""
        with self._changing:
            return self._lost, sum(n_bytes for n_bytes, _ in self._waiting)

    def begin(self, order: Order) -> Future[Outcome]:
        """Has a file prepared."""
        begun: Future[Outcome] = Future()
        with self._changing:
            if self._lost:
                begun.set_result(None)
                return begun
            self._waiting.append((len(order.data), begun))
        # Where it is lost meanwhile, the listener finds out.
        with suppress(OSError, ValueError):
            if self._process.stdin is not None:
                pickle.dump(order, self._process.stdin, pickle.HIGHEST_PROTOCOL)
                self._process.stdin.flush()
        return begun

    def end(self) -> None:
        """Ends the process and closes what led to it."""
        self._process.kill()
        self._listener.join(_CLOSING_SECONDS)
        self._process.wait(_CLOSING_SECONDS)
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()

    def _listen(self) -> None:
        """Hands on what the process answers, until it is lost."""
        try:
            while self._process.stdout is not None:
                found = pickle.load(self._process.stdout)  # noqa: S301 -- written by the process that was started above
                with self._changing:
                    _, begun = self._waiting.popleft()
                begun.set_result(found if isinstance(found, DocumentRows | DocumentError) else None)
        except (OSError, EOFError, ValueError, IndexError, pickle.UnpicklingError):
            return
        finally:
            self._lose()

    def _lose(self) -> None:
        """Nobody waits for what will not come."""
        with self._changing:
            self._lost = True
            waiting = [begun for _, begun in self._waiting]
            self._waiting.clear()
        for begun in waiting:
            begun.set_result(None)
