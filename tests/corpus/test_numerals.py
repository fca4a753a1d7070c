import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numerals import in_han, integer, number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三十", 30),
        ("十二", 12),
        ("一百零三", 103),
        ("两", 2),
        ("两百", 200),
        ("半", 0.5),
        ("廿", 20),
        ("廿五", 25),
        ("卅", 30),
        ("第十二", 12),
        ("第3", 3),
        ("二〇一八", 2018),
        ("百分之九十", 0.9),
        ("百分之九十五点五", 0.955),
        ("千分之七点五", 0.0075),
        ("三分之二", 2 / 3),
        ("1.8‰", 0.0018),
        ("90%", 0.9),
        ("１２％", 0.12),
        ("1,500", 1500),
        ("3万", 30_000),
        ("1.5亿", 150_000_000),
        ("零", 0),
    ],
)
def test_numerals_are_read(text, value):
    assert number(text) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    "text",
    ["", "十几", "数十", "四五", "三级", "百", "万", "1.8.2", "十十", "一十百", "百分之", "零分之三", "二二十三", "-3", "2023年", "半年"],
)
def test_what_is_not_one_number_is_none(text):
    assert number(text) is None


@given(st.integers(1, 99_999))
def test_whole_numbers_survive_being_written(value):
    assert integer(in_han(value)) == value
    assert integer(str(value)) == value
    assert integer(f"第{in_han(value)}") == value


@given(st.text(max_size=12) | st.text("零〇一二三四五六七八九十百千万亿两廿卅点", max_size=8))
def test_any_text_gives_a_number_or_none(text):
    assert number(text) is None or isinstance(number(text), float)
