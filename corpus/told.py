"""What a text tells, and where it tells it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from corpus.documents import HeaderSpan
from corpus.spans import Span

Value_co = TypeVar("Value_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Told(Generic[Value_co]):
    """A value and the stretches of the text that tell it; none where nothing does."""

    value: Value_co
    spans: tuple[Span, ...] = ()

    def as_member(self, name: str) -> tuple[HeaderSpan, ...]:
        """The stretches as those of a member of a header."""
        return tuple(HeaderSpan(name, span) for span in self.spans)


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of a text, which stand there from the code point `start` on.

    >>> Passage("自2023年6月27日起施行", 100).span(re.search("2023年6月27日", "自2023年6月27日起施行"))
    Span(start=101, end=111)
    """

    text: str
    start: int = 0

    def span(self, match: "re.Match[str]", group: str | int = 0) -> Span:
        """Where in the text a match in these words stands."""
        return Span(*match.span(group)).shifted(self.start)

    def behind(self, place: int) -> "Passage":
        """Those of the words that stand in the text from the code point `place` on."""
        return Passage(self.text[max(0, place - self.start) :], max(place, self.start))

    @property
    def whole(self) -> Span:
        """Where in the text these words stand."""
        return Span(self.start, self.start + len(self.text))


def passages(text: str, spans: Iterable[Span]) -> list[Passage]:
    """The words of these stretches of a text."""
    return [Passage(span.of(text), span.start) for span in spans]
