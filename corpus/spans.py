"""Half-open stretches of a text, counted in Unicode code points."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """The code points `start <= i < end` of a text.

    Raises:
        ValueError: `start` is negative or behind `end`.

    >>> Span(2, 6).of("应当10分钟内到位")
    '10分钟'
    """

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"A span needs 0 <= start <= end, not {start!r}:{end!r}")
        # A document has ten thousands of spans, and what is frozen is else set by the name of each member, which takes twice as long.
        _set_start(self, start)
        _set_end(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether both spans share a code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Self:
        """The same stretch, `by` code points further on."""
        return type(self)(self.start + by, self.end + by)

    def trimmed(self, text: str) -> Self:
        """The span without the white space at its two ends in `text`."""
        inner = text[self.start : self.end]
        said = inner.strip()
        if len(said) == len(inner):
            return self
        start = self.start + len(inner) - len(inner.lstrip())
        return type(self)(start, start + len(said))


_set_start, _set_end = (getattr(Span, member).__set__ for member in ("start", "end"))
