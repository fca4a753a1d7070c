"""Finds many phrases in a text at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.spans import Span


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by their first character, longest first: a regular expression of a thousand of them tries each one at each place.

    >>> [span.of("买交强险时") for span in Phrases.of(["强险", "交强险"]).found_in("买交强险时")]
    ['交强险']
    """

    by_start: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, phrases: Iterable[str]) -> "Phrases":
        """These phrases, none of them empty."""
        grouped: dict[str, list[str]] = {}
        for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
            grouped.setdefault(phrase[0], []).append(phrase)
        return cls({start: tuple(group) for start, group in grouped.items()})

    def found_in(self, text: str) -> list[Span]:
        """Where phrases stand in a text, in order and none within another; of several at one place the longest."""
        found: list[Span] = []
        place = 0
        while place < len(text):
            phrase = next((phrase for phrase in self.by_start.get(text[place], ()) if text.startswith(phrase, place)), "")
            if phrase:
                found.append(Span(place, place + len(phrase)))
            place += len(phrase) or 1
        return found

    def removed_from(self, text: str) -> str:
        """The text with a space in place of each phrase.

        >>> Phrases.of(["多久"]).removed_from("急会诊多久到位")
        '急会诊 到位'
        """
        found = self.found_in(text)
        ends = [0, *(span.end for span in found)]
        return " ".join(text[end:start] for end, start in zip(ends, [*(span.start for span in found), len(text)], strict=True))
