"""`python -m evals.benchmarks DATA`: speed, size and memory, alone and beside other pipelines, a line each."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from evals.benchmarks import curves, ingest, ladder, obligations, pages, peers, throughput
from evals.benchmarks.figure import Figure, NotMeasured
from evals.machine import machine
from evals.running import DEFAULT_DATA

Benchmark = Callable[[Path], Iterator[Figure | NotMeasured]]
MILLION = "million"
BENCHMARKS: Mapping[str, Benchmark] = {
    "throughput": throughput.measure,
    "pdf": lambda _: iter([pages.text_layer()]),
    obligations.NAME: obligations.measure,
    "recognition": lambda _: iter([pages.recognition()]),
    ingest.NAME: ingest.measure,
    ladder.NAME: ladder.measure,
    peers.NAME: peers.measure,
    MILLION: partial(ladder.measure, sizes=(*ladder.SIZES, ladder.MILLION)),
}
# Takes hours, so it is only run where it is named.
USUAL = tuple(name for name in BENCHMARKS if name != MILLION)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmarks and returns the exit code: 1 where a figure misses its bar."""
    options = _options(arguments)
    described = machine()
    _say(f"{described['cpu_count']} processors, {described['system']}, Python {described['python']}")
    figures: list[Figure | NotMeasured] = []
    for name in options.only or USUAL:
        for figure in BENCHMARKS[name](options.data):
            _say(f"{figure}{' - MISSED' if _is_missed(figure) else ''}")
            figures.append(figure)
            if options.output:
                _write(options.output, figures, described)
    return 1 if any(map(_is_missed, figures)) else 0


def _is_missed(figure: Figure | NotMeasured) -> bool:
    return isinstance(figure, Figure) and not figure.holds


def _write(folder: Path, figures: Sequence[Figure | NotMeasured], described: Mapping[str, object]) -> None:
    """Writes what was measured so far, so that a run that is broken off leaves what it found: figures in JSON, growth in a drawing."""
    folder.mkdir(parents=True, exist_ok=True)
    record = {"machine": described, "figures": [asdict(figure) for figure in figures]}
    (folder / "figures.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    rungs = [figure.parts for figure in figures if isinstance(figure, Figure) and "chunks" in figure.parts]
    if rungs:
        curves.draw(rungs, folder / "growth.svg")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m evals.benchmarks", description="Measures how fast, how exact and how large things are."
    )
    parser.add_argument(
        "data", type=Path, nargs="?", default=DEFAULT_DATA, metavar="DATA", help="a folder with laws/, and for some seeds/ and gold/"
    )
    parser.add_argument("--only", action="append", choices=[*BENCHMARKS], help="measure just this; may be repeated")
    parser.add_argument("--output", type=Path, metavar="FOLDER", help="write the figures and a drawing of how they grow into this folder")
    return parser.parse_args(arguments)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
