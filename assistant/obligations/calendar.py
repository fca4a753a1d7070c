"""Entries as an iCalendar file or feed; the only module that knows icalendar.

Due days are events of a whole day: no text tells an hour. What has no certain day (it depends on an event, or could not be read) is no
event. Of a policy that has run out the days that it had are events of the past, without reminders.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event, Timezone

from assistant.obligations.entries import Entry
from assistant.obligations.schedules import LAST_DAY, MONTH, WEEKDAYS, YEAR, Schedule
from assistant.obligations.wording import MODALITY_WORDS, VALIDITY_WORDS, Link, citation, one_line, values_in_words
from assistant.obligations.workdays import COVERAGE, NOT_COVERED, workday_note

TIME_ZONE = "Asia/Shanghai"
CALENDAR_NAME = "有据 义务日历"

# Nine in the morning, a week and a day before: counted from the midnight that begins the due day.
REMINDERS = (timedelta(hours=9) - timedelta(days=7), timedelta(hours=9) - timedelta(days=1))

_SHORTEST_MONTH = 28
_MOST_SUMMARY_CHARACTERS = 80


def calendar_of(entries: Iterable[Entry], link: Link, today: date) -> bytes:
    """An .ics file of the days on which the entries fall due, those that recur as rules."""
    calendar = Calendar()
    calendar.add("prodid", "-//Youju//Obligations//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", CALENDAR_NAME)
    calendar.add("x-wr-timezone", TIME_ZONE)
    calendar.add("x-wr-caldesc", f"{COVERAGE}；{NOT_COVERED}")
    calendar.add_component(Timezone.from_tzid(TIME_ZONE))
    for entry in entries:
        for event in _events(entry, link, today):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(entry: Entry, link: Link, today: date) -> Iterator[Event]:
    for number, schedule in enumerate(entry.schedules):
        coming = schedule.next(today)
        day = coming or _first_day(schedule)
        if day:
            yield _event(entry, schedule, day, uid=f"{entry.uid}-{number}@youju", link=link(entry), today=today, coming=coming is not None)


def _event(entry: Entry, schedule: Schedule, day: date, *, uid: str, link: str, today: date, coming: bool) -> Event:
    obligation = entry.stored.obligation
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime(today.year, today.month, today.day, tzinfo=UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    rule = rule_of(schedule)
    if rule:
        event.add("rrule", rule)
    event.add("summary", _summary(entry))
    event.add("description", _description(entry, day if coming else None, link))
    event.add("url", link)
    event.add("categories", [MODALITY_WORDS[obligation.modality]])
    event.add("transp", "TRANSPARENT")
    for reminder in REMINDERS if coming else ():
        event.add_component(_alarm(reminder, _summary(entry)))
    return event


def rule_of(schedule: Schedule) -> dict[str, object]:
    """The recurrence rule of a schedule, empty for what is due once."""
    rule: dict[str, object] = {}
    if schedule.weekday is not None:
        rule = {"freq": "WEEKLY", "byday": WEEKDAYS[schedule.weekday]}
    elif schedule.months == MONTH:
        rule = {"freq": "MONTHLY", **_days(schedule)}
    elif schedule.months:
        rule = {"freq": "YEARLY", "bymonth": list(schedule.due_months), **_days(schedule)}
    return rule | {"until": schedule.until} if rule and schedule.until else rule


def _days(schedule: Schedule) -> dict[str, object]:
    """The day of the month; the last there is where a month may be too short for it."""
    short = schedule.months == MONTH or schedule.due_months == (2,)
    if schedule.day > _SHORTEST_MONTH and short and schedule.months in {MONTH, YEAR}:
        return {"bymonthday": list(range(_SHORTEST_MONTH, schedule.day + 1)), "bysetpos": LAST_DAY}
    return {"bymonthday": schedule.day}


def _first_day(schedule: Schedule) -> date | None:
    """The first due day of what is due no more."""
    if schedule.once:
        return schedule.once
    start = schedule.start or (date(schedule.until.year, 1, 1) if schedule.until else None)
    return schedule.next(start) if start else None


def _summary(entry: Entry) -> str:
    obligation = entry.stored.obligation
    told = f"{obligation.actor}：{one_line(obligation.action)}" if obligation.actor else one_line(obligation.action)
    return told if len(told) <= _MOST_SUMMARY_CHARACTERS else told[: _MOST_SUMMARY_CHARACTERS - 1] + "…"


def _description(entry: Entry, coming: date | None, link: str) -> str:
    obligation = entry.stored.obligation
    lines = (
        one_line(entry.stored.reading),
        f"依据：{citation(entry)}（{VALIDITY_WORDS[entry.validity]}）",
        f"责任主体：{obligation.actor}" if obligation.actor else "",
        f"条件：{one_line(obligation.condition)}" if obligation.condition else "",
        f"时限：{values_in_words(entry)}",
        f"{coming.isoformat()}：{note}" if coming and (note := workday_note(coming)) else "",
        f"条款：{link}",
    )
    return "\n".join(filter(None, lines))


def _alarm(before: timedelta, text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", before)
    return alarm
