"""Undoes machine respelling: pages whose words a program swapped for near synonyms to look original (伪原创)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.errors import SettingsError
from corpus.offsets import Edit
from corpus.spans import Span
from corpus.tables import rows

TABLE = "respellings"
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


Row = Sequence[str]
COLUMNS = ("spun", "standard", "before", "after", "telltale", "example")
_LEAST_COLUMNS = 2


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    """The respellings of the data file, whose first line names its columns."""
    return dictionary_of(rows("corpus.cleaning", TABLE))


def dictionary_of(table: Iterable[Row]) -> Dictionary:
    """The respellings of rows of six fields; of one word, those of upper rows are tried first."""
    readings: dict[str, list[Respelling]] = defaultdict(list)
    telltales: dict[str, str] = {}
    for spun, standard, before, after, telltale, _ in table:
        contexts = (re.compile(pattern, re.MULTILINE) for pattern in (rf"(?:{before})\Z", after))
        readings[spun].append(Respelling(spun, standard, *contexts))
        if telltale:
            telltales[spun] = telltale
    return Dictionary(readings, _any_of(map(re.escape, readings)), _any_of(telltales.values()), tuple(telltales))


def extended(written: str, name: str) -> Dictionary:
    r"""The shipped respellings with those of a user's own table before them.

    Args:
        written: the table: a row a line, fields separated by tabs, `#` begins a comment; the columns are those of the shipped one, of which
            all behind the first two may be left out.
        name: what the table is called, for its errors.

    Raises:
        SettingsError: a row is not written as it must be.

    >>> extended("急会珍\t急会诊", "respellings.tsv").readings["急会珍"][0].standard
    '急会诊'
    """
    lines = enumerate(written.removeprefix("\ufeff").splitlines(), start=1)
    own = [_checked(line.split("\t"), f"{name!r}, line {number}") for number, line in lines if line.strip() and not line.startswith("#")]
    return dictionary_of([*own, *rows("corpus.cleaning", TABLE)]) if own else dictionary()


def _checked(fields: list[str], place: str) -> Row:
    """The fields of a row, those that are left out empty."""
    if not _LEAST_COLUMNS <= len(fields) <= len(COLUMNS):
        raise SettingsError(f"{place} has {len(fields)} fields between tabs; write 2 to {len(COLUMNS)}: {', '.join(COLUMNS)}.")
    row = [field.strip() for field in fields] + [""] * (len(COLUMNS) - len(fields))
    spun, standard, before, after, telltale, _ = row
    if not (spun and standard):
        raise SettingsError(f"{place} needs a word and what it reads; both {spun!r} and {standard!r} must hold something.")
    for column, pattern in (("before", before), ("after", after), ("telltale", telltale)):
        try:
            re.compile(pattern)
        except re.error as error:
            raise SettingsError(f"{place} has {pattern!r} as {column!r}, which is no regular expression ({error}); correct it.") from error
    if telltale and not re.search(telltale, spun) and spun not in telltale:
        raise SettingsError(f"{place} has {telltale!r} as 'telltale', which does not speak of {spun!r}; leave it out or write the word.")
    return row


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Matches the longest of the words that stands at a place."""
    return re.compile("|".join(sorted(patterns, key=len, reverse=True)))


def is_respelled(text: str, known: Dictionary | None = None) -> bool:
    """Whether a program swapped the words of this text: several telltale words, and many for its length.

    `known` are the respellings, those that are shipped where not given.

    >>> is_respelled("病院应完美轨制，晋升办事程度。")
    False
    """
    # Finding words one by one is far faster than the pattern, and nearly every text has none of them.
    known = known or dictionary()
    if sum(word in text for word in known.telltale_words) < LEAST_TELLTALES:
        return False
    found = known.telltales.findall(text)
    return len(set(found)) >= LEAST_TELLTALES and len(found) * CHARACTERS_PER_TELLTALE >= len(text)


def respell(text: str, known: Dictionary | None = None) -> list[Edit]:
    """Edits that give a respelled text its standard words, in one pass from left to right, longest words first, none applied twice.

    `known` are the respellings, those that are shipped where not given.
    """
    known = known or dictionary()
    return list(_readings(text, known)) if is_respelled(text, known) else []


def _readings(text: str, known: Dictionary) -> Iterator[Edit]:
    position = 0
    while found := known.words.search(text, position):
        row = _reading(text, found, known)
        position = found.start() + (len(row.spun) if row else 1)
        if row and row.spun != row.standard:
            yield Edit(Span(found.start(), position), row.standard, "respelling")


def _reading(text: str, found: re.Match[str], known: Dictionary) -> Respelling | None:
    """The first row that fits, of the longest word at the place that has one."""
    prefixes = (found.group()[:length] for length in range(len(found.group()), 0, -1))
    return next((row for word in prefixes for row in known.readings.get(word, ()) if row.fits(text, found.start())), None)
