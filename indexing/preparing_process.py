"""A process that prepares files for the one that started it: takes orders from its input, and writes what came of each to its output.

Run as `python -P -m indexing.preparing_process HOME [MODEL]`; with the folder of a static model it embeds the chunks, too. Orders and what
comes of them are pickles, one behind the other; it ends where its input does, so also when the process that started it is killed.
"""

import os
import pickle
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from corpus.errors import DocumentError
from indexing.document_rows import DocumentRows, Embedded
from indexing.embedding import Embedder, StaticEmbedder
from indexing.preparing import prepared
from indexing.recipes import Recipes


def serve(orders: BinaryIO, outcomes: BinaryIO, recipes: Recipes, embedder: Embedder | None = None) -> None:
    """Answers each order with the rows of its document, or with the error that it ends in."""
    while True:
        try:
            order = pickle.load(orders)  # noqa: S301 -- written by the process that started this one
        except EOFError:
            return
        try:
            outcome: object = _embedded(prepared(order, recipes), embedder)
        except DocumentError as error:
            outcome = error
        pickle.dump(outcome, outcomes, pickle.HIGHEST_PROTOCOL)
        outcomes.flush()


def _embedded(rows: DocumentRows, embedder: Embedder | None) -> DocumentRows:
    if embedder is None:
        return rows
    return replace(rows, texts=(), embedded=Embedded(embedder.embed(rows.texts, role="passage"), embedder.identity))


def main(home: str, model: str = "") -> None:
    """Serves standard input and output, which no library gets to write to."""
    # Nobody reads any more where the process that started this one was killed.
    with suppress(BrokenPipeError), os.fdopen(os.dup(1), "wb") as outcomes:
        os.dup2(2, 1)
        embedder = StaticEmbedder.from_folder(Path(model)) if model else None
        serve(sys.stdin.buffer, outcomes, Recipes.of(Path(home)), embedder)


if __name__ == "__main__":
    main(*sys.argv[1:])
