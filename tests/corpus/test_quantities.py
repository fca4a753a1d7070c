"""Numbers with their units, in print and in base units."""

from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.quantities import QuantityType, measures, quantities

UNITS = [line for line in (files("corpus") / "data" / "units.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("后10分钟内到位", [("10分钟内", QuantityType.DURATION, 600, "<=")]),
        ("三十日以内答复", [("三十日以内", QuantityType.DURATION, 30, "<=")]),
        ("平均7分49秒到达", [("7分49秒", QuantityType.DURATION, 469, "=")]),
        ("不高于1.8‰", [("不高于1.8‰", QuantityType.PERCENT, 0.18, "<=")]),
        ("不低于百分之九十", [("百分之九十", QuantityType.PERCENT, 90, ">=")]),
        ("每周至少查房2次", [("每周至少查房2次", QuantityType.FREQUENCY, 2, ">=")]),
        ("按季度编发", [("按季度", QuantityType.FREQUENCY, 1, "=")]),
        ("二名以上医师", [("二名以上", QuantityType.COUNT, 2, ">=")]),
        ("第一类精神药品", []),
        ("红十字会的十字标志", []),
        ("五万元以下罚款", [("五万元以下", QuantityType.MONEY, 50_000, "<=")]),
    ],
)
def test_a_quantity_has_its_bound_and_base_unit(text, found):
    assert [(each.text, each.type, pytest.approx(each.number), each.relation) for each in quantities(text)] == found


@pytest.mark.parametrize("text", ["到2025年底", "每年7月10日前", "2024-04-02", "二〇一六年三月七日"])
def test_dates_are_whole(text):
    (quantity,) = quantities(text)
    assert quantity.type is QuantityType.DATE


@pytest.mark.parametrize(("unit", "example"), [row.split("\t")[::4] for row in UNITS])
def test_a_unit_is_read_in_its_example(unit, example):
    assert any(unit in quantity.text for quantity in quantities(example))


@given(st.text(alphabet="第一二三十0159年月日分钟小时天%‰不少于以内每半次例条款前，。〔〕号. ", max_size=40))
def test_quantities_quote_the_text_and_do_not_overlap(text):
    for found in (quantities(text), measures(text)):
        assert all(quantity.span.of(text) == quantity.text for quantity in found)
        assert all(first.span.end <= second.span.start for first, second in pairwise(found))


def test_years_and_months_are_one_duration_with_the_bound_of_either():
    [quantity] = quantities("刑期不超过一年零六个月")
    assert (quantity.text, quantity.number, quantity.unit, quantity.relation) == ("不超过一年零六个月", 18, "月", "<=")


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("使用面积不少于十二点五平方米", 12.5, "平方米"),
        ("净高不低于二点五五米", 2.55, "米"),
        ("间距零点九五米", 0.95, "米"),
        ("处二点五万元罚款", 25_000, "元"),
        ("上午八点三十分", 1800, "秒"),
    ],
)
def test_decimals_in_chinese_numerals(text, number, unit):
    [quantity] = measures(text)
    assert (round(quantity.number, 6), quantity.unit) == (number, unit)
