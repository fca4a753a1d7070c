"""How long a reply takes inside the process, and how long a bare query of the vectors takes at the same moment.

Bare is: the question embedded, and the ten nearest vectors asked of Chroma, ids and distances only.
"""

from collections.abc import Callable, Sequence
from functools import partial
from time import perf_counter, process_time

from evals.case import Case
from evals.latency import latency
from evals.score import CaseResult, Report, Score
from evals.tasks.answers import Asked

TASK = "speed"

# No reply should take longer; the bars of the percentiles are in `floors.toml`.
BAR_MS = 40.0


def measure(
    name: str, cases: Sequence[Case], asked: Asked, bare: Callable[[str], object], *, warm_up: Sequence[Case], n_chunks: int
) -> Report:
    """The times of each question, asked once after the questions of `warm_up`; the bare query goes right before each.

    The figures are percentiles in milliseconds; how many times a bare query's median a reply's median is; the mean time that processors
    worked for a question and its bare query, which other work on the machine lengthens less; and how many chunks there were.
    """
    for case in warm_up:
        bare(case.question)
        asked.ask(case.question, history=case.history, place=case.place)
    worked = process_time()
    pairs = [(_milliseconds(partial(bare, case.question)), _result(case, asked)) for case in cases]
    worked = process_time() - worked
    results = tuple(result for _, result in pairs)
    replies, queries = latency([result.elapsed_ms or 0.0 for result in results]), latency([milliseconds for milliseconds, _ in pairs])
    if replies is None or queries is None:
        return Report(TASK, "", name, ())
    figures = {
        "p50_ms": replies.p50_ms,
        "p95_ms": replies.p95_ms,
        "bare_p50_ms": queries.p50_ms,
        "bare_p95_ms": queries.p95_ms,
        "bare_times": replies.p50_ms / queries.p50_ms,
        "processor_mean_ms": 1000 * worked / len(pairs),
        "chunks": float(n_chunks),
    }
    return Report(TASK, "", name, results, figures=figures)


def _result(case: Case, asked: Asked) -> CaseResult:
    elapsed_ms = _milliseconds(partial(asked.ask, case.question, history=case.history, place=case.place))
    passed = elapsed_ms <= BAR_MS
    score = Score("in_time", float(passed), f"{elapsed_ms:.1f} ms, the bar is {BAR_MS:g}")
    return CaseResult(case.case_id, case.kind, passed, (score,), elapsed_ms=elapsed_ms)


def _milliseconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1000
