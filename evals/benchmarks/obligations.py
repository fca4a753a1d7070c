"""How long the obligations of all laws take to extract, and how long the register takes to answer over a hundred thousand of them."""

import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from corpus.cleaning import clean
from corpus.obligations.extraction import extract
from corpus.parsing import parse
from corpus.reading import files_in, read
from evals.benchmarks import register
from evals.benchmarks.figure import Figure, NotMeasured

NAME = "obligations"
MOST_SECONDS = 300.0
MOST_PROCESSES = 2
FILES_AT_ONCE = 16


@dataclass(slots=True)
class Tally:
    """How many obligations there are of each strength, and for how many of them something could not be read, and why."""

    modalities: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    n_unread: int = 0

    def add(self, other: "Tally") -> None:
        """Counts what `other` counted, too."""
        self.modalities += other.modalities
        self.reasons += other.reasons
        self.n_unread += other.n_unread

    def __str__(self) -> str:
        """The counts on one line, the most frequent first."""
        strengths = ", ".join(f"{name} {n:,}" for name, n in self.modalities.most_common())
        reasons = ", ".join(f"{name} {n:,}" for name, n in self.reasons.most_common())
        return f"{self.modalities.total():,} obligations ({strengths}); {self.n_unread:,} with something unread ({reasons or 'none'})"


def measure(data: Path) -> Iterator[Figure | NotMeasured]:
    """The extraction over the laws in `data`, from the file to the record, and the queries of a register."""
    laws = data / "laws"
    if laws.is_dir():
        yield extraction(files_in(laws))
    else:
        yield NotMeasured(NAME, f"not present: {laws}")
    yield from register.measure()


def extraction(paths: Sequence[Path]) -> Figure:
    """The seconds that two processes at most take to read, repair, parse these files and extract all their obligations."""
    total = Tally()
    n_processes = min(MOST_PROCESSES, os.cpu_count() or 1)
    started = time.perf_counter()
    with get_context("spawn").Pool(n_processes) as pool:
        for tally in pool.imap_unordered(tally_of, paths, chunksize=FILES_AT_ONCE):
            total.add(tally)
    seconds = time.perf_counter() - started
    return Figure(f"{NAME} of {len(paths):,} files", seconds, "s", most=MOST_SECONDS, note=f"{n_processes} processes, {total}")


def tally_of(path: Path) -> Tally:
    """The count of one file."""
    found = extract(parse(clean(read(path))))
    unread = [one for one in found if one.problems]
    reasons = Counter(problem.partition(":")[0] for one in unread for problem in one.problems)
    return Tally(Counter(str(one.modality) for one in found), reasons, len(unread))
