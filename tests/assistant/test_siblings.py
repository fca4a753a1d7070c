"""What the text tells only of another rank, year or kind is not told of the one that is asked about."""

from dataclasses import replace

import pytest

from assistant.answers import Answer, NoAnswer
from assistant.years import years
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

RULES = a_policy(
    "滨海市医疗质量提升行动方案（2024—2027年）\n"
    "第一条 三级医院每月点评处方不少于200张，乡镇卫生院每月点评处方不少于50张。\n"
    "第二条 市质控中心应当于每年2月底前报送年度工作计划。\n"
    "第三条 对通过验收的一级创伤中心一次性补助100万元。\n"
    "第四条 到2027年，孕产妇死亡率控制在9/10万以下，安宁疗护病床不少于20张。\n"
    "第五条 主治医师每月外出会诊不超过2次，主任医师每月不超过6次。\n"
    "第六条 二级以上医院应当设置发热门诊，每日开诊不少于8小时。\n"
    "第九条 早孕建册率2025年不低于92%，2027年不低于95%。\n"
    "第十条 Ⅰ级事件1小时内报告，Ⅲ级事件24小时内报告。\n"
    "第十一条 三级医院每月自查床位200张、病历50份，二级医院每月自查床位100张、病历20份。\n"
    "第十二条 到2025年，面访率达到80%，规范管理率达到90%，到2027年，面访率达到85%，规范管理率达到95%。\n"
    "第十三条 各医疗机构应当于每年7月10日前报送半年工作总结。\n"
    "第七条 市质控中心设主任1名、副主任3名、秘书2名。\n"
    "第十四条 省级示范基地不少于12家，市级示范基地不少于30家，县级示范基地不少于90家。\n"
    "第八条 心电图检查等候时间三级医院不超过2日，二级医院不超过1日，口腔医院不超过3日。\n",
    name="siblings.txt",
)


@pytest.fixture
def assistant():
    return an_assistant(RULES)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("民营医院每月点评处方多少张？", id="another kind of hospital"),
        pytest.param("分中心年度工作计划几月报送？", id="another kind of centre"),
        pytest.param("二级创伤中心通过验收补助多少万元？", id="another rank"),
        pytest.param("2025年安宁疗护病床要有几张？", id="another year"),
        pytest.param("四级事件几小时报告？", id="a rank that is not among those in Roman numerals"),
        pytest.param("卫生院的发热门诊每日开诊几小时？", id="a kind in one word"),
        pytest.param("住院医师每月外出会诊几次？", id="another kind of doctor"),
    ],
)
def test_a_value_of_another_kind_does_not_answer(assistant, question):
    assert isinstance(assistant.ask(question), NoAnswer)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("乡镇卫生院每月点评处方多少张？", "50张", id="the kind that is told"),
        pytest.param("2027年安宁疗护病床要有几张？", "20张", id="the year that is told"),
        pytest.param("一级创伤中心通过验收补助多少万元？", "100万元", id="the rank that is told"),
        pytest.param("三级医院发热门诊每日开诊几小时？", "8小时", id="a rank above the one that is told"),
        pytest.param("主任医师每月外出会诊几次？", "6次", id="the kind of doctor that is told"),
        pytest.param("2027年早孕建册率要多少？", "95%", id="one of several years in a row"),
        pytest.param("二级医院每月自查多少份病历？", "病历20份", id="the second thing of a kind"),
        pytest.param("2027年规范管理率要多少？", "规范管理率达到95%", id="the second thing of a year"),
        pytest.param("民营医院的半年工作总结几号前报送？", "7月10日前", id="one of all kinds"),
        pytest.param("三级事件几小时报告？", "24小时内", id="a rank in Roman numerals"),
        pytest.param("我是检验科主任，三级医院每月点评多少张处方？", "200张", id="who asks"),
        pytest.param("二级医院心电图检查等候几日？", "二级医院不超过1日", id="one of several kinds in a row"),
        pytest.param("口腔医院心电图检查等候几日？", "口腔医院不超过3日", id="the last of several kinds in a row"),
        pytest.param("地市一级的示范基地要几家？", "市级示范基地不少于30家", id="a rank said in other words"),
        pytest.param("省层面的示范基地要几家？", "省级示范基地不少于12家", id="the highest rank in other words"),
        pytest.param("市质控中心有几名副主任？", "副主任3名", id="a thing whose kinds are not what is listed"),
    ],
)
def test_a_value_of_the_same_kind_does(assistant, question, said):
    answer = assistant.ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer


@pytest.mark.parametrize(("question", "others"), [("地市一级的示范基地要几家？", "12家"), ("省层面的示范基地要几家？", "90家")])
def test_the_values_of_other_ranks_are_left_out(assistant, question, others):
    assert others not in assistant.ask(question).answer


def test_years_of_a_period_are_all_its_years():
    assert years("2024年至2026年") == {2024, 2025, 2026}


def test_the_year_that_a_text_is_called_by_is_no_other_year():
    text = a_policy("滨海市卫生健康委关于医疗质量控制的通知\n第一条 2015年成立的首批质控中心共11个。\n", name="notice.txt")
    dated = replace(text, header=replace(text.header, issue_date="2016-02-01"))
    answer = an_assistant(dated).ask("2016年的通知说首批质控中心共有多少个？")
    assert isinstance(answer, Answer)
    assert "11个" in answer.answer
