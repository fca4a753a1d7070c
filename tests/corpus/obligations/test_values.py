"""Machine forms worked out by hand, and what must be told as unreadable."""

import time

import pytest

from corpus.obligations.records import Modality
from corpus.obligations.values import Surroundings, read_values

DEADLINES = {
    "minutes after an event": ("急会诊在请求发出后10分钟内到位", {"within": "PT10M", "from": "请求发出"}),
    "days in Chinese digits": ("自收到申请之日起三十日内答复", {"within": "P30D", "from": "收到申请"}),
    "working days": ("于5个工作日内上报", {"within": "P5D", "days": "working"}),
    "half a month": ("半个月内完成整改", {"within": "P15D"}),
    "a month and a half": ("一个半月内提交意见", {"within": "P1M15D"}),
    "a day with its year": ("于2026年3月15日前报送", {"by": "2026-03-15"}),
    "the end of a year": ("到2025年底建成平台", {"by": "2025-12-31"}),
    "the end of February": ("2024年2月底前完成", {"by": "2024-02-29"}),
    "the first half of a year": ("2016年上半年前建成", {"by": "2016-06-30"}),
    "a year in Chinese digits": ("二〇二五年十二月三十一日前完成", {"by": "2025-12-31"}),
    "a day of every year": ("每年7月10日前报送", {"recurrence": "yearly", "month": 7, "day": 10, "year_offset": 0}),
    "a day of the next year": ("下一年度1月15日前报送", {"recurrence": "yearly", "month": 1, "day": 15, "year_offset": 1}),
    "the end of every year": ("每年底前考核", {"recurrence": "yearly", "month": 12, "day": 31, "year_offset": 0}),
    "the beginning of every year": ("每年年初制定计划", {"recurrence": "yearly", "year_offset": 0, "when": "年初"}),
    "a day of every month": ("每月5日前上报", {"recurrence": "monthly", "day": 5}),
    "the end of every month": ("每月底前上报", {"recurrence": "monthly", "day": -1}),
    "a day of the next month": ("次月10日前上报", {"recurrence": "monthly", "day": 10, "month_offset": 1}),
    "the end of a quarter": ("季度末前通报", {"recurrence": "quarterly", "day": -1}),
    "a month of the quarter": ("每季度最后一个月25日前上报", {"recurrence": "quarterly", "day": 25, "month_of_quarter": 3}),
    "the first month of the quarter": ("每季度首月10日前报送", {"recurrence": "quarterly", "day": 10, "month_of_quarter": 1}),
    "the last working day of the month": ("每月最后一个工作日前上报", {"recurrence": "monthly", "day": -1, "days": "working"}),
    "a working day of the next month": ("次月5个工作日内上报", {"recurrence": "monthly", "working_day": 5, "month_offset": 1}),
    "a day of a week of the month": ("每月第一周的周五前报送", {"recurrence": "monthly", "week": 1, "weekday": "FR"}),
    "a day of every week": ("每周五前上报", {"recurrence": "weekly", "weekday": "FR"}),
    "a quarter of a year": ("2026年一季度末前完成", {"by": "2026-03-31"}),
    "a quarter of every year": ("每年第三季度完成考核", {"recurrence": "yearly", "month": 9, "day": 30, "year_offset": 0}),
    "a month of every year": ("每年3月开展检查", {"recurrence": "yearly", "month": 3, "day": 31, "year_offset": 0}),
    "the end of every February": ("每年2月底前报送", {"recurrence": "yearly", "month": 2, "day": -1, "year_offset": 0}),
    "the far end of a range": ("在3至5个工作日内答复", {"within": "P5D", "days": "working"}),
    "minutes without 内": ("接到呼叫后10分钟到达", {"within": "PT10M", "from": "接到呼叫"}),
    "working days before": ("至少提前3个工作日通知", {"before": "P3D", "op": ">=", "days": "working"}),
    "at once, the word inside another's": ("应当即时编发通报", {"asap": True}),
    "so long before": ("提前30日告知", {"before": "P30D", "op": ">="}),
    "at once": ("应当立即停止使用", {"asap": True}),
}
FREQUENCIES = {
    "half a year": ("每半年开展一次自查", {"every": "P6M", "times": 1}),
    "at least, in Chinese digits": ("每年至少组织两次培训", {"every": "P1Y", "times": 2, "op": ">="}),
    "not less than, far behind": ("每年组织全员培训、专项检查均不低于2次", {"every": "P1Y", "times": 2, "op": ">="}),
    "at most": ("每周不超过3次", {"every": "P1W", "times": 3, "op": "<="}),
    "by the quarter": ("按季度编发简报", {"every": "P3M", "times": 1}),
    "two months": ("每两个月抽查一次", {"every": "P2M", "times": 1}),
    "three years": ("每三年复核一次", {"every": "P3Y", "times": 1}),
    "working days": ("工作日每天至少查房2次", {"every": "P1D", "times": 2, "op": ">=", "scope": "工作日"}),
    "days off": ("非工作日每天至少查房1次", {"every": "P1D", "times": 1, "op": ">=", "scope": "非工作日"}),
    "both halves of the year": ("上半年、下半年各开展一次督查", {"every": "P6M", "times": 1}),
    "a week, said alone": ("一周至少2次", {"every": "P1W", "times": 2, "op": ">="}),
    "a yearly report": ("编制年度报告", {"every": "P1Y", "times": 1}),
}
LIMITS = {
    "not higher, per mille": ("死亡率不高于1.8‰", {"op": "<=", "value": 1.8, "unit": "‰"}),
    "strictly more": ("报告例数大于3%", {"op": ">", "value": 3, "unit": "%"}),
    "not less": ("正确率不低于90%", {"op": ">=", "value": 90, "unit": "%"}),
    "risen to": ("治疗率提升至80%", {"op": ">=", "value": 80, "unit": "%"}),
    "per hundred": ("每百出院人次报告年均大于2.5例次", {"op": ">", "value": 2.5, "unit": "例次/百出院人次", "period": "P1Y"}),
    "more than half": ("经过半数同意", {"op": ">", "value": 50, "unit": "%"}),
    "half or more": ("半数以上同意", {"op": ">=", "value": 50, "unit": "%"}),
    "a count": ("设置不少于10个中心", {"op": ">=", "value": 10, "unit": "个"}),
    "at least, a word between": ("至少有2人参加", {"op": ">=", "value": 2, "unit": "人"}),
    "money in ten thousands": ("处5万元以下罚款", {"op": "<=", "value": 50000, "unit": "元"}),
    "strictly less": ("死亡率低于1.8‰", {"op": "<", "value": 1.8, "unit": "‰"}),
    "two thirds or more": ("三分之二以上委员同意", {"op": ">=", "value": 66.6667, "unit": "%"}),
    "so many times an amount": ("享用献血量三倍的血量", {"op": "=", "value": 3, "unit": "倍"}),
    "a ratio": ("床护比不低于1：0.4", {"op": ">=", "value": "1:0.4", "unit": "比"}),
    "all": ("实现市级全覆盖", {"op": ">=", "value": 100, "unit": "%", "level": "市级"}),
}
DURATIONS = {
    "used up": ("利用3年时间完善体系", Modality.MUST, {"period": "P3Y"}),
    "a term for a ban": ("五年内不得从事管理工作", Modality.MUST_NOT, {"period": "P5Y"}),
    "kept": ("保存期限不少于十五年", Modality.MUST, {"value": "P15Y", "op": ">="}),
    "kept at least": ("至少保存二年", Modality.MUST, {"value": "P2Y", "op": ">="}),
    "made longer": ("可以延长10个工作日", Modality.MAY, {"period": "P10D"}),
    "a part of every year": ("每年5月1日至9月30日开放", Modality.MUST, {"recurrence": "yearly", "start": "05-01", "end": "09-30"}),
    "at most": ("评估周期不超过一年", Modality.SHOULD, {"value": "P1Y", "op": "<="}),
    "of every year": ("每年至少保证主任有2周的时间", Modality.MUST, {"value": "P2W", "op": ">=", "every": "P1Y"}),
}
PROBLEMS = {
    "no such day": ("应于2025年2月30日前报送", "impossible date: '2025年2月30日前'"),
    "no such month": ("于2025年13月5日前报送", "impossible date: '2025年13月5日前'"),
    "no year at all": ("于7月底前报送", "date without a year: '7月底前'"),
    "no such day of every year": ("应于每年2月30日前报送", "impossible date: '每年2月30日前'"),
    "no such day of every month": ("应于每月32日前报送", "impossible date: '每月32日前'"),
    "a 31st of April": ("应于4月31日前报送", "impossible date: '4月31日前'"),
    "a count left blank": ("每年应当培训×次", "illegible number: '×'"),
    "question marks for digits": ("报告时限为??日内", "illegible number: '??'"),
    "no unit": ("合格率不低于90", "threshold without a unit: '不低于90'"),
    "a blank form": ("死亡率不高于□‰", "illegible number: '不高于□‰'"),
    "two limits at odds": ("合格率不低于90%且不高于80%", "contradictory values: '不低于90%', '不高于80%'"),
}


def the_machines(text, modality=Modality.MUST, around=None):
    return [dict(value.machine) for value in read_values(text, modality, around or Surroundings()).values]


@pytest.mark.parametrize(("text", "machine"), [*DEADLINES.values(), *FREQUENCIES.values(), *LIMITS.values()])
def test_a_value_has_the_machine_form_worked_out_by_hand(text, machine):
    assert the_machines(text) == [machine]


@pytest.mark.parametrize(("text", "modality", "machine"), DURATIONS.values(), ids=DURATIONS)
def test_a_duration_has_the_machine_form_worked_out_by_hand(text, modality, machine):
    assert the_machines(text, modality) == [machine]


@pytest.mark.parametrize(("text", "problem"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_cannot_be_read_is_told_and_not_guessed(text, problem):
    reading = read_values(text, Modality.MUST, Surroundings())
    assert problem in reading.problems
    assert not [value for value in reading.values if value.raw in problem and "contradictory" not in problem]


def test_two_yearly_days_are_two_deadlines():
    assert the_machines("每年7月10日、下一年度1月10日前报送") == [
        {"recurrence": "yearly", "month": 7, "day": 10, "year_offset": 0},
        {"recurrence": "yearly", "month": 1, "day": 10, "year_offset": 1},
    ]


@pytest.mark.parametrize("text", ["暂停手术权限三个月至六个月", "暂停手术权限3～6个月"])
def test_both_ends_of_a_range_of_time_are_told(text):
    assert the_machines(text) == [{"value": "P3M", "op": ">="}, {"value": "P6M", "op": "<="}]


def test_a_count_that_cannot_be_read_is_not_taken_for_one():
    assert the_machines("每年应当培训×次") == [{"every": "P1Y"}]


def test_both_ends_of_a_range_are_told():
    assert the_machines("处货值三到五倍的罚款") == [{"op": ">=", "value": 3, "unit": "倍"}, {"op": "<=", "value": 5, "unit": "倍"}]


def test_two_times_for_one_event_contradict():
    reading = read_values("请求发出后10分钟内到位，请求发出后30分钟内到位", Modality.MUST, Surroundings())
    assert reading.problems == ("contradictory values: '10分钟内', '30分钟内'",)


def test_a_day_without_a_year_takes_that_of_the_policy_and_says_so():
    assert the_machines("于7月底前报送", around=Surroundings(year=2023)) == [{"by": "2023-07-31", "year_from": "policy"}]


def test_a_target_holds_from_the_day_told_before():
    assert the_machines("再手术率不高于1.8‰", around=Surroundings(by="2025-12-31"))[0]["by"] == "2025-12-31"


@pytest.mark.parametrize(
    "text",
    [
        "按照第三条第二款执行",
        "保障患者获得及时诊治",
        "提高及时性",
        "四级手术逐项授权",
        "每名医师",
        "国卫医发〔2018〕8号",
        "加强即时检验管理",
        "一次就诊过程",
    ],
)
def test_what_is_no_value_is_left_alone(text):
    assert the_machines(text) == []


@pytest.mark.parametrize("digits", ["9", "九", "1."])
def test_a_number_that_no_policy_holds_is_no_value_and_costs_little(digits):
    began = time.process_time()
    found = read_values(
        f"急会诊应当在{digits * 20_000}次内到位，不少于{digits * 20_000}次，{digits * 400}日前上报", Modality.MUST, Surroundings()
    )
    assert not any("inf" in str(value.machine) for value in found.values)
    # Looked at from each of its digits it would take more than a minute.
    assert time.process_time() - began < 10
