"""The value gate: a changed value, unit or bound does not pass; the words themselves do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.gate import unsupported

CLAUSE = "急会诊在请求发出后10分钟内到位，正确率不低于90%，每年7月10日前报送，详见〔2023〕12号第二十条。"


def test_ten_is_seen_behind_han_characters():
    assert unsupported("10分钟内到位。", ["后10分钟内到位"]) == []


def test_thirty_minutes_do_not_pass_on_a_ten_minute_clause():
    assert unsupported("急会诊30分钟内到位。", ["急会诊在请求发出后10分钟内到位"]) == ["30分钟内"]


@pytest.mark.parametrize(
    "statement",
    [
        "急会诊10分钟内到位。",
        "正确率不低于90%。",
        "正确率不低于百分之九十。",
        "每年7月10日前报送。",
        "见〔2023〕12号第20条。",
    ],
)
def test_faithful_words_pass(statement):
    assert unsupported(statement, [CLAUSE]) == []


@pytest.mark.parametrize(
    "statement",
    [
        "急会诊1分钟内到位。",
        "急会诊10小时内到位。",
        "正确率不高于90%。",
        "正确率不低于90‰。",
        "正确率90%。",
        "每年7月15日前报送。",
        "每年10月7日前报送。",
        "见〔2023〕21号。",
        "见第十二条。",
    ],
)
def test_a_changed_value_unit_bound_or_number_does_not_pass(statement):
    assert unsupported(statement, [CLAUSE])


@given(st.integers(1, 500), st.integers(1, 500), st.sampled_from(["分钟", "小时", "个工作日", "次", "人", "%", "万元"]))
def test_only_the_same_number_passes(said, stated, unit):
    assert (unsupported(f"应当在{said}{unit}完成", [f"应当在{stated}{unit}完成"]) == []) is (said == stated)
