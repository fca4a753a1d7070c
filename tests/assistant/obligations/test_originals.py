"""The register over the original texts, where they are present: the calendar has the days that the texts name."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import icalendar
import pytest
import vobject
from dateutil.rrule import rrulestr

from assistant.bootstrap import Youju, open_youju
from assistant.obligations.calendar import calendar_of
from assistant.obligations.wording import link_to_clause
from assistant.settings import Settings
from indexing.building import ingest

# While the plan of 2023 to 2025 runs.
TODAY = date(2024, 8, 1)


@pytest.fixture(scope="module")
def youju(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Youju]:
    with open_youju(Settings(home=tmp_path_factory.mktemp("home"), today=TODAY)) as opened:
        assert all(result.status == "added" for result in ingest(opened.library, [shared_data / "seeds"]))
        yield opened


def after(start: date, rule: str) -> date:
    found = rrulestr(rule, dtstart=datetime.combine(start, time())).after(datetime.combine(TODAY, time()), inc=True)
    assert found is not None
    return found.date()


@pytest.mark.parametrize("reader", ["icalendar", "vobject"])
def test_the_calendar_has_the_days_worked_out_by_hand(youju: Youju, reader: str) -> None:
    written = calendar_of(youju.register.find().entries, link_to_clause(""), TODAY)
    if reader == "icalendar":
        events = icalendar.Calendar.from_ical(written).walk("VEVENT")
        days = {after(event["DTSTART"].dt, event["RRULE"].to_ical().decode()) for event in events if "RRULE" in event}
    else:
        events = vobject.readOne(written.decode()).vevent_list
        days = {after(event.dtstart.value, event.rrule.value) for event in events if hasattr(event, "rrule")}
    monthly, quarterly, half_yearly = date(2024, 8, 31), date(2024, 9, 30), date(2024, 12, 31)
    assert {date(2025, 7, 10), date(2025, 1, 10), date(2025, 7, 15), date(2025, 1, 15), monthly, quarterly, half_yearly} <= days


def test_every_quote_is_the_original(youju: Youju) -> None:
    entries = youju.register.find().entries
    assert len(entries) > 100
    for entry in entries:
        raw = youju.library.policy(entry.stored.document_id).document.source.text
        assert entry.stored.raw.of(raw) == entry.stored.quote


def test_complete_answers_name_what_is_due(youju: Youju) -> None:
    due = youju.register.find_for_question("半年内医院要向谁报送什么")
    assert due is not None
    assert {entry.next_due for entry in due.entries} == {date(2025, 1, 10)}
    forbidden = youju.register.find_for_question("哪些事不允许做")
    assert forbidden is not None
    assert forbidden.total >= 5
    yearly = youju.register.find_for_question("质控中心每年要做哪些事")
    assert yearly is not None
    assert yearly.total >= 3
