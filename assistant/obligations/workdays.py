"""Working days of China, holidays and make-up days included; the only module that knows chinese_calendar.

The State Council announces each year's holidays shortly before it begins, so no library knows much of the future.
"""

from datetime import date, timedelta

import chinese_calendar
from chinese_calendar import constants

FIRST_YEAR: int = min(constants.holidays).year
LAST_YEAR: int = max(constants.holidays).year

COVERAGE = f"工作日按{FIRST_YEAR}至{LAST_YEAR}年国务院公布的节假日和调休安排计算"
NOT_COVERED = f"节假日安排只收录到{LAST_YEAR}年，以国务院办公厅通知为准"


def is_covered(day: date) -> bool:
    """Whether the holidays of the day's year are known."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def last_workday(day: date) -> date | None:
    """The day itself where people work on it, else the last working day before; `None` where holidays are not known.

    >>> last_workday(date(2026, 10, 5)), last_workday(date(2026, 10, 10)), last_workday(date(2099, 1, 10))
    (datetime.date(2026, 9, 30), datetime.date(2026, 10, 10), None)
    """
    while is_covered(day):
        if chinese_calendar.is_workday(day):
            return day
        day -= timedelta(days=1)
    return None


def workday_note(day: date) -> str:
    """The last working day in words for people: empty where the day is one.

    >>> workday_note(date(2026, 10, 5)), workday_note(date(2026, 10, 10))
    ('当日不上班，最迟工作日为2026-09-30', '')
    """
    if not is_covered(day):
        return NOT_COVERED
    last = last_workday(day)
    if last is None:
        return NOT_COVERED
    return "" if last == day else f"当日不上班，最迟工作日为{last.isoformat()}"
