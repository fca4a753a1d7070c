"""Runs tasks over the sets of cases that are there, and says which were not."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.settings import load_settings
from corpus.cleaning import clean
from corpus.parsing import parse
from corpus.reading import files_in, read
from evals.case import CaseSet
from evals.gathering import asked_about, gathered, located
from evals.homes import opened
from evals.loading import BUNDLED_FOLDER, bundled_cases, gold_cases, law_cases
from evals.score import Report
from evals.tasks import answers, gate, harm, obligations, passages, repair, retrieval, structure
from indexing.embedding import load_embedder
from indexing.haystacks import haystacks

TASKS = (retrieval.TASK, answers.TASK, gate.TASK, obligations.TASK, passages.TASK, repair.TASK, harm.TASK, structure.TASK)

# Beside a checkout of the project; the originals and the annotated questions are not part of it.
DEFAULT_DATA = Path(__file__).parents[2] / "shared" / "data"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A set that was not measured, and why."""

    case_set: str
    reason: str


def run(tasks: Collection[str] = TASKS, *, data: Path = DEFAULT_DATA) -> Iterator[Report | Skipped]:
    """Each report as it is finished: bundled, gold, health laws, statements, obligations, passages, respelled words, all laws."""
    if {retrieval.TASK, answers.TASK} & set(tasks):
        for case_set in (bundled_cases(), annotated_cases(data)):
            yield from [case_set] if isinstance(case_set, Skipped) else run_on(case_set, tasks)
        yield from run_health_laws(data, tasks)
    if gate.TASK in tasks:
        yield gate.measure(BUNDLED_FOLDER)
    if obligations.TASK in tasks:
        yield run_obligations(data)
    if passages.TASK in tasks:
        yield from _run_passages(data)
    if repair.TASK in tasks:
        yield run_repair(data)
    if {harm.TASK, structure.TASK} & set(tasks):
        yield from run_laws(data, tasks)


def run_on(case_set: CaseSet, tasks: Collection[str]) -> Iterator[Report]:
    """The retrieval and answer tasks over one set, in a home that is gone afterwards."""
    with opened(case_set.folder) as youju:
        if retrieval.TASK in tasks:
            yield from retrieval.measure(case_set, youju.library.searcher, youju.library.policy)
        if answers.TASK in tasks:
            yield answers.measure(case_set, youju.assistant)


def run_health_laws(data: Path, tasks: Collection[str]) -> Iterator[Report | Skipped]:
    """The shipped questions on health laws, where all the laws that they ask about are in `data`; only these are ingested."""
    laws, names = data / "laws", asked_about(law_cases(data))
    files = located(names, laws)
    lacking = sorted(names - files.keys())
    if lacking:
        yield Skipped("health_laws", f"not present in {laws}: {', '.join(lacking)}")
        return
    with gathered(files) as folder:
        yield from run_on(law_cases(folder), tasks)


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


def run_repair(data: Path) -> Report | Skipped:
    """The repair of the original texts against the list of their respelled words, where both are in `data`."""
    pairs, seeds = data / "noise_pairs.jsonl", data / "seeds"
    return _skipped(repair.TASK, pairs, seeds) or repair.measure(repair.read_pairs(pairs), seeds)


def run_laws(data: Path, tasks: Collection[str]) -> Iterator[Report | Skipped]:
    """Harm and structure over all laws in `data`, each law read and cleaned once; about ten seconds for 28 MB."""
    wanted = [task for task in (harm.TASK, structure.TASK) if task in tasks]
    skipped = [skipped for task in wanted if (skipped := _skipped(task, data / "laws"))]
    if skipped:
        yield from skipped
        return
    harms, trees = [], []
    for path in files_in(data / "laws"):
        document = clean(read(path))
        harms.append(harm.judged(document))
        if structure.TASK in wanted:
            trees.append(structure.judged(parse(document)))
    if harm.TASK in wanted:
        yield harm.report(harms)
    if structure.TASK in wanted:
        yield structure.report(trees)


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
