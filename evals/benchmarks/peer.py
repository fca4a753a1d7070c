"""What one pipeline costs over some files, and how often it ranks the wanted words first; in a process of its own, which tells in JSON.

Run as `python -m evals.benchmarks.peer NAME DATA`; NAME is one of `evals.baselines.peers.PEERS`, or `youju`.
"""

import json
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from assistant.bootstrap import open_youju
from assistant.settings import load_settings
from corpus.reading import files_in, read
from evals.baselines.langchain_chroma import Found
from evals.baselines.peers import PEERS, Search
from evals.case import Case
from evals.latency import percentile
from evals.loading import gold_cases
from evals.tasks.retrieval import sources_in
from indexing.building import ingest

YOUJU = "youju"


def measured(name: str, data: Path) -> dict[str, float]:
    """Seconds from the files to the first search, milliseconds of a search, the share of right first hits, the most memory in megabytes."""
    cases = gold_cases(data / "gold" / "dev.jsonl", data / "seeds", name="gold").answerable
    folders = (data / "seeds", data / "laws")
    started = perf_counter()
    with _opened(name, folders) as search:
        search(cases[0].question)
        seconds = perf_counter() - started
        times, hits = [], []
        for case in cases:
            asked = perf_counter()
            found = search(case.question)
            times.append((perf_counter() - asked) * 1000)
            hits.append(_is_right(case, found))
    return {
        "ingest_seconds": seconds,
        "query_p50_ms": percentile(times, 50),
        "query_p95_ms": percentile(times, 95),
        "hit_at_1": sum(hits) / len(hits),
        "most_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _is_right(case: Case, found: Found | None) -> bool:
    return found is not None and bool(sources_in(case, found.source_name, found.span))


@contextmanager
def _opened(name: str, folders: tuple[Path, ...]) -> Iterator[Search]:
    """The search of a pipeline over all files of these folders."""
    if name != YOUJU:
        yield PEERS[name][0]({path.name: read(path).text for folder in folders for path in files_in(folder)})
        return
    with (
        TemporaryDirectory(prefix="youju-peer-") as home,
        open_youju(load_settings().model_copy(update={"home": Path(home)})) as youju,
    ):
        list(ingest(youju.library, folders))

        def search(question: str) -> Found | None:
            for hit in youju.assistant.search(question, limit=1):
                policy = youju.library.policy(hit.chunk.document_id)
                return Found(policy.document.source.source_name, policy.document.offsets.to_raw(hit.chunk.span))
            return None

        yield search


if __name__ == "__main__":
    figures = measured(sys.argv[1], Path(sys.argv[2]))
    sys.stdout.write(json.dumps(figures) + "\n")
