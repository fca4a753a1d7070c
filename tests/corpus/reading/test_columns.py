"""Columns: of two, the left one is read first; the cells of a table stay side by side."""

from collections.abc import Sequence

from corpus.reading.columns import in_reading_order
from corpus.reading.placed_lines import PlacedLine

LEFT, RIGHT = (0.1, 0.48), (0.52, 0.9)


def piece(text: str, row: int, place: tuple[float, float]) -> PlacedLine:
    return PlacedLine(text, left=place[0], right=place[1], top=0.1 + row * 0.02, bottom=0.115 + row * 0.02, em=0.02)


def read(rows: Sequence[Sequence[PlacedLine]]) -> str:
    return " / ".join(line.text for line in in_reading_order(rows))


def columns(n_rows: int, *, left: tuple[float, float] = LEFT, right: tuple[float, float] = RIGHT) -> list[list[PlacedLine]]:
    return [[piece(f"左{row}", row, left), piece(f"右{row}", row, right)] for row in range(n_rows)]


def test_the_left_column_is_read_first():
    assert read(columns(5)) == "左0 / 左1 / 左2 / 左3 / 左4 / 右0 / 右1 / 右2 / 右3 / 右4"


def test_a_line_across_both_columns_ends_them():
    rows = [[piece("标题", 0, (0.3, 0.7))], *columns(5), [piece("跨栏", 9, (0.1, 0.9))], *columns(1)]
    assert read(rows) == "标题 / 左0 / 左1 / 左2 / 左3 / 左4 / 右0 / 右1 / 右2 / 右3 / 右4 / 跨栏 / 左0 / 右0"


def test_a_column_may_be_longer_than_the_other():
    assert read([*columns(5), [piece("左5", 5, LEFT)]]) == "左0 / 左1 / 左2 / 左3 / 左4 / 左5 / 右0 / 右1 / 右2 / 右3 / 右4"


def test_the_cells_of_a_table_stay_side_by_side():
    short = columns(6, left=(0.1, 0.2))
    assert read(short) == " / ".join(f"左{row} 右{row}" for row in range(6))
    ragged = [[piece("左", row, (0.1, 0.2 + 0.05 * row)), piece("右", row, RIGHT)] for row in range(5)]
    assert read(ragged) == " / ".join(["左 右"] * 5)


def test_a_few_lines_beside_each_other_are_no_columns():
    assert read(columns(4)) == "左0 右0 / 左1 右1 / 左2 右2 / 左3 右3"
    assert read([]) == ""
