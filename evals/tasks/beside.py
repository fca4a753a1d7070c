"""Asks the annotated questions twice: over their own texts alone, and with some thousand laws beside them.

Whoever ingests more must not be answered worse: `lost_right_and_cited` is how much smaller the share of right and rightly cited answers is.
"""

from collections.abc import Mapping
from dataclasses import replace

from evals.case import CaseSet
from evals.score import Report
from evals.tasks import answers
from evals.tasks.answers import Asked

TASK = "beside"
ALONE, LAWS = "alone", "laws"

_COMPARED = ("right_and_cited", "refusal_recall")


def measure(case_set: CaseSet, asked: Asked, *, variant: str, originals: Mapping[str, str]) -> Report:
    """The replies under one of the two conditions; `originals` are all files that can be quoted, by name."""
    return replace(answers.measure(case_set, asked, originals=originals), task=TASK, variant=variant)


def with_losses(report: Report, alone: Report) -> Report:
    """The report with what it loses against the one over the questions' own texts alone; a gain is a loss below 0."""
    before, after = alone.summary, report.summary
    losses = {f"lost_{name}": before[name] - after[name] for name in _COMPARED if name in before and name in after}
    return replace(report, figures=dict(report.figures) | losses)
