"""The pipelines that others would build, over the same files and beside each other: each in a process of its own, one after the other."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from evals.baselines.peers import PEERS, lacking
from evals.benchmarks.figure import Figure, NotMeasured
from evals.benchmarks.peer import YOUJU

NAME = "peers"
MOST_SECONDS = 3600


def measure(data: Path) -> Iterator[Figure | NotMeasured]:
    """The median query of each pipeline, with its ingest, its share of right first hits and its memory."""
    needed = [data / "laws", data / "seeds", data / "gold" / "dev.jsonl"]
    absent = [str(path) for path in needed if not path.exists()]
    if absent:
        yield NotMeasured(NAME, f"not present: {', '.join(absent)}")
        return
    yield _figure(YOUJU, data)
    for name in PEERS:
        lacks = lacking(name)
        yield NotMeasured(f"{NAME}, {name}", f"not installed: {lacks} (pip install 'youju[bench]')") if lacks else _figure(name, data)


def _figure(name: str, data: Path) -> Figure | NotMeasured:
    command = [sys.executable, "-m", "evals.benchmarks.peer", name, str(data)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=MOST_SECONDS, check=False)  # noqa: S603 -- our own interpreter and module
    if done.returncode:
        return NotMeasured(f"{NAME}, {name}", f"it failed: {(done.stderr.strip().splitlines() or ['without a word'])[-1]}")
    found = json.loads(done.stdout.splitlines()[-1])
    told = f"p95 {found['query_p95_ms']:.1f} ms, ingest {found['ingest_seconds']:.0f} s, right first hits {found['hit_at_1']:.1%}"
    return Figure(
        f"{NAME}, {name}", found["query_p50_ms"], "ms a query", note=f"{told}, {found['most_memory_mb']:,.0f} MB at most", parts=found
    )
