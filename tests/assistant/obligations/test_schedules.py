"""Due days equal those worked out by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.obligations.schedules import Schedule, months_between, next_due, schedules_of
from corpus.documents import Header, Period
from corpus.obligations.records import Machine, Modality, Value, ValueType
from corpus.spans import Span

TODAY = date(2026, 11, 22)
OPEN = Header("某市方案")
PLAN = Header("某省方案", period=Period("2023", "2025-12"))


def due(machine: Machine, *, today: date = TODAY, header: Header = OPEN, modality: Modality = Modality.MUST) -> date | None:
    type_ = ValueType.FREQUENCY if "every" in machine else ValueType.DEADLINE
    return next_due(schedules_of(modality, [Value(type_, "x", Span(0, 1), machine)], header), today)


def yearly(month: int, day: int, offset: int = 0) -> Machine:
    return Machine.of(recurrence="yearly", month=month, day=day, year_offset=offset)


@pytest.mark.parametrize(
    ("machine", "today", "expected"),
    [
        pytest.param(yearly(7, 10), date(2026, 7, 9), date(2026, 7, 10), id="day-before"),
        pytest.param(yearly(7, 10), date(2026, 7, 10), date(2026, 7, 10), id="on-the-day"),
        pytest.param(yearly(7, 10), date(2026, 7, 11), date(2027, 7, 10), id="day-after"),
        pytest.param(yearly(1, 10, 1), TODAY, date(2027, 1, 10), id="next-year-january-10"),
        pytest.param(yearly(7, 15), TODAY, date(2027, 7, 15), id="july-15"),
        pytest.param(yearly(1, 15, 1), TODAY, date(2027, 1, 15), id="january-15"),
        pytest.param(yearly(12, -1), TODAY, date(2026, 12, 31), id="end-of-year"),
        pytest.param(yearly(2, -1), date(2027, 2, 1), date(2027, 2, 28), id="end-of-february"),
        pytest.param(yearly(2, 29), date(2027, 1, 1), date(2027, 2, 28), id="february-29-of-a-common-year"),
        pytest.param(Machine.of(recurrence="monthly", day=5), TODAY, date(2026, 12, 5), id="monthly"),
        pytest.param(Machine.of(recurrence="monthly", day=31), date(2027, 2, 3), date(2027, 2, 28), id="monthly-31"),
        pytest.param(Machine.of(recurrence="monthly", day=-1), TODAY, date(2026, 11, 30), id="end-of-month"),
        pytest.param(Machine.of(recurrence="quarterly", day=-1), TODAY, date(2026, 12, 31), id="end-of-quarter"),
        pytest.param(Machine.of(recurrence="quarterly", day=1), TODAY, date(2027, 1, 1), id="start-of-quarter"),
        pytest.param(Machine.of(recurrence="quarterly", day=25, month_of_quarter=3), TODAY, date(2026, 12, 25), id="month-of-quarter"),
        pytest.param(Machine.of(recurrence="quarterly", day=10, month_of_quarter=1), TODAY, date(2027, 1, 10), id="first-month-of-quarter"),
        pytest.param(Machine.of(recurrence="monthly", day=-1, days="working"), TODAY, date(2026, 11, 30), id="last-working-day"),
        pytest.param(Machine.of(recurrence="monthly", working_day=5), TODAY, None, id="some-working-day"),
        pytest.param(Machine.of(recurrence="monthly", week=1, weekday="FR"), TODAY, None, id="some-friday"),
        pytest.param(Machine.of(recurrence="weekly", weekday="FR"), TODAY, date(2026, 11, 27), id="weekly"),
        pytest.param(Machine.of(every="P1M", times=1), TODAY, date(2026, 11, 30), id="every-month"),
        pytest.param(Machine.of(every="P3M", times=1), date(2027, 1, 1), date(2027, 3, 31), id="every-quarter"),
        pytest.param(Machine.of(every="P6M", times=1, op=">="), date(2027, 1, 1), date(2027, 6, 30), id="every-half-year"),
        pytest.param(Machine.of(every="P6M", times=1), date(2027, 7, 1), date(2027, 12, 31), id="second-half-year"),
        pytest.param(Machine.of(every="P1Y", times=1), TODAY, date(2026, 12, 31), id="every-year"),
        pytest.param(Machine.of(by="2026-12-01"), TODAY, date(2026, 12, 1), id="once"),
        pytest.param(Machine.of(by="2025-12-31"), TODAY, None, id="once-past"),
        pytest.param(Machine.of(within="PT10M", from_="请求"), TODAY, None, id="after-an-event"),
        pytest.param(Machine.of(asap=True), TODAY, None, id="at-once"),
        pytest.param(Machine.of(before="P3D"), TODAY, None, id="before-an-event"),
        pytest.param(Machine.of(every="P1D", times=2), TODAY, None, id="daily-routine"),
        pytest.param(Machine.of(every="P1M", times=2, op="<="), TODAY, None, id="at-most-monthly"),
        pytest.param(Machine.of(recurrence="quarterly", day=10), TODAY, None, id="quarter-without-month"),
        pytest.param(yearly(2, 30), TODAY, None, id="no-such-day"),
        pytest.param(Machine.of(recurrence="yearly", year_offset=0, when="年初"), TODAY, None, id="vague"),
        pytest.param(Machine.of(by="2026-02-30"), TODAY, None, id="no-such-date"),
    ],
)
def test_the_next_due_day_is_that_worked_out_by_hand(machine, today, expected):
    assert due(machine, today=today) == expected


@pytest.mark.parametrize("modality", [Modality.MUST_NOT, Modality.MAY])
def test_what_need_not_be_done_is_never_due(modality):
    assert due(yearly(7, 10), modality=modality) is None


def test_nothing_is_due_after_a_plan_but_the_report_on_its_last_year():
    assert due(yearly(7, 10), header=PLAN) is None
    assert due(yearly(7, 10), header=PLAN, today=date(2025, 7, 11)) is None
    assert due(yearly(1, 10, 1), header=PLAN, today=date(2026, 1, 5)) == date(2026, 1, 10)
    assert due(yearly(1, 10, 1), header=PLAN, today=date(2026, 1, 11)) is None


def test_nothing_is_due_before_a_policy_takes_effect():
    assert due(yearly(1, 10), header=Header("某法", effective_date="2027-05-01")) == date(2028, 1, 10)
    assert due(yearly(1, 10, 1), header=PLAN, today=date(2022, 6, 1)) == date(2024, 1, 10)


def test_a_named_day_goes_before_how_often():
    often = Value(ValueType.FREQUENCY, "每年", Span(0, 2), Machine.of(every="P1Y"))
    named = Value(ValueType.DEADLINE, "7月10日前", Span(0, 6), yearly(7, 10))
    assert schedules_of(Modality.MUST, [often, named], OPEN) == (Schedule(12, 7, 10),)


def test_where_a_day_is_told_that_has_no_date_the_end_of_the_month_is_not_taken_for_it():
    often = Value(ValueType.FREQUENCY, "每月", Span(0, 2), Machine.of(every="P1M"))
    named = Value(ValueType.DEADLINE, "次月5个工作日内", Span(0, 8), Machine.of(recurrence="monthly", working_day=5, month_offset=1))
    assert schedules_of(Modality.MUST, [often, named], OPEN) == ()


def test_a_yearly_plan_is_not_due_at_the_end_of_the_year():
    plan = Value(ValueType.FREQUENCY, "年度", Span(0, 2), Machine.of(every="P1Y", times=1))
    assert schedules_of(Modality.MUST, [plan], OPEN) == ()


@pytest.mark.parametrize(
    ("machines", "months"),
    [
        pytest.param([Machine.of(every="P6M")], 6, id="half-yearly"),
        pytest.param([Machine.of(every="P1D")], 1, id="daily"),
        pytest.param([yearly(7, 10), Machine.of(every="P3M")], 3, id="the-shorter"),
        pytest.param([Machine.of(recurrence="yearly", when="年初")], 12, id="vague"),
        pytest.param([Machine.of(within="PT10M")], None, id="once"),
        pytest.param([], None, id="nothing"),
    ],
)
def test_what_recurs_says_how_often(machines, months):
    assert months_between([Value(ValueType.FREQUENCY, "x", Span(0, 1), machine) for machine in machines]) == months


@given(
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.builds(Schedule, st.sampled_from([1, 3, 6, 12]), st.integers(1, 12), st.one_of(st.just(-1), st.integers(1, 31))),
)
def test_the_next_due_day_comes_within_a_step_and_is_stable(today, schedule):
    found = schedule.next(today)
    assert found is not None
    assert today <= found
    assert (found - today).days <= 31 * schedule.months + 31
    assert found.month in schedule.due_months
    assert schedule.next(found) == found
