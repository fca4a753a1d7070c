"""What one home costs: memory, start, search, answer, one document in and out; in a process of its own, which tells in JSON.

Run as `python -m evals.benchmarks.rung HOME`; with `start` behind it, it ends when it has answered once.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from assistant.bootstrap import Youju, open_youju
from assistant.settings import load_settings
from evals.latency import percentile
from evals.loading import bundled_cases
from indexing.building import ingest

# One document more: as long as a rule of a hospital.
ARTICLES = 20
TURNS = 7
FIRST_QUESTION = "急会诊多久到位"
PERCENTS = (50, 95, 99)


@dataclass(frozen=True, slots=True)
class Cost:
    """How long something took, and how long processors worked for it, which other work on the machine lengthens less."""

    wall_ms: float
    processor_ms: float


@contextmanager
def started(home: Path) -> Iterator[Youju]:
    """A home as a server opens it, when it has answered once: whoever started this process waits for that."""
    with open_youju(load_settings().model_copy(update={"home": home})) as youju:
        youju.library.own()
        youju.assistant.ask(FIRST_QUESTION)
        sys.stdout.write("answered\n")
        sys.stdout.flush()
        yield youju


def measured(home: Path) -> dict[str, float]:
    """The figures of a home, in milliseconds and megabytes; it is left as it was."""
    questions = [case.question for case in bundled_cases().cases]
    with started(home) as youju:
        found: dict[str, float] = {
            "start_processor_seconds": process_time(),
            "chunks": youju.library.count_chunks(),
            "documents": len(youju.library.documents()),
        }
        # The first turn fills what a server has filled that runs for a while.
        for question in questions:
            youju.assistant.ask(question)
        found |= _percentiles("search", youju.library.searcher.search, questions)
        found |= _percentiles("answer", youju.assistant.ask, questions)
        found |= _documents(youju)
        return found | _memory()


def _percentiles(name: str, work: Callable[[str], object], questions: Sequence[str]) -> dict[str, float]:
    costs = [_cost(partial(work, question)) for question in questions]
    found = {f"{name}_p{percent}_ms": percentile([cost.wall_ms for cost in costs], percent) for percent in PERCENTS}
    return found | {f"{name}_processor_p{percent}_ms": percentile([cost.processor_ms for cost in costs], percent) for percent in PERCENTS}


def _documents(youju: Youju) -> dict[str, float]:
    """The middle one of several turns of adding a document, replacing it by another version, and removing it."""
    costs: dict[str, list[Cost]] = {"add": [], "replace": [], "remove": []}
    with TemporaryDirectory(prefix="youju-rung-") as folder:
        path = Path(folder) / "一份院内制度.txt"
        for turn in range(TURNS):
            for name in ("add", "replace"):
                path.write_text(_rule(f"{turn}{name}"), "utf-8")
                costs[name].append(_cost(lambda: list(ingest(youju.library, [path]))))
            costs["remove"].append(_cost(lambda: youju.library.remove(youju.library.find(path.name))))
    found = {f"{name}_ms": percentile([cost.wall_ms for cost in of], 50) for name, of in costs.items()}
    return found | {f"{name}_processor_ms": percentile([cost.processor_ms for cost in of], 50) for name, of in costs.items()}


def _rule(sign: str) -> str:
    numbers = range(1, ARTICLES + 1)
    articles = [f"第{number}条 科室应当在{number}日内登记第{sign}批耗材，并于{number % 12 + 1}月前报告。" for number in numbers]
    return "\n".join(["某院耗材登记规定", "", *articles, ""])


def _memory() -> dict[str, float]:
    """What the process holds now and held at most, as Linux tells it; nothing elsewhere."""
    status = Path("/proc/self/status")
    rows = (line.split() for line in status.read_text("ascii").splitlines()) if status.is_file() else ()
    names = {"VmRSS:": "memory_mb", "VmHWM:": "most_memory_mb"}
    return {names[row[0]]: int(row[1]) / 1024 for row in rows if row[0] in names}


def _cost(work: Callable[[], object]) -> Cost:
    started, worked = perf_counter(), process_time()
    work()
    return Cost((perf_counter() - started) * 1000, (process_time() - worked) * 1000)


if __name__ == "__main__":
    if sys.argv[2:] == ["start"]:
        with started(Path(sys.argv[1])):
            pass
    else:
        sys.stdout.write(json.dumps(measured(Path(sys.argv[1]))) + "\n")
