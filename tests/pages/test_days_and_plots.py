from datetime import date
from types import SimpleNamespace

import pytest

from api.pages import evaluation
from api.pages.due_days import MAX_DAYS, months_ahead, occurrences, weeks_of
from api.pages.plots import WIDTH, calibration, columns, histogram, shares
from assistant.obligations.schedules import Schedule


def an_entry(*schedules: Schedule) -> SimpleNamespace:
    return SimpleNamespace(schedules=schedules)


@pytest.mark.parametrize(
    ("schedule", "days"),
    [
        pytest.param(Schedule(months=12, month=7, day=10), ["2027-07-10"], id="yearly"),
        pytest.param(Schedule(months=3), ["2026-12-31", "2027-03-31", "2027-06-30", "2027-09-30"], id="quarterly"),
        pytest.param(Schedule(once=date(2027, 1, 5)), ["2027-01-05"], id="once"),
        pytest.param(Schedule(once=date(2026, 1, 5)), [], id="past"),
        pytest.param(Schedule(months=12, month=7, day=10, until=date(2027, 1, 1)), [], id="run-out"),
    ],
)
def test_all_days_within_a_year_are_found(schedule, days):
    found = occurrences([an_entry(schedule)], date(2026, 11, 22), date(2027, 11, 21))
    assert [each.day.isoformat() for each in found] == days


def test_days_of_several_schedules_count_once_and_stand_in_order():
    entries = [an_entry(Schedule(months=1), Schedule(months=3)), an_entry(Schedule(months=12))]
    found = occurrences(entries, date(2026, 12, 1), date(2027, 1, 31))
    assert [(each.day.isoformat(), each.position) for each in found] == [("2026-12-31", 0), ("2026-12-31", 1), ("2027-01-31", 0)]


def test_what_recurs_for_ever_ends_somewhere():
    assert len(occurrences([an_entry(Schedule(weekday=0))], date(2000, 1, 1), date(2999, 1, 1))) == MAX_DAYS


def test_weeks_are_whole_and_hold_the_month():
    weeks = weeks_of(date(2027, 2, 1))
    assert {len(week) for week in weeks} == {7}
    assert sum(day.month == 2 for week in weeks for day in week) == 28


def test_months_go_over_the_end_of_a_year():
    assert months_ahead(date(2026, 11, 22), 0, 3)[-1] == date(2027, 1, 1)


def test_bars_of_kinds_are_as_long_as_their_shares_and_the_best_come_first():
    bars = shares({"date": (1, 2), "list": (3, 3), "none": (0, 0)})
    assert [(bar.label, bar.share, bar.text) for bar in bars] == [("list", 1.0, "3/3"), ("date", 0.5, "1/2"), ("none", 0.0, "0/0")]
    assert bars[1].width == pytest.approx(bars[0].width / 2)
    assert bars[0].x + bars[0].width <= WIDTH


def test_points_of_calibration_lie_right_by_confidence_and_up_by_share():
    low, high = calibration([{"confidence": 0.5, "right": 0.2, "n": 1}, {"confidence": 0.9, "right": 1.0, "n": 4}])
    assert low.x < high.x
    assert low.y > high.y
    assert low.radius < high.radius


def test_a_histogram_leaves_out_empty_ends():
    assert [(bar.label, bar.text) for bar in histogram([0, 2, 0, 1, 0], [1, 2, 5, 10])] == [("<2", "2"), ("<5", "0"), ("<10", "1")]


def test_columns_of_nothing_have_no_height():
    assert [bar.height for bar in columns([("a", 0), ("b", 0)])] == [0, 0]


def test_the_shipped_result_is_found_and_drawn():
    result = evaluation.newest_result()
    plots = [evaluation.plots_of(report) for report in result["reports"] if report["task"] == evaluation.TASK]
    assert plots
    assert all(plot.kinds and plot.figures and plot.n for plot in plots)


def test_a_report_of_an_earlier_version_is_drawn_as_far_as_it_goes():
    plot = evaluation.plots_of({"case_set": "own", "summary": {"right_and_cited": 0.5}, "by_kind": {"date": [1, 2]}})
    assert (plot.n, plot.points, plot.times, plot.latency) == (2, (), (), None)


def test_without_results_the_page_has_none(monkeypatch):
    monkeypatch.setattr(evaluation, "entry_points", lambda group: ())
    assert evaluation.newest_result.__wrapped__() == {}
