"""Runs tasks over the sets of cases that are there, and says which were not."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.settings import load_settings
from evals.case import CaseSet
from evals.homes import opened
from evals.loading import BUNDLED_FOLDER, bundled_cases, gold_cases
from evals.score import Report
from evals.tasks import answers, gate, obligations, passages, retrieval
from indexing.embedding import load_embedder
from indexing.haystacks import haystacks

TASKS = (retrieval.TASK, answers.TASK, gate.TASK, obligations.TASK, passages.TASK)

# Beside a checkout of the project; the originals and the annotated questions are not part of it.
DEFAULT_DATA = Path(__file__).parents[2] / "shared" / "data"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A set that was not measured, and why."""

    case_set: str
    reason: str


def run(tasks: Collection[str] = TASKS, *, data: Path = DEFAULT_DATA) -> Iterator[Report | Skipped]:
    """Each report as it is finished, in the order of the sets: bundled, gold, the statements of the gate, the obligations, the passages."""
    if {retrieval.TASK, answers.TASK} & set(tasks):
        for case_set in (bundled_cases(), annotated_cases(data)):
            yield from [case_set] if isinstance(case_set, Skipped) else run_on(case_set, tasks)
    if gate.TASK in tasks:
        yield gate.measure(BUNDLED_FOLDER)
    if obligations.TASK in tasks:
        yield run_obligations(data)
    if passages.TASK in tasks:
        yield from _run_passages(data)


def run_on(case_set: CaseSet, tasks: Collection[str]) -> Iterator[Report]:
    """The retrieval and answer tasks over one set, in a home that is gone afterwards."""
    with opened(case_set.folder) as youju:
        if retrieval.TASK in tasks:
            yield from retrieval.measure(case_set, youju.library.searcher, youju.library.policy)
        if answers.TASK in tasks:
            yield answers.measure(case_set, youju.assistant)


def annotated_cases(data: Path) -> CaseSet | Skipped:
    """The annotated questions over the original texts, where both are in `data`."""
    gold, seeds = data / "gold" / "dev.jsonl", data / "seeds"
    return _skipped("gold", gold, seeds) or gold_cases(gold, seeds, name="gold")


def run_obligations(data: Path) -> Report | Skipped:
    """The register over the original texts against the annotated obligations, where both are in `data`."""
    gold, seeds = data / "gold" / "obligations_dev.jsonl", data / "seeds"
    skipped = _skipped(obligations.TASK, gold, seeds)
    if skipped:
        return skipped
    with opened(seeds) as youju:
        return obligations.measure(obligations.read_gold(gold), youju.register.find().entries, name="gold")


def _skipped(case_set: str, *needed: Path) -> Skipped | None:
    """Why a set is not measured, `None` where all that it needs is there."""
    missing = [str(path) for path in needed if not path.exists()]
    return Skipped(case_set, f"not present: {', '.join(missing)}") if missing else None


def _run_passages(data: Path) -> Iterator[Report | Skipped]:
    embedder = load_embedder(load_settings().embedding_model)
    for haystack in haystacks(data, half="measuring"):
        yield from passages.measure(haystack, embedder)
    skipped = _skipped(passages.TASK, data / "reading", data / "laws")
    if skipped:
        yield skipped
