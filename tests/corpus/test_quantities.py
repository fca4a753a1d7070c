"""Numbers with their units, in print and in base units."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.quantities import QuantityType, measures, quantities


def test_a_number_ends_where_its_digits_end():
    assert [quantity.value for quantity in measures("后10分钟内到位")] == [10]
    assert [quantity.value for quantity in measures("后110分钟内到位")] == [110]


def test_what_is_printed_and_what_compares_are_both_told():
    [quantity] = measures("不超过两小时")
    assert (quantity.value, quantity.printed_unit, quantity.bound) == (2, "小时", "不超过")
    assert (quantity.number, quantity.unit, quantity.relation) == (7200, "秒", "<=")


def test_strict_and_loose_bounds_are_told_apart():
    assert [one.relation for one in measures("大于3%，不低于3%，小于3%，不高于3%，3%")] == [">", ">=", "<", "<=", "="]


def test_minutes_and_seconds_are_one_quantity():
    [quantity] = measures("平均7分49秒到达")
    assert (quantity.text, quantity.number, quantity.unit) == ("7分49秒", 469, "秒")


def test_dates_and_references_are_no_measures():
    assert measures("第三条 2025年12月31日前按〔2018〕8号执行") == ()


def test_all_kinds_are_found_in_order():
    kinds = [quantity.type for quantity in quantities("第三条 每半年一次，不低于90%，7月10日前")]
    assert kinds == [QuantityType.CLAUSE, QuantityType.FREQUENCY, QuantityType.PERCENT, QuantityType.DATE]


@given(st.text(alphabet="第一二三十0159年月日分钟小时天%‰不少于以内每半次例条款前，。〔〕号. ", max_size=40))
def test_quantities_quote_the_text_and_do_not_overlap(text):
    for found in (quantities(text), measures(text)):
        assert all(quantity.span.of(text) == quantity.text for quantity in found)
        assert all(first.span.end <= second.span.start for first, second in pairwise(found))
