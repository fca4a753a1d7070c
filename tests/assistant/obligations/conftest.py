"""A register over two small policies, one of which has run out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from assistant.obligations.register import Register
from corpus.documents import Level, Period, Policy
from corpus.obligations.records import Machine, Modality, Obligation, ValueType
from tests.builders import a_policy
from tests.shelves import ShelfInMemory, a_value, an_obligation

TODAY = date(2026, 11, 22)

RULES = a_policy(
    "滨海市质控办法\n"
    "第一条 医疗机构每年7月10日前向质控中心报送总结。\n"
    "第二条 医疗机构于下一年度1月10日前报送全年总结。\n"
    "第三条 临床科室主任每月组织一次讨论。\n"
    "第四条 质控中心每季度发布一次简报。\n"
    "第五条 质控中心每半年开展一次培训。\n"
    "第六条 任何单位不得瞒报数据。\n"
    "第七条 会诊医师应当在10分钟内到位。\n"
    "第八条 医疗机构应当于每年2月30日前登记。\n",
    name="办法.txt",
    level=Level.CITY,
    place="滨海市",
)
_PLAN = a_policy(
    "安徽省行动方案\n一、要求\n医疗机构每年7月15日前报送材料。\n下一年度1月15日前报送全年材料。\n",
    name="方案.txt",
    level=Level.PROVINCIAL,
    place="安徽省",
)
PLAN = replace(_PLAN, header=replace(_PLAN.header, period=Period("2023", "2025-12")))


def yearly(month: int, day: int, offset: int = 0) -> Machine:
    return Machine.of(recurrence="yearly", month=month, day=day, year_offset=offset)


def often(every: str) -> Machine:
    return Machine.of(every=every, times=1)


def rules() -> list[Obligation]:
    frequency = ValueType.FREQUENCY
    return [
        an_obligation(RULES, "医疗机构每年7月10日前向质控中心报送总结", values=(a_value(yearly(7, 10), raw="每年7月10日前"),)),
        an_obligation(RULES, "医疗机构于下一年度1月10日前报送全年总结", values=(a_value(yearly(1, 10, 1), raw="下一年度1月10日前"),)),
        an_obligation(RULES, "每月组织一次讨论", actor="临床科室主任", values=(a_value(often("P1M"), type=frequency, raw="每月一次"),)),
        an_obligation(RULES, "每季度发布一次简报", actor="质控中心", values=(a_value(often("P3M"), type=frequency, raw="每季度"),)),
        an_obligation(RULES, "每半年开展一次培训", actor="质控中心", values=(a_value(often("P6M"), type=frequency, raw="每半年"),)),
        an_obligation(RULES, "不得瞒报数据", actor="任何单位", modality=Modality.MUST_NOT),
        an_obligation(RULES, "在10分钟内到位", actor="会诊医师", values=(a_value(Machine.of(within="PT10M"), raw="10分钟内"),)),
        an_obligation(RULES, "于每年2月30日前登记", values=(a_value(yearly(2, 28)),), problems=("impossible date: '2月30日'",)),
    ]


def plan() -> list[Obligation]:
    return [
        an_obligation(PLAN, "医疗机构每年7月15日前报送材料", values=(a_value(yearly(7, 15), raw="每年7月15日前"),)),
        an_obligation(PLAN, "下一年度1月15日前报送全年材料", values=(a_value(yearly(1, 15, 1), raw="下一年度1月15日前"),)),
    ]


@pytest.fixture
def shelf() -> ShelfInMemory:
    return ShelfInMemory((RULES, rules()), (PLAN, plan()))


@pytest.fixture
def register(shelf: ShelfInMemory) -> Register:
    return Register(shelf, lambda: TODAY)


@pytest.fixture
def register_on(shelf: ShelfInMemory) -> Callable[[date], Register]:
    return lambda today: Register(shelf, lambda: today)


def document_id(policy: Policy) -> str:
    return policy.document.source.document_id
