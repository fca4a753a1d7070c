"""What a benchmark gives: a number with its unit, the bar that it has to hold, and what there is to say about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number; `least` and `most` bound what passes, `note` says what it is made of, `parts` are numbers measured with it."""

    name: str
    value: float
    unit: str
    least: float | None = None
    most: float | None = None
    note: str = ""
    parts: Mapping[str, float] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether the number is within its bounds.

        >>> Figure("throughput", 3.5, "MB/s", least=3).holds, Figure("errors", 2.5, "%", most=2).holds
        (True, False)
        """
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)

    def __str__(self) -> str:
        """The figure on one line.

        >>> str(Figure("throughput", 3.456, "MB/s", least=3, note="1 core"))
        'throughput: 3.46 MB/s (at least 3) - 1 core'
        """
        bar = f" (at least {self.least:g})" if self.least is not None else f" (at most {self.most:g})" if self.most is not None else ""
        return f"{self.name}: {self.value:.3g} {self.unit}{bar}" + (f" - {self.note}" if self.note else "")


@dataclass(frozen=True, slots=True)
class NotMeasured:
    """A benchmark that could not be run, and why."""

    name: str
    reason: str

    def __str__(self) -> str:
        """The reason on one line."""
        return f"{self.name}: not measured, {self.reason}"
