"""Runs tasks over the sets of cases that are there, and says which were not."""

from collections.abc import Collection, Iterator
from pathlib import Path

from assistant.settings import load_settings
from corpus.cleaning import clean
from corpus.parsing import parse
from corpus.reading import files_in, read
from evals.case import CaseSet
from evals.gathering import asked_about, gathered, located
from evals.homes import opened
from evals.loading import BUNDLED_FOLDER, bundled_cases, gold_cases, law_cases
from evals.scale import run_at_scale
from evals.score import Report
from evals.skipping import Skipped, missing
from evals.tasks import (
    answers,
    baselines,
    beside,
    gate,
    harm,
    obligation_articles,
    obligations,
    passages,
    repair,
    retrieval,
    speed,
    structure,
)
from indexing.embedding import load_embedder
from indexing.haystacks import haystacks

TASKS = (
    retrieval.TASK, baselines.TASK, answers.TASK, gate.TASK, obligations.TASK, passages.TASK, repair.TASK, harm.TASK, structure.TASK,
)  # fmt: skip

# What takes minutes, because some thousand laws are ingested first: only run where it is named.
LONG_TASKS = (beside.TASK, speed.TASK)

# Beside a checkout of the project; the originals and the annotated questions are not part of it.
DEFAULT_DATA = Path(__file__).parents[2] / "shared" / "data"


def run(tasks: Collection[str] = TASKS, *, data: Path = DEFAULT_DATA, home: Path | None = None) -> Iterator[Report | Skipped]:
    """Each report as it is finished: bundled, gold, health laws, statements, obligations, passages, respelled words, all laws, scale.

    `home` is where the home of the long tasks is kept for the next run; without it they make one that is gone afterwards.
    """
    if {retrieval.TASK, baselines.TASK, answers.TASK} & set(tasks):
        yield from _run_questions(tasks, data)
    if gate.TASK in tasks:
        yield gate.measure(BUNDLED_FOLDER)
    if obligations.TASK in tasks:
        yield run_obligations(data)
        yield from obligation_articles.measure(data / "laws")
    if passages.TASK in tasks:
        yield from _run_passages(data)
    if repair.TASK in tasks:
        yield run_repair(data)
    if {harm.TASK, structure.TASK} & set(tasks):
        yield from run_laws(data, tasks)
    if set(LONG_TASKS) & set(tasks):
        yield from run_at_scale(tasks, annotated_cases(data), data / "laws", home)


def _run_questions(tasks: Collection[str], data: Path) -> Iterator[Report | Skipped]:
    for case_set in (bundled_cases(), annotated_cases(data)):
        yield from [case_set] if isinstance(case_set, Skipped) else run_on(case_set, tasks)
    yield from run_health_laws(data, tasks)


def run_on(case_set: CaseSet, tasks: Collection[str]) -> Iterator[Report | Skipped]:
    """The retrieval and answer tasks over one set, in a home that is gone afterwards; the baselines over the same files."""
    if baselines.TASK in tasks:
        yield from baselines.measure(case_set)
    if not {retrieval.TASK, answers.TASK} & set(tasks):
        return
    with opened([case_set.folder]) as youju:
        if retrieval.TASK in tasks:
            yield from retrieval.measure(case_set, youju.library.searcher, youju.library.policy, product=youju.assistant)
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
    return missing("gold", gold, seeds) or gold_cases(gold, seeds, name="gold")


def run_obligations(data: Path) -> Report | Skipped:
    """The register over the original texts against the annotated obligations, where both are in `data`."""
    gold, seeds = data / "gold" / "obligations_dev.jsonl", data / "seeds"
    skipped = missing(obligations.TASK, gold, seeds)
    if skipped:
        return skipped
    with opened([seeds]) as youju:
        return obligations.measure(obligations.read_gold(gold), youju.register.find().entries, name="gold")


def run_repair(data: Path) -> Report | Skipped:
    """The repair of the original texts against the list of their respelled words, where both are in `data`."""
    pairs, seeds = data / "noise_pairs.jsonl", data / "seeds"
    return missing(repair.TASK, pairs, seeds) or repair.measure(repair.read_pairs(pairs), seeds)


def run_laws(data: Path, tasks: Collection[str]) -> Iterator[Report | Skipped]:
    """Harm and structure over all laws in `data`, each law read and cleaned once; about ten seconds for 28 MB."""
    wanted = [task for task in (harm.TASK, structure.TASK) if task in tasks]
    skipped = [skipped for task in wanted if (skipped := missing(task, data / "laws"))]
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


def _run_passages(data: Path) -> Iterator[Report | Skipped]:
    embedder = load_embedder(load_settings().embedding_model)
    for haystack in haystacks(data, half="measuring"):
        yield from passages.measure(haystack, embedder)
    skipped = missing(passages.TASK, data / "reading", data / "laws")
    if skipped:
        yield skipped
