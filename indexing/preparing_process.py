"""A process that prepares files for the one that started it: takes orders from its input, and writes what came of each to its output.

Run as `python -P -m indexing.preparing_process HOME [MODEL]`; with the folder of a static model it embeds the chunks, too. Orders and what
comes of them are pickles, one behind the other; it ends where its input does, so also when the process that started it is killed.
"""

import gc
import os
import pickle
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

from corpus.errors import DocumentError
from indexing.document_rows import DocumentRows, Embedded
from indexing.embedding import Embedder, StaticEmbedder
from indexing.preparing import Order, prepared
from indexing.recipes import Recipes

# How far the process stands back behind the one that started it, 0..19.
NICENESS = 5

# So many more objects are there when garbage is looked for: a document is ten thousands, and hardly any of them are garbage before it ends.
GARBAGE_THRESHOLD = 100_000


def serve(orders: BinaryIO, outcomes: BinaryIO, recipes: Recipes, embedder: Embedder | None = None) -> None:
    """Answers each order, in turn, with the rows of its document, or with the error that it ends in.

    Orders are read ahead, and written are the outcomes behind: whoever asked may be busy with other things meanwhile. It knows how much it
    has asked for, so nothing is bounded here.
    """
    asked: SimpleQueue[Order | None] = SimpleQueue()
    answered: SimpleQueue[bytes | None] = SimpleQueue()
    Thread(target=_read, args=(orders, asked), daemon=True).start()
    writer = Thread(target=_write, args=(answered, outcomes), daemon=True)
    writer.start()
    try:
        while (order := asked.get()) is not None and writer.is_alive():
            answered.put(pickle.dumps(_outcome(order, recipes, embedder), pickle.HIGHEST_PROTOCOL))
    finally:
        answered.put(None)
        writer.join()


def _outcome(order: Order, recipes: Recipes, embedder: Embedder | None) -> DocumentRows | DocumentError:
    try:
        return _embedded(prepared(order, recipes), embedder)
    except DocumentError as error:
        return error


def _read(orders: BinaryIO, asked: "SimpleQueue[Order | None]") -> None:
    """Reads orders until there are no more, or the last is cut off."""
    try:
        with suppress(EOFError, pickle.UnpicklingError):
            while True:
                asked.put(pickle.load(orders))  # noqa: S301 -- written by the process that started this one
    finally:
        asked.put(None)


def _write(answered: "SimpleQueue[bytes | None]", outcomes: BinaryIO) -> None:
    """Writes what was answered, until there is no more, or nobody reads it any more."""
    with suppress(BrokenPipeError):
        while (outcome := answered.get()) is not None:
            outcomes.write(outcome)
            outcomes.flush()


def _embedded(rows: DocumentRows, embedder: Embedder | None) -> DocumentRows:
    if embedder is None:
        return rows
    return replace(rows, texts=(), embedded=Embedded(embedder.embed(rows.texts, role="passage"), embedder.identity))


def main(home: str, model: str = "") -> None:
    """Serves standard input and output, which no library gets to write to."""
    # A thread may still wait for orders when this process ends in an error: closing them would wait for it, as ending with its input would.
    orders = os.fdopen(os.dup(0), "rb")
    # Nobody reads any more where the process that started this one was killed.
    with suppress(BrokenPipeError), os.fdopen(os.dup(1), "wb") as outcomes:
        os.dup2(2, 1)
        embedder = StaticEmbedder.from_folder(Path(model)) if model else None
        _give_way()
        serve(orders, outcomes, Recipes.of(Path(home)), embedder)


def _give_way() -> None:
    """Lets whoever writes go first, since all wait for that, and leaves what lasts out of the search for garbage."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    gc.freeze()
    gc.set_threshold(GARBAGE_THRESHOLD)


if __name__ == "__main__":
    main(*sys.argv[1:])
