"""The days on which a duty falls due: once, weekly, or every so many months, within the time that its policy runs for.

A frequency falls due on the last day of its month, quarter, half-year or year. What happens daily or weekly is routine and has no due day;
what is due so long after an event has one only when the event happens.
"""

import calendar
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.documents import Header
from corpus.obligations.records import Modality, Scalar, Value, ValueType

YEAR, HALF_YEAR, QUARTER, MONTH = 12, 6, 3, 1
LAST_DAY = -1
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_MONTHS_OF_PERIOD = {"P1M": MONTH, "P3M": QUARTER, "P6M": HALF_YEAR, "P1Y": YEAR, "P12M": YEAR}
_MONTHS_OF_RECURRENCE = _MONTHS_OF_PERIOD | {
    "P1D": MONTH,
    "P1W": MONTH,
    "weekly": MONTH,
    "monthly": MONTH,
    "quarterly": QUARTER,
    "yearly": YEAR,
}
_DUE = frozenset({Modality.MUST, Modality.SHOULD, Modality.TARGET})
_LEAP_YEAR = 2024

# Alone these tell what kind of plan, report or review is meant (年度计划), not by when something is to be done.
OF_A_THING = frozenset({"年度", "半年度", "季度", "月度"})


@dataclass(frozen=True, slots=True)
class Schedule:
    """Due days between `start` and `until`, both included, open where `None`.

    `months` is the step (12, 6, 3, 1), or 0 for what is due once on `once` or weekly on `weekday` (0 is Monday). Steps are counted so that
    `month` is one of the months (12 with step 3: March, June, September, December). `day` -1 is the last day of the month.
    """

    months: int = 0
    month: int = 12
    day: int = LAST_DAY
    weekday: int | None = None
    once: date | None = None
    start: date | None = None
    until: date | None = None

    def next(self, today: date) -> date | None:
        """The first due day that is not before `today`, `None` where nothing is due any more.

        >>> Schedule(months=12, month=7, day=10).next(date(2026, 11, 22))
        datetime.date(2027, 7, 10)
        """
        earliest = max(today, self.start) if self.start else today
        due = next((day for day in self._from(earliest) if day >= earliest), None)
        return None if due is None or (self.until and due > self.until) else due

    @property
    def due_months(self) -> tuple[int, ...]:
        """The months of a year in which something is due, empty where that is said otherwise."""
        return tuple(month for month in range(1, 13) if self.months and (month - self.month) % self.months == 0)

    def _from(self, day: date) -> Iterator[date]:
        """Due days in order, the first of them in the month of `day`, its week, or whenever it is due once."""
        if self.once:
            yield self.once
        elif self.weekday is not None:
            yield day + timedelta(days=(self.weekday - day.weekday()) % 7)
        elif self.months:
            for number in range(day.month - 1, day.month + YEAR):
                year, month = day.year + number // 12, number % 12 + 1
                if month in self.due_months:
                    yield _day_of(year, month, self.day)


def schedules_of(modality: Modality, values: Iterable[Value], header: Header) -> tuple[Schedule, ...]:
    """When a duty of a policy falls due; days that the text names go before how often it says.

    A yearly day that is said to lie in the year after (`year_offset`) runs on until the last year has been reported on.
    """
    if modality not in _DUE:
        return ()
    listed = list(values)
    named = [_of_deadline(value.machine, header) for value in listed if value.type is ValueType.DEADLINE]
    often = [_of_frequency(value.machine, header) for value in listed if value.type is ValueType.FREQUENCY and value.raw not in OF_A_THING]
    found = [schedule for schedule in named if schedule]
    # Where a day is told that differs from month to month, the end of the month would be a wrong one.
    if not found and not any("recurrence" in value.machine for value in listed if value.type is ValueType.DEADLINE):
        found = [schedule for schedule in often if schedule]
    return tuple(dict.fromkeys(found))


def months_between(values: Iterable[Value]) -> int | None:
    """At most how many months lie between two times that a duty is to be done, 1 for what recurs more often, `None` for what does not."""
    found = (_MONTHS_OF_RECURRENCE.get(str(value.machine.get("every") or value.machine.get("recurrence"))) for value in values)
    return min((months for months in found if months), default=None)


def next_due(schedules: Iterable[Schedule], today: date) -> date | None:
    """The first due day of several schedules."""
    return min((due for schedule in schedules if (due := schedule.next(today))), default=None)


def _of_deadline(machine: Mapping[str, Scalar], header: Header) -> Schedule | None:
    if "by" in machine:
        day = _iso(machine["by"])
        return Schedule(once=day) if day else None
    offset = _integer(machine.get("year_offset")) or 0
    month, day_number = _integer(machine.get("month")), _integer(machine.get("day"))
    start, until = _bounds(header, offset)
    schedule = _recurring(machine, month, day_number)
    return replace(schedule, start=start, until=until) if schedule else None


def _recurring(machine: Mapping[str, Scalar], month: int | None, day: int | None) -> Schedule | None:
    """The open schedule of a day that comes again, `None` where the text does not say which day that is."""
    match machine.get("recurrence"):
        case "yearly" if month and day and _exists(month, day):
            return Schedule(YEAR, month, day)
        case "monthly" if day and _exists(1, day):
            return Schedule(MONTH, 1, day)
        case "quarterly" if day and machine.get("month_of_quarter") in {1, 2, 3} and _exists(1, day):
            return Schedule(QUARTER, _integer(machine["month_of_quarter"]) or 3, day)
        case "quarterly" if day in {1, LAST_DAY}:
            # Of other days the text does not say in which month of the quarter they lie.
            return Schedule(QUARTER, 1 if day == 1 else 3, day)
        case "weekly" if machine.get("weekday") in WEEKDAYS:
            return Schedule(weekday=WEEKDAYS.index(str(machine["weekday"])))
    return None


def _of_frequency(machine: Mapping[str, Scalar], header: Header) -> Schedule | None:
    months = _MONTHS_OF_PERIOD.get(str(machine.get("every")))
    # At most so often is a limit: nothing falls due.
    if months is None or machine.get("op") in {"<=", "<"}:
        return None
    start, until = _bounds(header, 0)
    return Schedule(months, YEAR, LAST_DAY, start=start, until=until)


def _bounds(header: Header, years_later: int) -> tuple[date | None, date | None]:
    """The first and the last day on which something recurring can be due."""
    start = (_iso(header.period.start) if header.period else None) or _iso(header.effective_date) or _iso(header.issue_date)
    until = _iso(header.period.end, last=True) if header.period else None
    if years_later:
        start = date(start.year + years_later, 1, 1) if start else None
        until = date(until.year + years_later, 12, 31) if until else None
    return start, until


def _iso(written: object, *, last: bool = False) -> date | None:
    """The day that an ISO date of any precision begins with, or ends with; `None` where there is no such day."""
    parts = str(written or "").split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return None
    year, month, day = (*map(int, parts), *(0,) * (3 - len(parts)))
    try:
        return _day_of(year, month or (12 if last else 1), LAST_DAY) if last and not day else date(year, month or 1, day or 1)
    except ValueError:
        return None


def _day_of(year: int, month: int, day: int) -> date:
    """The day of a month, its last where it has no such day or the last is meant."""
    length = calendar.monthrange(year, month)[1]
    return date(year, month, length if day == LAST_DAY else min(day, length))


def _exists(month: int, day: int) -> bool:
    return 1 <= month <= 12 and (day == LAST_DAY or 1 <= day <= calendar.monthrange(_LEAP_YEAR, month)[1])


def _integer(value: object) -> int | None:
    return int(value) if isinstance(value, int | float) and value == int(value) else None
