"""Sheets are read back, and the calendar by two libraries; nothing uncertain becomes an event."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import icalendar
import openpyxl
import pytest
import vobject
from dateutil.rrule import rrulestr

from assistant.obligations.calendar import calendar_of, rule_of
from assistant.obligations.entries import Entry
from assistant.obligations.register import Register
from assistant.obligations.schedules import Schedule
from assistant.obligations.spreadsheet import csv_of
from assistant.obligations.wording import COLUMNS, link_to_clause
from assistant.obligations.workbook import workbook_of

TODAY = date(2026, 11, 22)
LINK = link_to_clause("https://youju.example/")


@pytest.fixture
def entries(register: Register) -> Sequence[Entry]:
    return register.find().entries


def with_words(entry: Entry, words: str) -> Entry:
    obligation = replace(entry.stored.obligation, action=words)
    return replace(entry, stored=replace(entry.stored, obligation=obligation, quote=words))


def test_the_csv_file_opens_in_excel_and_reads_back(entries: Sequence[Entry]) -> None:
    written = csv_of(entries, LINK)
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert (len(rows), tuple(rows[0])) == (len(entries), COLUMNS)
    assert (rows[0]["下次到期"], rows[0]["责任主体"], rows[0]["条款"]) == ("2026-11-30", "临床科室主任", "第三条")
    assert [row["问题"] for row in rows if row["问题"]] == ["impossible date: '2月30日'"]
    assert rows[3]["工作日提示"].startswith("节假日安排只收录到")


def test_no_cell_becomes_a_formula(entries: Sequence[Entry]) -> None:
    evil = with_words(entries[0], '=HYPERLINK("http://evil.example")')
    rows = list(csv.DictReader(io.StringIO(csv_of([evil], LINK).decode("utf-8-sig"))))
    assert rows[0]["事项"].startswith("'=")
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of([evil], LINK, TODAY))).worksheets[0]
    cell = sheet.cell(2, COLUMNS.index("事项") + 1)
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://evil.example")')


def test_the_workbook_has_a_sheet_for_each_document(entries: Sequence[Entry]) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(workbook_of(entries, LINK, TODAY)))
    assert workbook.sheetnames == ["滨海市质控办法", "安徽省行动方案", "说明"]
    sheet = workbook["滨海市质控办法"]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.max_row) == ("A2", "A1:Q9", 9)
    clause = sheet.cell(2, COLUMNS.index("条款") + 1)
    stored = entries[0].stored
    assert clause.hyperlink.target == f"https://youju.example/documents/{stored.document_id}#{stored.obligation.clause_id}"
    assert sheet.cell(2, 1).value.date() == date(2026, 11, 30)
    assert "国务院" in workbook["说明"].cell(2, 1).value


def test_sheets_of_documents_with_odd_or_like_names_stay_apart(entries: Sequence[Entry]) -> None:
    one, other = (next(entry for entry in entries if entry.source_name == name) for name in ("办法.txt", "方案.txt"))
    names = "关于：加强[医疗]质量/安全*管理工作的通知以及其他若干事项的补充意见汇编"
    same = [replace(entry, header=replace(entry.header, title=names)) for entry in (one, other)]
    workbook = openpyxl.load_workbook(io.BytesIO(workbook_of([with_words(same[0], "坏\x00字"), same[1]], LINK, TODAY)))
    assert len({name.lower() for name in workbook.sheetnames}) == 3
    assert all(len(name) <= 31 for name in workbook.sheetnames)


def test_nothing_to_export_is_still_a_file() -> None:
    assert csv_of([], LINK).decode("utf-8-sig").strip() == ",".join(COLUMNS)
    assert openpyxl.load_workbook(io.BytesIO(workbook_of([], LINK, TODAY))).sheetnames == ["说明"]
    assert not icalendar.Calendar.from_ical(calendar_of([], LINK, TODAY)).walk("VEVENT")


def occurrences(start: date, rule: str | None) -> list[date]:
    """The days from `start` on that a rule gives, as a third library reads it."""
    if rule is None:
        return [start]
    found = rrulestr(rule, dtstart=datetime.combine(start, time()))
    return [each.date() for each in found.between(datetime.combine(start, time()), datetime.combine(date(2060, 1, 1), time()), inc=True)]


EXPECTED = {
    "每月组织一次讨论": [date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28)],
    "每季度发布一次简报": [date(2026, 12, 31), date(2027, 3, 31), date(2027, 6, 30), date(2027, 9, 30)],
    "每半年开展一次培训": [date(2026, 12, 31), date(2027, 6, 30), date(2027, 12, 31), date(2028, 6, 30)],
    "医疗机构每年7月10日前向质控中心报送总结": [date(2027, 7, 10), date(2028, 7, 10), date(2029, 7, 10)],
    "医疗机构于下一年度1月10日前报送全年总结": [date(2027, 1, 10), date(2028, 1, 10), date(2029, 1, 10)],
    "医疗机构每年7月15日前报送材料": [date(2023, 7, 15), date(2024, 7, 15), date(2025, 7, 15)],
    "下一年度1月15日前报送全年材料": [date(2024, 1, 15), date(2025, 1, 15), date(2026, 1, 15)],
}


def read_by_icalendar(written: bytes) -> dict[str, list[date]]:
    found = {}
    for event in icalendar.Calendar.from_ical(written).walk("VEVENT"):
        rule = event["RRULE"].to_ical().decode() if "RRULE" in event else None
        found[event["DESCRIPTION"].split("\n")[0]] = occurrences(event["DTSTART"].dt, rule)
    return found


def read_by_vobject(written: bytes) -> dict[str, list[date]]:
    found = {}
    for event in vobject.readOne(written.decode()).vevent_list:
        rule = event.rrule.value if hasattr(event, "rrule") else None
        found[event.description.value.split("\n")[0]] = occurrences(event.dtstart.value, rule)
    return found


@pytest.mark.parametrize("read", [read_by_icalendar, read_by_vobject])
def test_two_libraries_read_the_occurrences_worked_out_by_hand(
    entries: Sequence[Entry], read: Callable[[bytes], dict[str, list[date]]]
) -> None:
    found = read(calendar_of(entries, LINK, TODAY))
    assert found.keys() == EXPECTED.keys()
    for reading, days in EXPECTED.items():
        assert found[reading][: len(days)] == days, reading
    assert len(found["医疗机构每年7月15日前报送材料"]) == 3


def test_an_event_tells_its_clause_and_reminds(entries: Sequence[Entry]) -> None:
    calendar = icalendar.Calendar.from_ical(calendar_of(entries, LINK, TODAY))
    event = next(event for event in calendar.walk("VEVENT") if "7月10日" in event["DESCRIPTION"])
    assert "依据：《滨海市质控办法》第一条" in event["DESCRIPTION"]
    assert event["URL"].startswith("https://youju.example/documents/")
    assert event["URL"] in event["DESCRIPTION"]
    assert event["SUMMARY"].startswith("医疗机构：")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 7, 10), date(2027, 7, 11))
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [timedelta(hours=-159), timedelta(hours=-15)]
    assert calendar["X-WR-TIMEZONE"] == "Asia/Shanghai"
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]


def test_events_of_the_past_do_not_remind(entries: Sequence[Entry]) -> None:
    ended = [
        event
        for event in icalendar.Calendar.from_ical(calendar_of(entries, LINK, TODAY)).walk("VEVENT")
        if "已结束" in event["DESCRIPTION"]
    ]
    assert len(ended) == 2
    assert not [alarm for event in ended for alarm in event.walk("VALARM")]


def uids(register: Register) -> list[str]:
    written = calendar_of(register.find().entries, LINK, TODAY)
    return sorted(str(event["UID"]) for event in icalendar.Calendar.from_ical(written).walk("VEVENT"))


def test_names_of_events_differ_and_stay_on_other_days(register: Register, register_on: Callable[[date], Register]) -> None:
    names = uids(register)
    assert len(set(names)) == len(names) == len(EXPECTED)
    assert uids(register_on(date(2025, 1, 1))) == names


def test_lines_are_folded_within_the_octets_allowed(entries: Sequence[Entry]) -> None:
    assert all(len(line) <= 75 for line in calendar_of(entries, LINK, TODAY).split(b"\r\n"))


@pytest.mark.parametrize(
    ("schedule", "today", "days"),
    [
        pytest.param(Schedule(1, 1, 31), date(2027, 1, 1), [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)], id="monthly-31"),
        pytest.param(Schedule(12, 2, 29), date(2027, 1, 1), [date(2027, 2, 28), date(2028, 2, 29)], id="february-29"),
        pytest.param(Schedule(12, 12, 31), date(2027, 1, 1), [date(2027, 12, 31), date(2028, 12, 31)], id="end-of-year"),
        pytest.param(Schedule(3, 1, 1), date(2027, 1, 2), [date(2027, 4, 1), date(2027, 7, 1)], id="start-of-quarter"),
        pytest.param(Schedule(weekday=4), date(2026, 11, 22), [date(2026, 11, 27), date(2026, 12, 4)], id="weekly"),
        pytest.param(Schedule(1, 1, 5, until=date(2027, 2, 5)), date(2027, 1, 1), [date(2027, 1, 5), date(2027, 2, 5)], id="until"),
    ],
)
def test_a_rule_gives_the_days_of_its_schedule(schedule: Schedule, today: date, days: list[date]) -> None:
    first = schedule.next(today)
    assert first is not None
    rule = icalendar.vRecur(rule_of(schedule)).to_ical().decode()
    assert occurrences(first, rule)[: len(days)] == days
    again = [first]
    while len(again) < len(days):
        following = schedule.next(again[-1] + timedelta(days=1))
        assert following is not None
        again.append(following)
    assert again == days
