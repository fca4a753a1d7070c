"""On which days of a stretch of time duties fall due, and the months and weeks that a calendar shows."""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.obligations.entries import Entry
from assistant.obligations.schedules import Schedule

# What falls due every week is shown, what a faulty schedule repeats for ever is not.
MAX_DAYS = 400

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """A day on which an entry falls due; `position` keeps those of one day in the order of the register."""

    day: date
    position: int
    entry: Entry


def occurrences(entries: Iterable[Entry], first: date, last: date) -> list[Occurrence]:
    """All days from `first` to `last`, both included, on which the entries fall due, in order."""
    found = [
        Occurrence(day, position, entry)
        for position, entry in enumerate(entries)
        for day in {day for schedule in entry.schedules for day in _days_of(schedule, first, last)}
    ]
    return sorted(found, key=lambda each: (each.day, each.position))


def weeks_of(month: date) -> list[list[date]]:
    """The weeks, from Monday, that a month lies in; their first and last days may be of the months beside it.

    >>> weeks_of(date(2026, 11, 1))[0][0]
    datetime.date(2026, 10, 26)
    """
    return calendar.Calendar().monthdatescalendar(month.year, month.month)


def months_ahead(day: date, start: int, stop: int) -> list[date]:
    """The first days of the months from `start` to before `stop`, counted from that of `day`.

    >>> months_ahead(date(2026, 12, 24), -1, 2)
    [datetime.date(2026, 11, 1), datetime.date(2026, 12, 1), datetime.date(2027, 1, 1)]
    """
    numbers = (day.year * 12 + day.month - 1 + ahead for ahead in range(start, stop))
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _days_of(schedule: Schedule, first: date, last: date) -> Iterator[date]:
    day = schedule.next(first)
    for _ in range(MAX_DAYS):
        if day is None or day > last:
            return
        yield day
        day = schedule.next(day + _DAY)
