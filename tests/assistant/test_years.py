"""The years that a question asks about, and texts that are for other years."""

import pytest

from assistant.answers import Answer, NoAnswer
from assistant.years import asked_years
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

PLAN = a_policy(
    "滨海市社区康复提升行动方案（2024—2026年）\n"
    "第一条 康复门诊建成率达到70%，康复师每千人不少于3名。\n"
    "第二条 新上岗的康复师每年培训不少于40学时。\n"
    "第三条 到2028年，远程康复站点不少于15个。\n",
    name="plan.txt",
)
RULES = a_policy("滨海市康复病历办法（2021年修订）\n第一条 康复病历保存不少于15年。\n", name="rules.txt")


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("到2030年，康复门诊建成率的目标是多少？", id="later than the plan"),
        pytest.param("2022年康复门诊建成率要达到多少？", id="before the plan"),
        pytest.param("2031年康复师每千人不少于几名？", id="a count"),
        pytest.param("到30年底，康复师每千人不少于几名？", id="a year in two digits"),
        pytest.param("二〇三〇年康复师每千人不少于几名？", id="a year in numerals"),
        pytest.param("“十六五”期间康复师每千人不少于几名？", id="a plan of five years"),
    ],
)
def test_a_value_for_a_year_that_a_plan_is_not_for_is_not_told(question):
    assert isinstance(an_assistant(PLAN).ask(question), NoAnswer)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("到2026年，康复门诊建成率的目标是多少？", "70%", id="the last year of the plan"),
        pytest.param("2025年康复师每千人不少于几名？", "3名", id="a year within the plan"),
        pytest.param("到2028年远程康复站点不少于几个？", "15个", id="a year that the sentence names"),
        pytest.param("我2019年毕业，新上岗的康复师每年培训多少学时？", "40学时", id="a year of the asker"),
        pytest.param("2010年开业的门诊部，康复师每千人不少于几名？", "3名", id="a year of a thing"),
    ],
)
def test_a_value_for_a_year_of_the_plan_is(question, said):
    answer = an_assistant(PLAN).ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer


def test_the_year_of_an_amendment_bounds_nothing():
    answer = an_assistant(RULES).ask("2025年康复病历保存不少于几年？")
    assert isinstance(answer, Answer)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("到2030年，目标是多少", {2030}),
        ("我市2030年的目标，是多少", {2030}),
        ("我们省到2028年，指标定多高", {2028}),
        ("2015年毕业的护士每年培训几次", set()),
        ("患者2021年做过手术，多久复查", set()),
        ("我们医院2022年评上三级，多久复核", set()),
        ("现在是2026年，多久复核", set()),
        ("不少于2000元的罚款由谁定", set()),
        ("一次领用2000毫升的由谁批", set()),
    ],
)
def test_the_years_that_are_asked_about(question, asked):
    assert asked_years(question) == asked


GOALS = a_policy(
    "滨海市节水行动方案（2025—2027年）\n"
    "第一条 到2027年，单位产值用水量较2022年下降12%，再生水利用率2025年达到30%、2027年达到40%。\n"
    "第二条 2026年，管网漏损率控制在9%以内。节水型小区建成率不低于60%。\n",
    name="goals.txt",
)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("2022年单位产值用水量是多少？", id="the year that is only compared with"),
        pytest.param("2027年节水型小区建成率不低于多少？", id="the year of the sentence before"),
        pytest.param("2025年管网漏损率控制在多少？", id="the first year of the period in the title"),
        pytest.param("2025年管网漏损率的目标", id="an aim without a word of asking"),
    ],
)
def test_a_value_for_another_year_is_not_told(question):
    assert isinstance(an_assistant(GOALS).ask(question), NoAnswer)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("单位产值用水量较2022年下降多少？", "12%", id="a change since the year that is asked about"),
        pytest.param("2027年单位产值用水量下降多少？", "12%", id="a change until the year that is asked about"),
        pytest.param("2026年节水型小区建成率不低于多少？", "60%", id="the year of the sentence before"),
        pytest.param("2025年再生水利用率的目标", "30%", id="an aim without a word of asking"),
    ],
)
def test_a_value_for_the_year_is(question, said):
    answer = an_assistant(GOALS).ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer


def test_this_year_is_none_of_which_a_text_never_speaks():
    report = a_policy(
        "滨海市灌区建设推进会召开\n会议要求，今年全市新建节水灌区15个、改造泵站30座。\n张明要求，2024年立项的泵站要加快建设。\n",
        name="report.txt",
    )
    assert isinstance(an_assistant(report).ask("2027年全市新建节水灌区多少个？"), NoAnswer)
    assert isinstance(an_assistant(report).ask("今年全市新建节水灌区多少个？"), Answer)
