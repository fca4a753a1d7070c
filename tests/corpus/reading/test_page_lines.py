"""Pages: running headers, footers and page numbers go, text stays, and paragraphs are seen by their indents."""

from collections.abc import Sequence

import pytest

from corpus.reading.page_lines import compose
from corpus.reading.placed_lines import PlacedLine

BODY = "医疗机构应当建立值班制度和交接班制度并认真记录有关情况"


def line(text: str, middle: float, *, left: float = 0.15, right: float = 0.85) -> PlacedLine:
    return PlacedLine(text, left=left, right=right, top=middle - 0.01, bottom=middle + 0.01, em=0.025)


def read(pages: Sequence[Sequence[PlacedLine]]) -> list[str]:
    return compose(pages).text.split("\n")[:-1]


def test_running_headers_and_footers_go_whatever_their_numbers() -> None:
    pages = [[line("某市文件汇编", 0.05), line(f"{BODY}{n}", 0.5), line(f"第{n}页 共3页", 0.95)] for n in (1, 2, 3)]
    assert read(pages) == [f"{BODY}{n}" for n in (1, 2, 3)]


def test_a_header_close_to_the_text_stays_where_it_may_be_the_title() -> None:
    pages = [[line("值班制度", 0.12), line(f"{BODY}{n}", 0.5)] for n in range(4)]
    assert read(pages) == ["值班制度", *(f"{BODY}{n}" for n in range(4))]


def test_the_first_lines_of_the_text_are_no_headers() -> None:
    pages = [[line(f"{n}.{BODY}", 0.12), line(BODY, 0.5)] for n in range(4)]
    assert len(read(pages)) == 8


def test_repeated_text_in_the_middle_of_pages_stays() -> None:
    assert read([[line(BODY, 0.5)]] * 5) == [BODY] * 5


NUMBERED = {
    "dashes": (["— 1 —", "— 2 —"], 0),
    "plain digits": (["7", "8"], 0),
    "dashes taken for a number": (["一1一", "一2一"], 0),
    "a page of the whole": (["1/2", "2/2"], 0),
    "the only page": (["1"], 0),
    "numbers that do not count with the pages": (["30", "95"], 2),
    "a number of the text on the only page": (["30"], 1),
}


@pytest.mark.parametrize(("labels", "left"), NUMBERED.values(), ids=NUMBERED.keys())
def test_page_numbers_go_where_they_count_with_the_pages(labels: list[str], left: int) -> None:
    pages = [[line(BODY, 0.5), line(label, 0.9, left=0.48, right=0.52)] for label in labels]
    assert len(read(pages)) == len(labels) + left


def test_a_number_inside_the_text_is_no_page_number() -> None:
    assert read([[line("1", 0.5), line(BODY, 0.6)], [line("2", 0.5), line(BODY, 0.6)]]) == ["1", BODY, "2", BODY]


def test_a_blank_line_stands_before_an_indented_one() -> None:
    page = [line(BODY, 0.2), line(BODY, 0.3, left=0.2), line(BODY, 0.4), line("某市卫生健康委", 0.5, left=0.6)]
    assert read([page]) == [BODY, "", BODY, BODY, "某市卫生健康委"]


def test_no_blank_line_stands_before_the_first() -> None:
    assert read([[line(BODY, 0.2, left=0.2), line(BODY, 0.3)]]) == [BODY, BODY]


def test_a_hyphenated_word_is_whole_again_and_a_range_is_not_touched() -> None:
    page = [
        line("使用 anti-", 0.2),
        line("biotics 时", 0.25),
        line("2023-", 0.3),
        line("2025年", 0.35),
        line("COVID-", 0.4),
        line("19", 0.45),
    ]
    assert read([page]) == ["使用 antibiotics 时", "2023-", "2025年", "COVID-", "19"]


def test_anchors_count_pages_also_empty_ones() -> None:
    assert [anchor.number for anchor in compose([[line("甲", 0.5)], [], [line("乙", 0.5)]]).anchors] == [1, 3]
