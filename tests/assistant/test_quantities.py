"""Numbers with their units, found in running Chinese text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.quantities import ValueType, quantities


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("后10分钟内到位", [("10分钟内", ValueType.DURATION, 600, "<=")]),
        ("三十日以内答复", [("三十日以内", ValueType.DURATION, 30, "<=")]),
        ("平均7分49秒到达", [("7分49秒", ValueType.DURATION, 469, "=")]),
        ("不高于1.8‰", [("不高于1.8‰", ValueType.PERCENT, 0.18, "<=")]),
        ("不低于百分之九十", [("百分之九十", ValueType.PERCENT, 90, ">=")]),
        ("每周至少查房2次", [("每周至少查房2次", ValueType.FREQUENCY, 2, ">=")]),
        ("按季度编发", [("按季度", ValueType.FREQUENCY, 1, "=")]),
        ("二名以上医师", [("二名以上", ValueType.COUNT, 2, ">=")]),
        ("第一类精神药品", []),
        ("五万元以下罚款", [("五万元以下", ValueType.MONEY, 50_000, "<=")]),
    ],
)
def test_a_quantity_has_its_bound_and_base_unit(text, found):
    assert [(each.text, each.type, pytest.approx(each.number), each.relation) for each in quantities(text)] == found


@pytest.mark.parametrize("text", ["到2025年底", "每年7月10日前", "2024-04-02", "二〇一六年三月七日"])
def test_dates_are_whole(text):
    (quantity,) = quantities(text)
    assert quantity.type is ValueType.DATE


@given(st.text(alphabet="零一二两三十百千万0123456789.%‰年月日分钟小时次个每周不低高于第条〔〕号，。", max_size=40))
def test_quantities_lie_apart_and_in_order(text):
    found = quantities(text)
    assert all(quantity.span.of(text) == quantity.text for quantity in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
