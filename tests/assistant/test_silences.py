"""What a clause does not speak of, though a question asks for it by name."""

import pytest

from assistant.answers import Answer, NoAnswer, Reason
from assistant.tables import rows, words
from corpus.documents import Level
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

BLOOD = a_policy(
    "某省临床用血管理办法\n"
    "第一条 医疗机构应当每季度组织一次临床用血评估，评估结果由输血科归档。\n"
    "第二条 紧急用血申请应当在30分钟内发血，发血时双方核对。\n"
    "第三条 医务人员每年参加临床用血培训不少于8学时，可以外出进修。\n"
    "第四条 用血分为三级：一级为常规用血，二级为限制用血，三级为特殊用血。\n",
    level=Level.PROVINCIAL,
    place="安徽省",
)


@pytest.fixture
def assistant():
    return an_assistant(BLOOD)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("外出进修津贴多少", id="an allowance"),
        pytest.param("临床用血评估的奖金是多少？", id="a bonus"),
        pytest.param("紧急用血申请由谁缴费？", id="a deed of somebody"),
        pytest.param("用血申请单几天内销毁？", id="a deed with a value of another deed near it"),
        pytest.param("紧急用血申请几点受理？", id="a time of the day"),
        pytest.param("用血分为几级，第五级是什么？", id="a rank that there is not"),
        pytest.param("紧急用血申请复查的时限是多少？", id="the thing whose size is asked for"),
        pytest.param("紧急用血申请退回也是30分钟吗？", id="the thing of the value that yes or no is asked about"),
    ],
)
def test_what_is_not_said_is_not_answered(assistant, question):
    assert isinstance(assistant.ask(question), NoAnswer)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("紧急用血申请的时限是多少？", "30分钟内", id="a general word for what is asked"),
        pytest.param("评估结果由哪个部门归档？", "输血科", id="a department"),
        pytest.param("临床用血评估多久办一次？", "每季度", id="a frequency"),
        pytest.param("临床用血培训每年要多少学时？", "8学时", id="a count"),
        pytest.param("临床用血培训的底线是多少？", "8学时", id="a general word for a limit"),
        pytest.param("紧急用血申请正好30分钟发血行吗？", "可以", id="a value that keeps to the rule"),
    ],
)
def test_a_general_word_need_not_be_said(assistant, question, said):
    answer = assistant.ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer


def test_the_reason_is_that_the_detail_is_not_stated(assistant):
    assert assistant.ask("紧急用血申请由谁缴费？").reason is Reason.DETAIL_NOT_STATED


@pytest.mark.parametrize("row", rows("generic_words"), ids=lambda row: row[0])
def test_a_general_word_stands_in_its_example(row):
    assert row[0] in row[1]


def test_no_general_word_stands_twice():
    assert len(words("generic_words")) == len(rows("generic_words"))


BUILDING = a_policy(
    "某省建设管理办法\n第一条 施工单位应当在取得许可证后30日内开工。\n第二条 教材由省教育部门审定。\n",
    level=Level.PROVINCIAL,
    place="安徽省",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("拿到许可证后几天内动工？", "30日", id="a deed in another word"),
        pytest.param("课本由谁审定？", "省教育部门", id="a thing in another word"),
    ],
)
def test_what_is_said_in_other_words_is_answered(question, said):
    answer = an_assistant(BUILDING).ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer


def test_what_is_said_in_no_words_is_still_refused():
    assert isinstance(an_assistant(BUILDING).ask("拿到许可证后几天内缴费？"), NoAnswer)


SHOPS = a_policy(
    "某省宠物店管理办法\n"
    "第一条 宠物经营者应当具备下列条件：\n（一）有固定的场所；\n（二）有合格的器械。\n"
    "第二条 区农业农村部门应当自受理备案申请之日起十五日内作出准予备案的决定。\n"
    "第三条 违反本办法规定，造成动物死亡的，责令暂停三个月以上六个月以下经营活动。\n"
    "第四条 宠物经营者应当建立电子台账，按月向区农业农村部门报告。\n"
    "第五条 宠物店门口前后五米内不得堆放杂物。\n",
    level=Level.PROVINCIAL,
    place="安徽省",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("宠物经营者要满足啥条件", "固定的场所", id="a word that only leads to what is asked"),
        pytest.param("宠物店备案申请多少天能批下来", "十五日", id="a deed said with other words within"),
        pytest.param(
            "造成动物死亡的，要停业多久", "三个月以上六个月以下", id="a deed of which the part with the value holds the characters"
        ),
        pytest.param("宠物店的店员多久要报告一次台账", "按月", id="who does it, before how often it is done"),
        pytest.param("宠物店门口前后几米内不得堆放私家车", "五米", id="a thing beside the value in the unit that is asked for"),
    ],
)
def test_what_a_sentence_says_otherwise_does_not_silence_it(question, said):
    answer = an_assistant(SHOPS).ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("宠物店的押金有多少", id="a sum that is not told"),
        pytest.param("宠物店门口能停几个小时车", id="a value in another unit"),
        pytest.param("备案申请受理后几天内退款", id="a deed that has another value near it"),
    ],
)
def test_another_thing_beside_the_value_stays_refused(question):
    assert isinstance(an_assistant(SHOPS).ask(question), NoAnswer)


BOXES = a_policy(
    "某省餐具管理办法\n"
    "第一条 餐饮单位应当在门口设置回收箱存放点。\n"
    "第二条 回收箱由环境卫生部门无偿提供。\n"
    "第三条 违反本办法规定，未设置回收箱存放点的，处一千元以上三千元以下罚款。\n"
    "第四条 违法所得不足三万元的，处一万元以上五万元以下罚款；违法所得三万元以上的，处违法所得二倍以上五倍以下罚款。\n"
    "第五条 餐具消毒许可自批准次日起生效，持证单位应当在批准后三十日内公示许可。\n"
    "第六条 消毒结果由市卫生健康部门公布，其他任何单位不得公布消毒结果。\n"
    "第七条 其他单位不得擅自发布回收箱停用公告。\n",
    level=Level.PROVINCIAL,
    place="安徽省",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("回收箱要交钱吗", "不", id="whether it costs, beside a rule of something else"),
        pytest.param("餐具消毒许可从什么时候开始生效", "次日起", id="from when on, beside a deadline"),
        pytest.param("违法所得正好三万元，罚多少", "二倍以上五倍以下", id="the case in which the value of the question is"),
        pytest.param("违法所得两万元，罚多少", "一万元以上五万元以下", id="the other case"),
        pytest.param("谁公布消毒结果", "市卫生健康部门", id="who, beside those who must not"),
    ],
)
def test_the_sentence_that_speaks_of_the_asked_is_chosen(question, said):
    answer = an_assistant(BOXES).ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("设置回收箱存放点要交多少钱", id="a price, where only a fine is told"),
        pytest.param("谁可以发布回收箱停用公告", id="who, where only all others are told"),
    ],
)
def test_a_value_or_body_of_something_else_is_no_answer(question):
    assert isinstance(an_assistant(BOXES).ask(question), NoAnswer)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("宠物店评分最高的是哪个区", id="what is the most of it"),
        pytest.param("备案由哪三方人员签字", id="so many bodies"),
        pytest.param("值班表要提前几天报告", id="a deed that another sentence says"),
    ],
)
def test_what_only_shapes_the_asking_hides_no_silence(question):
    assert isinstance(an_assistant(SHOPS).ask(question), NoAnswer)


LICENCES = a_policy(
    "某省经营管理办法\n第一条 兽药经营许可证有效期为5年。\n第二条 经营者应当取得食品经营许可证，食品经营许可证有效期为三年。\n",
    level=Level.PROVINCIAL,
    place="安徽省",
)


def test_the_term_of_another_licence_is_no_term():
    assert isinstance(an_assistant(LICENCES).ask("烟花经营许可证有效期是几年"), NoAnswer)


def test_a_day_is_no_length_of_time():
    day = a_policy("某省健身管理办法\n第一条 2025年8月8日健身房开放登记。\n", level=Level.PROVINCIAL, place="安徽省")
    assert isinstance(an_assistant(day).ask("健身房登记能开放几年"), NoAnswer)


def test_the_term_of_the_licence_that_is_asked_about_is_told():
    assert "三年" in an_assistant(LICENCES).ask("食品经营许可证有效期是几年").answer


def test_words_that_are_no_name_tell_no_licence_apart():
    assert "5年" in an_assistant(LICENCES).ask("兽药经营者被要求把许可证延续，有效期是几年").answer


CENTRE = a_policy(
    "某市病理质控中心管理规定\n"
    "第一条 中心设主任1名，由市级三级医院病理科负责人担任，应当具有高级职称，任期4年。\n"
    "第二条 中心秘书由主任提名，负责会议记录和档案管理。\n"
    "第三条 外科标本应当在2小时内送病理科，病理科值班电话保持畅通。\n"
    "第四条 各市应当于每年12月10日前报送总结，到2026年底报告及时率不低于90%。\n"
    "第五条 病理科咨询电话为0551-60000000。\n"
    "第六条 患者死亡后的病理检查由医疗机构告知家属，家属签字后进行。\n",
    level=Level.CITY,
    place="合肥市",
)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("中心秘书要什么职称", id="what another has to have"),
        pytest.param("中心组长由谁当", id="a post that there is not"),
        pytest.param("内科标本几小时内送病理科", id="another department"),
        pytest.param("县级总结每年几号前报送", id="another level"),
        pytest.param("2027年底报告及时率要达到多少", id="the end of another year"),
        pytest.param("病理检查费用谁出", id="who pays"),
    ],
)
def test_what_is_said_of_another_is_not_answered(question):
    assert isinstance(an_assistant(CENTRE).ask(question), NoAnswer)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("中心主任要什么职称", "高级职称", id="what he has to have"),
        pytest.param("外科标本几小时内送病理科", "2小时内", id="that department"),
        pytest.param("2026年底报告及时率要达到多少", "90%", id="the end of that year"),
        pytest.param("病理科咨询电话是多少", "0551-60000000", id="a number that is told"),
    ],
)
def test_what_is_said_of_the_asked_is_answered(question, said):
    answer = an_assistant(CENTRE).ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.citations[0].quote
