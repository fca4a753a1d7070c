"""What a library costs as it grows: the same home measured at 1,000, 10,000, 100,000 chunks and, where asked, a million."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from evals.benchmarks.figure import Figure, NotMeasured
from evals.benchmarks.varied_laws import law_files
from evals.loading import BUNDLED_FOLDER
from indexing.building import ingest
from indexing.embedding import load_embedder
from indexing.library import Library

NAME = "ladder"
SIZES = (1_000, 10_000, 100_000)
MILLION = 1_000_000
BATCH_FILES = 200

# What has to hold from so many chunks on: the figure, its unit, its bound.
BOUNDS = {
    100_000: {"add_ms": 150.0, "replace_ms": 150.0, "start_seconds": 4.0, "memory_mb": 1200.0},
    MILLION: {"answer_p95_ms": 60.0},
}

Rung = dict[str, float]


def measure(data: Path, *, sizes: Sequence[int] = SIZES) -> Iterator[Figure | NotMeasured]:
    """The answers at each size, with all that was measured there as parts, and a figure for each other bound."""
    laws = data / "laws"
    if not laws.is_dir():
        yield NotMeasured(NAME, f"not present: {laws}")
        return
    with TemporaryDirectory(prefix="youju-ladder-") as folder:
        for rung in climbed(laws, Path(folder), sizes=sizes):
            yield from figures(rung)


def figures(rung: Rung) -> Iterator[Figure]:
    """A line for each bound that a size has to keep, and one for its answers."""
    size = f"{rung['chunks']:,.0f} chunks"
    told = ", ".join(f"p{percent} {rung[f'answer_p{percent}_ms']:.1f}" for percent in (50, 95, 99))
    rate = f"ingest {rung['ingest_per_second']:,.0f} chunks/s, {rung['disk_mb']:,.0f} MB on disk"
    started = f"start {rung['start_seconds']:.1f} s, after an ingest {rung['start_after_ingest_seconds']:.1f} s"
    yield Figure(
        f"answer p95 at {size}",
        rung["answer_p95_ms"],
        "ms",
        most=_bound(rung, "answer_p95_ms"),
        note=f"{told}; {rate}; {started}",
        parts=rung,
    )
    for name in ("add_ms", "replace_ms", "start_seconds", "memory_mb"):
        most = _bound(rung, name)
        if most is not None:
            what, _, unit = name.rpartition("_")
            yield Figure(f"{what} at {size}", rung[name], {"seconds": "s", "mb": "MB"}.get(unit, unit), most=most)


def _bound(rung: Rung, name: str) -> float | None:
    """The bound of a figure at the largest size that is reached; a home holds a few chunks more or less than it was meant to."""
    reached = [bounds for size, bounds in BOUNDS.items() if rung["wanted"] >= size and name in bounds]
    return reached[-1][name] if reached and rung["wanted"] in BOUNDS else None


def climbed(laws: Path, folder: Path, *, sizes: Sequence[int]) -> Iterator[Rung]:
    """The figures of one home at each size, the bundled texts and then as many laws as it takes."""
    (folder / "varied").mkdir(parents=True, exist_ok=True)
    files = law_files(laws, folder / "varied")
    home = folder / "home"
    for size in sizes:
        filled = _filled(home, files, size)
        yield {"wanted": float(size), **filled, "disk_mb": _megabytes(home), **_measured(home)}


def _filled(home: Path, files: Iterator[Path], size: int) -> Rung:
    """Ingests until the home has so many chunks, and tells how fast that went."""
    with Library.open(home, embedder=load_embedder()) as library:
        list(ingest(library, [BUNDLED_FOLDER]))
        before, started = library.count_chunks(), perf_counter()
        while (missing := size - library.count_chunks()) > 0:
            list(ingest(library, [next(files) for _ in range(min(BATCH_FILES, 1 + missing // 60))]))
        return {"ingest_per_second": (library.count_chunks() - before) / (perf_counter() - started)}


def _measured(home: Path) -> Rung:
    """What a process of its own finds; and the seconds to the first answer, after the ingest and at any later start.

    The first start after a large ingest writes out Chroma's graph, which no later one has to make again.
    """
    after_ingest, _ = _run(home, "start")
    seconds, last = _run(home)
    found: Rung = json.loads(last)
    return {"start_after_ingest_seconds": after_ingest, "start_seconds": seconds, **found}


def _run(home: Path, *arguments: str) -> tuple[float, str]:
    """The seconds until a `rung` has answered once, and the last line that it writes."""
    started, seconds, last = perf_counter(), 0.0, ""
    command = [sys.executable, "-m", "evals.benchmarks.rung", str(home), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "YOUJU_HOME": str(home)}) as process:  # noqa: S603 -- our own interpreter and module
        for line in process.stdout or ():
            seconds = seconds or perf_counter() - started
            last = line
    return seconds, last


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
