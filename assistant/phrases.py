"""Finds many phrases in a text at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.spans import Span


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases, and the lengths of those that begin with a character, longest first.

    A regular expression of thousands tries each one at each place; here a place costs one look per length, however many they are.

    >>> [span.of("买交强险时") for span in Phrases.of(["强险", "交强险"]).found_in("买交强险时")]
    ['交强险']
    """

    known: frozenset[str]
    lengths: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, phrases: Iterable[str]) -> "Phrases":
        """These phrases, none of them empty."""
        known = frozenset(phrases)
        grouped: dict[str, set[int]] = {}
        for phrase in known:
            grouped.setdefault(phrase[0], set()).add(len(phrase))
        return cls(known, {start: tuple(sorted(group, reverse=True)) for start, group in grouped.items()})

    def found_in(self, text: str) -> list[Span]:
        """Where phrases stand in a text, in order and none within another; of several at one place the longest."""
        found: list[Span] = []
        place = 0
        while place < len(text):
            length = self._length_at(place, text)
            if length:
                found.append(Span(place, place + length))
            place += length or 1
        return found

    def _length_at(self, place: int, text: str) -> int:
        """How long the longest phrase is that begins here; 0 where none does."""
        return next((length for length in self.lengths.get(text[place], ()) if text[place : place + length] in self.known), 0)

    def removed_from(self, text: str) -> str:
        """The text with a space in place of each phrase.

        >>> Phrases.of(["多久"]).removed_from("急会诊多久到位")
        '急会诊 到位'
        """
        found = self.found_in(text)
        ends = [0, *(span.end for span in found)]
        return " ".join(text[end:start] for end, start in zip(ends, [*(span.start for span in found), len(text)], strict=True))
