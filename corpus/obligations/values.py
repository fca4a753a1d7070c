"""Reads all values of a duty, and says which of its numbers cannot be read."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.numerals import HAN_DIGITS
from corpus.obligations.deadlines import asks_at_once, deadlines
from corpus.obligations.durations import durations
from corpus.obligations.frequencies import frequencies
from corpus.obligations.records import Machine, Modality, Value, ValueType
from corpus.obligations.thresholds import sets_limits, thresholds
from corpus.quantities import may_hold_amount

# A form left blank, a character that an encoding or a scan lost: 不高于□%, 每年__次, 于×月×日前.
_ILLEGIBLE = re.compile(
    r"(?:不高于|不低于|不少于|不超过|至少|大于|小于|达到|每[年月周])?\s*[□■◇�×＊*_＿?？]{1,6}\s*(?=[%％‰个名次例元日月年天分小人家])[%％‰]?"
)
# Both hold one of these, and nearly every text holds none.
_SIGN = re.compile(r"[□■◇�×＊*_＿?？]")
_GARBLED = re.compile(r"[?？][a-zA-Zü\u0101-\u01dc]+[)）]|�")
# How long papers are kept and offices held is a rule without a binding word: 门诊病历保存不少于15年.
_KEPT = re.compile(r"(?:保存|保管|留存|存档)(?:期限|时间|期)?为?$|(?:任期|聘期)(?:均|一般)?为?$")
_STRONG = frozenset({ValueType.FREQUENCY, ValueType.DEADLINE})


# Every value holds one of these: a digit, a part of a date or a period, a sign for what cannot be read. Or it asks for a deed at once.
_VALUE_SIGN = re.compile(rf"[\d{HAN_DIGITS}半年月季周日天期内到抵前覆□■◇�×＊*_＿?？]")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a duty takes from around it: the policy's year, the day that its targets hold from, the frequency told before."""

    year: int | None = None
    by: str | None = None
    often: Machine | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The values of a text, their spans counted in it, and its problems in words."""

    values: tuple[Value, ...] = ()
    problems: tuple[str, ...] = ()

    def day(self) -> str | None:
        """The last day by which the values say that something is reached."""
        days = [str(value.machine["by"]) for value in self.values if value.type is ValueType.DEADLINE and "by" in value.machine]
        return max(days, default=None)

    def is_unread(self) -> bool:
        """Whether a limit or a day was told that cannot be read; a damaged word is none."""
        return any(not told.startswith("illegible words") for told in self.problems)

    def frequency(self) -> Machine | None:
        """The last frequency."""
        return next((value.machine for value in reversed(self.values) if value.type is ValueType.FREQUENCY), None)


NOTHING = Reading()


def read_values(text: str, modality: Modality, around: Surroundings) -> Reading:
    """The values of a duty's text in order, with what contradicts or cannot be read.

    >>> [value.machine["within"] for value in read_values("急会诊在10分钟内到位", Modality.MUST, Surroundings()).values]
    ['PT10M']
    """
    if not (_VALUE_SIGN.search(text) or asks_at_once(text)):
        return NOTHING
    timed = deadlines(text, around.year)
    forbids = modality is Modality.MUST_NOT
    spells = [value for value in timed.values if forbids and "within" in value.machine]
    kept = [_as_spell(value) if value in spells else value for value in timed.values]
    taken = [value.span for value in timed.values] + [span for span, _ in timed.problems]
    counts = may_hold_amount(text)
    lengths = durations(text, taken, forbids=forbids) if counts else []
    taken += [value.span for value in lengths]
    unclear = _illegible(text)
    often = [] if any("every" in value.machine for value in lengths) else frequencies(text, taken, often=around.often)
    often = [_uncounted(value) for value in often] if unclear else often
    taken += [value.span for value in often]
    by = next((str(value.machine["by"]) for value in kept if "by" in value.machine), around.by)
    limits, unread = thresholds(text, taken, by) if counts or sets_limits(text) else ([], [])
    values = sorted([*kept, *lengths, *often, *limits], key=lambda value: value.span)
    problems = [*(told for _, told in (*timed.problems, *unread)), *unclear, *_contradictions(values)]
    return Reading(tuple(values), tuple(problems))


def is_strong(reading: Reading, text: str) -> bool:
    """Whether the values make a piece a duty of its own: it says when or how often, or what a measure has to reach; a fine does not."""
    if not reading.values:
        return False
    return keeps_for(reading, text) or ("罚款" not in text and any(_is_strong(value) for value in reading.values))


def keeps_for(reading: Reading, text: str) -> bool:
    """Whether the values say how long papers are kept or an office is held."""
    return any(value.type is ValueType.DURATION and _KEPT.search(text, 0, value.span.start) for value in reading.values)


def _is_strong(value: Value) -> bool:
    if value.type in _STRONG:
        return "asap" not in value.machine and not (value.type is ValueType.FREQUENCY and value.raw == "年度")
    limits = value.type in {ValueType.THRESHOLD, ValueType.COUNT}
    return limits and value.machine["op"] != "=" and value.machine["unit"] not in _SANCTIONS


_SANCTIONS = frozenset({"元", "万元", "亿元", "倍"})


def moved(reading: Reading, by: int) -> tuple[Value, ...]:
    """The values with their spans counted from a text that begins `by` code points earlier."""
    return tuple(replace(value, span=value.span.shifted(by)) for value in reading.values)


def _as_spell(value: Value) -> Value:
    """A prohibition `within` a time lasts that long."""
    return Value(ValueType.DURATION, value.raw, value.span, Machine.of(period=value.machine["within"]))


def _uncounted(value: Value) -> Value:
    """A frequency whose count may be what cannot be read: 每年×次 is not once."""
    return replace(value, machine=Machine.of(every=value.machine["every"]))


def _illegible(text: str) -> list[str]:
    if not _SIGN.search(text):
        return []
    found = [f"illegible number: {match[0].strip()!r}" for match in _ILLEGIBLE.finditer(text)]
    return found + [f"illegible words: {match[0]!r}" for match in _GARBLED.finditer(text)]


def _contradictions(values: list[Value]) -> list[str]:
    """Limits of one unit that no amount keeps, and two times for one event."""
    if len(values) < 2:
        return []
    lower = {str(v.machine["unit"]): v for v in values if v.machine.get("op") in {">=", ">"} and "unit" in v.machine}
    upper = {str(v.machine["unit"]): v for v in values if v.machine.get("op") in {"<=", "<"} and "unit" in v.machine}
    both = [(lower[unit], upper[unit]) for unit in lower if unit in upper]
    told = [
        f"contradictory values: {low.raw!r}, {high.raw!r}"
        for low, high in both
        if float(low.machine["value"]) > float(high.machine["value"])
    ]
    within = [value for value in values if value.type is ValueType.DEADLINE and value.machine.get("from")]
    for first, second in pairwise(within):
        if first.machine["from"] == second.machine["from"] and first.machine.get("within") != second.machine.get("within"):
            told.append(f"contradictory values: {first.raw!r}, {second.raw!r}")
    return told
