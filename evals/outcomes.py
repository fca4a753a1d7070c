"""What became of a question, in one word a reader of a table understands."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from evals.score import CaseResult


class Outcome(StrEnum):
    """`cited`: right, with a citation of the right place; `uncited`: right, another place cited; `refused`: no answer was given."""

    CITED = "cited"
    UNCITED = "uncited"
    WRONG = "wrong"
    REFUSED = "refused"


def outcome_of(*, refused: bool, right: bool, cited: bool | None) -> Outcome:
    """The outcome of a reply; `cited` is `None` where nothing could be cited.

    >>> outcome_of(refused=False, right=True, cited=False)
    <Outcome.UNCITED: 'uncited'>
    """
    if refused:
        return Outcome.REFUSED
    if not right:
        return Outcome.WRONG
    return Outcome.CITED if cited else Outcome.UNCITED


def by_kind(results: Iterable[CaseResult]) -> Mapping[str, Mapping[str, int]]:
    """How often each outcome came, for each kind of question, over the cases that have one; kinds in their order, all outcomes named."""
    found: dict[str, Counter[str]] = {}
    for result in results:
        if result.outcome:
            found.setdefault(result.kind, Counter())[result.outcome] += 1
    return {kind: {str(outcome): found[kind][outcome] for outcome in Outcome} for kind in sorted(found)}
