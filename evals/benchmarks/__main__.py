"""`python -m evals.benchmarks DATA`: throughput, the cost of long texts, PDFs, and the recognition of characters, a line each."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from evals.benchmarks import obligations, pages, throughput
from evals.benchmarks.figure import Figure, NotMeasured
from evals.machine import machine
from evals.running import DEFAULT_DATA

Benchmark = Callable[[Path], Iterator[Figure | NotMeasured]]
BENCHMARKS: Mapping[str, Benchmark] = {
    "throughput": throughput.measure,
    "pdf": lambda _: iter([pages.text_layer()]),
    obligations.NAME: obligations.measure,
    "recognition": lambda _: iter([pages.recognition()]),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmarks and returns the exit code: 1 where a figure misses its bar."""
    options = _options(arguments)
    described = machine()
    _say(f"{described['cpu_count']} processors, {described['system']}, Python {described['python']}")
    held = True
    for name in options.only or BENCHMARKS:
        for figure in BENCHMARKS[name](options.data):
            missed = isinstance(figure, Figure) and not figure.holds
            _say(f"{figure}{' - MISSED' if missed else ''}")
            held = held and not missed
    return 0 if held else 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks", description="Measures how fast and how exact files are read.")
    parser.add_argument("data", type=Path, nargs="?", default=DEFAULT_DATA, metavar="DATA", help="a folder with laws/")
    parser.add_argument("--only", action="append", choices=[*BENCHMARKS], help="measure just this; may be repeated")
    return parser.parse_args(arguments)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
