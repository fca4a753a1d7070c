from datetime import date

import pytest

from assistant.obligations.workdays import LAST_YEAR, NOT_COVERED, last_workday, workday_note


@pytest.mark.parametrize(
    ("day", "last"),
    [
        pytest.param(date(2026, 7, 10), date(2026, 7, 10), id="friday"),
        pytest.param(date(2026, 1, 10), date(2026, 1, 9), id="saturday"),
        pytest.param(date(2025, 10, 8), date(2025, 9, 30), id="last-day-of-the-national-holidays"),
        pytest.param(date(2025, 9, 28), date(2025, 9, 28), id="sunday-made-up-for"),
        pytest.param(date(LAST_YEAR + 1, 1, 11), None, id="not-announced-yet"),
    ],
)
def test_the_last_working_day_knows_holidays_and_make_up_days(day, last):
    assert last_workday(day) == last


def test_days_past_the_covered_years_say_so():
    assert workday_note(date(LAST_YEAR + 1, 1, 11)) == NOT_COVERED
    assert str(LAST_YEAR) in NOT_COVERED
