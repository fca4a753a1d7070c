"""Undoes machine respelling: pages whose words a program swapped for near synonyms to look original (伪原创)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.cleaning.tables import rows
from corpus.offsets import Edit
from corpus.spans import Span

DATA_FILE = "respellings.tsv"
# A respelled page has a telltale word in nearly every sentence; a genuine one has none, or quotes one.
LEAST_TELLTALES = 3
CHARACTERS_PER_TELLTALE = 300
# How much of the text before a word its context may look at.
CONTEXT_CHARACTERS = 12


@dataclass(frozen=True, slots=True)
class Respelling:
    """`spun` reads `standard` where the text before it ends with `before` and the text behind it begins with `after`.

    Where `standard` equals `spun`, a genuine word is kept from being read as a respelled one.
    """

    spun: str
    standard: str
    before: re.Pattern[str]
    after: re.Pattern[str]

    def fits(self, text: str, start: int) -> bool:
        """Whether the context allows this reading of the word at `start`."""
        end = start + len(self.spun)
        return bool(self.after.match(text, end) and self.before.search(text, max(0, start - CONTEXT_CHARACTERS), start))


@dataclass(frozen=True, slots=True)
class Dictionary:
    """All respellings, by word; `telltales` are words that ordinary Chinese does not use."""

    readings: Mapping[str, Sequence[Respelling]]
    words: re.Pattern[str]
    telltales: re.Pattern[str]
    telltale_words: Sequence[str]


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    """The respellings of the data file, whose first line names its columns."""
    readings: dict[str, list[Respelling]] = defaultdict(list)
    telltales: dict[str, str] = {}
    for spun, standard, before, after, telltale, _ in rows(DATA_FILE):
        contexts = (re.compile(pattern, re.MULTILINE) for pattern in (rf"(?:{before})\Z", after))
        readings[spun].append(Respelling(spun, standard, *contexts))
        if telltale:
            telltales[spun] = telltale
    return Dictionary(readings, _any_of(map(re.escape, readings)), _any_of(telltales.values()), tuple(telltales))


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Matches the longest of the words that stands at a place."""
    return re.compile("|".join(sorted(patterns, key=len, reverse=True)))


def is_respelled(text: str) -> bool:
    """Whether a program swapped the words of this text: several telltale words, and many for its length.

    >>> is_respelled("病院应完美轨制，晋升办事程度。")
    False
    """
    # Finding words one by one is far faster than the pattern, and nearly every text has none of them.
    if sum(word in text for word in dictionary().telltale_words) < LEAST_TELLTALES:
        return False
    found = dictionary().telltales.findall(text)
    return len(set(found)) >= LEAST_TELLTALES and len(found) * CHARACTERS_PER_TELLTALE >= len(text)


def respell(text: str) -> list[Edit]:
    """Edits that give a respelled text its standard words, in one pass from left to right, longest words first, none applied twice."""
    return list(_readings(text)) if is_respelled(text) else []


def _readings(text: str) -> Iterator[Edit]:
    words = dictionary().words
    position = 0
    while found := words.search(text, position):
        row = _reading(text, found)
        position = found.start() + (len(row.spun) if row else 1)
        if row and row.spun != row.standard:
            yield Edit(Span(found.start(), position), row.standard, "respelling")


def _reading(text: str, found: re.Match[str]) -> Respelling | None:
    """The first row that fits, of the longest word at the place that has one."""
    readings = dictionary().readings
    prefixes = (found.group()[:length] for length in range(len(found.group()), 0, -1))
    return next((row for word in prefixes for row in readings.get(word, ()) if row.fits(text, found.start())), None)
