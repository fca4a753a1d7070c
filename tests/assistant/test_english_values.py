"""Values of Chinese texts in English words: dates are no years, days of a month no length of time."""

import pytest

from assistant.english_values import english_value, in_chinese_units
from corpus.quantities import quantities


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("每年8月20日前报送", ["by 20 August each year"]),
        ("下一年度2月20日前报送", ["by 20 February of the following year"]),
        ("每年8月20日、次年2月20日报送", ["20 August each year", "20 February of the following year"]),
        ("2027年3月1日起施行", ["from 1 March 2027"]),
        ("9月底前完成", ["by the end of September"]),
        ("2026年上半年完成", ["the first half of 2026"]),
        ("每月5日前报送", ["once per month", "by day 5 of each month"]),
        ("检查后次月10日前报送", ["by day 10 of the following month"]),
        ("检查后5日内报送", ["within 5 days"]),
        ("每年7月开展", ["once per year", "in July"]),
        ("保存6个月", ["6 months"]),
        ("每年3次", ["3 times per year"]),
        ("每周1次", ["once per week"]),
        ("用时7分49秒", ["7 minutes 49 seconds"]),
        ("半小时内到场", ["within half an hour"]),
        ("不少于30年", ["at least 30 years"]),
        ("10余天", [""]),
    ],
)
def test_a_value_in_english(text, words):
    assert [english_value(quantity, text) for quantity in quantities(text)] == words


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("after 26 hours", "after 26小时"),
        ("a two-week delay", "a 2周 delay"),
        ("kept for three years", "kept for 3年"),
        ("within 5 working days", "within 5个工作日"),
        ("how many hours", "how many hours"),
    ],
)
def test_an_amount_of_a_question_as_texts_write_it(question, written):
    assert in_chinese_units(question) == written
