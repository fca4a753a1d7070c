"""The long tasks: a home with some thousand laws beside the annotated texts, made once and kept where a home is named."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from assistant.bootstrap import Youju
from evals.case import CaseSet
from evals.homes import opened
from evals.loading import bundled_cases
from evals.score import Report
from evals.skipping import Skipped, missing
from evals.tasks import beside, speed


def run_at_scale(tasks: Collection[str], case_set: CaseSet | Skipped, laws: Path, home: Path | None) -> Iterator[Report | Skipped]:
    """The long ones of the tasks, over the texts of a set with the laws beside them."""
    if isinstance(case_set, Skipped):
        yield case_set
        return
    skipped = missing("laws", laws)
    if skipped:
        yield skipped
        return
    alone = _alone(case_set) if beside.TASK in tasks else None
    with opened([case_set.folder, laws], home=home) as youju:
        youju.library.own()
        if alone:
            crowded = beside.measure(case_set, youju.assistant, variant=beside.LAWS, originals=_originals(case_set.folder, laws))
            yield from (alone, beside.with_losses(crowded, alone))
        if speed.TASK in tasks:
            yield _speed(case_set, youju)


def _alone(case_set: CaseSet) -> Report:
    with opened([case_set.folder]) as youju:
        return beside.measure(case_set, youju.assistant, variant=beside.ALONE, originals=case_set.originals())


def _speed(case_set: CaseSet, youju: Youju) -> Report:
    """The questions of the set, after the shipped ones: what these leave behind in memory is what a server has that runs for a while."""
    searcher = youju.library.searcher
    return speed.measure(
        case_set.name,
        case_set.cases,
        youju.assistant,
        lambda question: searcher.nearest(question, limit=10),
        warm_up=bundled_cases().cases,
        n_chunks=youju.library.count_chunks(),
    )


def _originals(*folders: Path) -> Mapping[str, str]:
    """The text of each file at any depth, by its name."""
    files = (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.name: path.read_bytes().decode("utf-8", errors="replace") for path in files}
