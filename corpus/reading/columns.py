"""Puts the lines of a page in the order in which they are read where the page is set in two columns."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from corpus.reading.placed_lines import PlacedLine

# A gap of so many full-width characters parts two pieces of a line: cells of a table, or columns.
PIECE_GAP = 1.5
# Two columns have so many lines beside each other, and fill most of them; a table's cells are short or of any length.
LEAST_LINES = 5
LEAST_FULL_SHARE = 0.5
LEAST_COLUMN_WIDTH = 0.25
FULL_WITHIN = 2.0
# Where on the page the space between the columns may be.
LEAST_GUTTER, MOST_GUTTER = 0.35, 0.65


def in_reading_order(rows: Sequence[Sequence[PlacedLine]]) -> list[PlacedLine]:
    """The lines of a page, from its rows of pieces that stand side by side, left to right.

    Of two columns the left one comes first, down to the next line that runs across both; anything else is a row a line.
    """
    gutter = _gutter(rows)
    if gutter is None:
        return [joined(row) for row in rows if row]
    lines: list[PlacedLine] = []
    left: list[PlacedLine] = []
    right: list[PlacedLine] = []
    for row in rows:
        if any(piece.left < gutter < piece.right for piece in row):
            lines += [*left, *right, joined(row)]
            left, right = [], []
        else:
            left += _side([piece for piece in row if piece.right <= gutter])
            right += _side([piece for piece in row if piece.left >= gutter])
    return [*lines, *left, *right]


def joined(row: Sequence[PlacedLine]) -> PlacedLine:
    """One line of pieces side by side."""
    return PlacedLine(
        text=" ".join(piece.text for piece in row),
        left=row[0].left,
        right=max(piece.right for piece in row),
        top=min(piece.top for piece in row),
        bottom=max(piece.bottom for piece in row),
        em=min(piece.em for piece in row),
    )


def _side(pieces: Sequence[PlacedLine]) -> list[PlacedLine]:
    return [joined(pieces)] if pieces else []


def _gutter(rows: Sequence[Sequence[PlacedLine]]) -> float | None:
    """The middle of the space between two columns of running text, as a share of the page; `None` where there are none."""
    pairs = [pair for row in rows for pair in pairwise(row) if LEAST_GUTTER <= _middle(*pair) <= MOST_GUTTER]
    if len(pairs) < LEAST_LINES:
        return None
    gutter = median(_middle(*pair) for pair in pairs)
    beside = [(left, right) for left, right in pairs if left.right <= gutter <= right.left]
    columns = ([left for left, _ in beside], [right for _, right in beside])
    return gutter if len(beside) >= LEAST_LINES and all(map(_is_running_text, columns)) else None


def _middle(left: PlacedLine, right: PlacedLine) -> float:
    return (left.right + right.left) / 2


def _is_running_text(column: Sequence[PlacedLine]) -> bool:
    """Whether the lines of a column are wide, and most of them full."""
    edge = max(piece.right for piece in column)
    n_full = sum(edge - piece.right <= FULL_WITHIN * piece.em for piece in column)
    return n_full >= LEAST_FULL_SHARE * len(column) and _width(column) >= LEAST_COLUMN_WIDTH


def _width(column: Iterable[PlacedLine]) -> float:
    return median(piece.right - piece.left for piece in column)
