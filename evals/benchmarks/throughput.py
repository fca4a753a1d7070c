"""How much clean text a core takes from the file to the cut words, and whether the cost grows with the length alone."""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.cleaning import clean
from corpus.parsing import parse
from corpus.reading import files_in, read, read_bytes
from corpus.sentences import sentences
from corpus.tokenizing import words
from evals.benchmarks.figure import Figure, NotMeasured
from evals.tasks.structure import a_law

NAME = "throughput"
LEAST_MEGABYTES_PER_SECOND = 3.0
MEGABYTE = 1_000_000
ARTICLES, TIMES = 1000, 10
# Linear cost gives one; memory that is no longer in the cache of the processor costs a little more.
MOST_GROWTH = 1.5


def measure(data: Path) -> Iterator[Figure | NotMeasured]:
    """Throughput over the laws in `data`, in bytes of UTF-8 and seconds of processor time; then what ten times the text costs."""
    if (data / "laws").is_dir():
        yield over(files_in(data / "laws"))
    else:
        yield NotMeasured(NAME, f"not present: {data / 'laws'}")
    yield growth()


def over(paths: Sequence[Path]) -> Figure:
    """The megabytes of these files that a second of one core reads, repairs, parses, and cuts into sentences and words."""
    seconds: dict[str, float] = defaultdict(float)
    _chain(paths[0], defaultdict(float))  # tables and dictionaries are read once, and no longer counted
    for path in paths:
        _chain(path, seconds)
    n_bytes = sum(path.stat().st_size for path in paths)
    stages = ", ".join(f"{stage} {share / sum(seconds.values()):.0%}" for stage, share in seconds.items())
    rate = n_bytes / MEGABYTE / sum(seconds.values())
    note = f"{len(paths)} files, {n_bytes / MEGABYTE:.1f} MB: {stages}"
    return Figure(NAME, rate, "MB/s on one core", least=LEAST_MEGABYTES_PER_SECOND, note=note)


def growth(n_articles: int = ARTICLES) -> Figure:
    """What a character of a law costs where the law is ten times as long."""
    short, long = (_seconds(n_articles * times) for times in (1, TIMES))
    note = f"{short:.2f} s for {n_articles:,} articles, {long:.2f} s for {n_articles * TIMES:,}"
    return Figure("cost of a character in ten times the text", long / short / TIMES, "times", most=MOST_GROWTH, note=note)


def _chain(path: Path, seconds: dict[str, float]) -> None:
    clock = _Clock(seconds)
    source = read(path)
    clock.stop("read")
    document = clean(source)
    clock.stop("repair")
    parse(document)
    clock.stop("structure")
    sentences(document.text)
    clock.stop("sentences")
    words(document.text)
    clock.stop("words")


def _seconds(n_articles: int) -> float:
    data = a_law(n_articles).encode()
    started = time.process_time()
    document = clean(read_bytes(data, source_name="law.txt", origin="law.txt"))
    parse(document)
    sentences(document.text)
    words(document.text)
    return time.process_time() - started


class _Clock:
    """Adds what each stage takes to its sum."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self._seconds = seconds
        self._last = time.process_time()

    def stop(self, stage: str) -> None:
        """Ends a stage; the next one begins."""
        now = time.process_time()
        self._seconds[stage] += now - self._last
        self._last = now
