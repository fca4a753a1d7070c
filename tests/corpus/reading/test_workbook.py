"""Workbooks: each sheet a table, its cells as they are displayed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO

import pytest

from corpus.documents import AnchorKind
from corpus.errors import UnreadableDocumentError
from corpus.reading.cell_values import displayed
from corpus.reading.extraction import Extraction

REASON = "openpyxl is not installed: pip install 'youju[readers]'"
openpyxl = pytest.importorskip("openpyxl", reason=REASON)
workbook = pytest.importorskip("corpus.reading.workbook", reason=REASON)

SHOWN = [
    (0.955, "0.0%", "95.5%"),
    (0.5, "0%", "50%"),
    (0.955, "0.0%;-0.0%", "95.5%"),
    (10, '0"分钟内"', "10分钟内"),
    (3, '"第"0"条"', "第3条"),
    (1234.5, "#,##0.00_);(#,##0.00)", "1234.50"),
    (-5, "0_ ;[Red]\\-0\\ ", "-5"),
    (2.5, "0.##", "2.5"),
    (0.1 + 0.2, "General", "0.3"),
    (15, "@", "15"),
    (1e20, "0.00E+00", "1e+20"),
    (7, "", "7"),
    (True, "General", "是"),
    ("  10分钟\n内 ", "General", "10分钟 内"),
    (date(2024, 3, 1), "yyyy-mm-dd", "2024-03-01"),
    (datetime(2024, 3, 1), 'yyyy"年"m"月"d"日"', "2024年3月1日"),  # noqa: DTZ001 — a workbook knows no time zones
    (datetime(2024, 3, 1, 8, 30), "yyyy/m/d h:mm", "2024-03-01 08:30"),  # noqa: DTZ001 — as above
    (time(8, 30), "h:mm", "08:30:00"),
]


@pytest.mark.parametrize(("value", "number_format", "expected"), SHOWN)
def test_a_cell_reads_as_it_is_displayed(value: object, number_format: str, expected: str) -> None:
    assert displayed(value, number_format) == expected


def workbook_file(sheets: dict[str, Sequence[Sequence[object]]], *, merged: str = "", hidden: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if merged:
            sheet.merge_cells(merged)
        if name == hidden:
            sheet.sheet_state = "hidden"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def test_sheets_are_tables_under_their_names() -> None:
    data = workbook_file({"质控指标": [["指标", "目标"], ["到位率", 95]], "Sheet2": [["甲", None, "丙"], [], ["丁"]]})
    extraction = workbook.extract(data)
    assert extraction.text == "质控指标\n指标 | 目标\n到位率 | 95\n甲 |  | 丙\n丁\n"
    assert [(anchor.start, anchor.number) for anchor in extraction.anchors] == [(0, 1), (13, 2), (22, 1), (31, 3)]
    assert {anchor.kind for anchor in extraction.anchors} == {AnchorKind.ROW}


def test_merged_cells_speak_once() -> None:
    assert workbook.extract(workbook_file({"Sheet1": [["会诊", None], ["急", "普通"]]}, merged="A1:B1")).text == "会诊\n急 | 普通\n"


def test_hidden_sheets_are_left_out() -> None:
    assert workbook.extract(workbook_file({"甲": [["一"]], "乙": [["二"]]}, hidden="甲")).text == "乙\n二\n"


def test_a_cell_far_off_adds_no_empty_ones() -> None:
    data = workbook_file({"Sheet1": [["甲", *[None] * 300, "乙"]]})
    assert workbook.extract(data).text == "甲 | 乙\n"


def test_a_sheet_of_more_rows_than_people_read_is_refused_before_it_is_read_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.reading.extraction.MOST_LINES", 3)
    read: list[int] = []

    def rows() -> Iterator[tuple[int, str]]:
        for number in range(1, 10):
            read.append(number)
            yield number, "急会诊"

    with pytest.raises(UnreadableDocumentError, match="more than 3 lines or rows"):
        Extraction.of_lines(rows(), AnchorKind.ROW)
    assert len(read) == 4
