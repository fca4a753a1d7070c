"""How long all laws take from the file to the answer, beside bare Chroma that is only given the same vectors.

What comes on top is reading, repair, structure, obligations, words, embedding, and the truth with its checksums.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from evals.baselines.bare_chroma import seconds_to_add
from evals.benchmarks.figure import Figure, NotMeasured
from indexing.building import ingest
from indexing.embedding import load_embedder
from indexing.library import Library
from indexing.store import Store

NAME = "ingest"
MOST_TIMES = 2.5


def measure(data: Path) -> Iterator[Figure | NotMeasured]:
    """The ingest of the laws in `data`, and how many times bare Chroma's that is."""
    laws = data / "laws"
    if not laws.is_dir():
        yield NotMeasured(NAME, f"not present: {laws}")
        return
    with TemporaryDirectory(prefix="youju-ingest-") as folder:
        yield from over(laws, Path(folder))


def over(laws: Path, folder: Path) -> Iterator[Figure]:
    """The same for the files below `laws`, with homes in `folder`; bare Chroma goes twice, since a machine has its moods."""
    worked = _processor_seconds()
    seconds, n_files = _ingested(laws, folder / "home")
    worked = _processor_seconds() - worked
    store = Store.open(folder / "home" / "youju.sqlite")
    chunk_ids, vectors = store.vectors()
    store.close()
    before = _processor_seconds()
    bare = [seconds_to_add(chunk_ids, vectors, folder / f"bare-{turn}") for turn in range(2)]
    bare_worked = (_processor_seconds() - before) / 2
    rate = f"{len(chunk_ids) / seconds:,.0f} chunks a second"
    yield Figure(f"{NAME} of {n_files:,} files", seconds, "s", note=f"{len(chunk_ids):,} chunks, {rate}")
    processors = f"processors worked {worked:.0f} s, and {bare_worked:.0f} s for bare Chroma"
    told = " and ".join(f"{each:.1f} s" for each in bare)
    yield Figure(
        f"{NAME} beside bare Chroma", 2 * seconds / sum(bare), "times", most=MOST_TIMES, note=f"bare: {told}, the mean counts; {processors}"
    )


def _processor_seconds() -> float:
    """What processors have worked so far for this process and for those that it started and that have ended."""
    return sum(os.times()[:4])


def _ingested(laws: Path, home: Path) -> tuple[float, int]:
    with Library.open(home, embedder=load_embedder()) as library:
        library.own()
        started = perf_counter()
        results = list(ingest(library, [laws]))
        return perf_counter() - started, len(results)
