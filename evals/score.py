"""What came of it: a `Score` has a reason, a `CaseResult` the scores of one case, a `Report` those of one task over one set."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Score:
    """A number in 0..1 under a name, and why it is what it is (empty where the number says it all)."""

    name: str
    value: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """The scores of one case; a score that does not apply to the case is left out, and then counts in no average.

    Where a reply was measured, `outcome` says what became of the question, `confidence` is what the reply said of itself (0..1),
    `elapsed_ms` how long it took. `fitted` tells that weights of the product were fitted on the question: its confidence proves less.
    """

    case_id: str
    kind: str
    passed: bool
    scores: tuple[Score, ...]
    reply: str = ""
    outcome: str = ""
    confidence: float | None = None
    elapsed_ms: float | None = None
    fitted: bool = False

    def value(self, name: str) -> float | None:
        """The score of this name, `None` where it does not apply."""
        return next((score.value for score in self.scores if score.name == name), None)

    @property
    def reasons(self) -> str:
        """Why the scores are what they are, in one line."""
        return "; ".join(score.reason for score in self.scores if score.reason)


@dataclass(frozen=True, slots=True)
class Report:
    """What one task measured over one set of cases; `variant` tells apart the ways that a task compares.

    `figures` are what is measured over all cases at once and is no mean of their scores, such as a percentile.
    """

    task: str
    variant: str
    case_set: str
    results: tuple[CaseResult, ...]
    shows_texts: bool = field(default=True, compare=False)
    figures: Mapping[str, float] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How tables, floors and result files call it.

        >>> Report("retrieval", "hybrid", "bundled", ()).name
        'retrieval.bundled.hybrid'
        """
        return ".".join(part for part in (self.task, self.case_set, self.variant) if part)

    @property
    def summary(self) -> dict[str, float]:
        """The mean of each score over the cases that it applies to, in the order in which the names first appear; then the figures."""
        names = dict.fromkeys(score.name for result in self.results for score in result.scores)
        return {name: mean(result.value(name) for result in self.results) for name in names} | dict(self.figures)

    @property
    def by_kind(self) -> dict[str, tuple[int, int]]:
        """How many cases of each kind passed, and how many there are."""
        kinds = sorted({result.kind for result in self.results})
        return {kind: _passed([result for result in self.results if result.kind == kind]) for kind in kinds}

    @property
    def failures(self) -> tuple[CaseResult, ...]:
        """The cases that did not pass."""
        return tuple(result for result in self.results if not result.passed)


def mean(values: Iterable[float | None]) -> float:
    """The mean of the values that are there, 0 where none is.

    >>> mean([1.0, None, 0.0])
    0.5
    """
    present = [value for value in values if value is not None]
    return sum(present) / len(present) if present else 0.0


def _passed(results: list[CaseResult]) -> tuple[int, int]:
    return sum(result.passed for result in results), len(results)
