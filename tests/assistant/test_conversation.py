"""Questions that lean on earlier ones, made to stand alone."""

import pytest

from assistant.answers import Answer, NoAnswer
from assistant.conversation import standalone
from assistant.understanding import understand
from corpus.documents import Level
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

RULES = a_policy(
    "某省会诊与输血管理办法\n"
    "第一条 急会诊在请求发出后10分钟内到位，普通会诊在发出后24小时内完成。\n"
    "第二条 省级输血中心由省卫生健康委设置，市级输血中心由市卫生健康委设置。\n"
    "第三条 质控月报由医务科每月编发，质控年报由质控办每年编发。\n"
    "第四条 护士每年参加培训不少于10学时，医师每年参加培训不少于20学时。\n"
    "第五条 输血记录单由输血科保存，保存期限不少于10年。\n"
    "第六条 三级巡检员中，级别最高的每周至少巡检1次，中间级别的每周至少4次。\n"
    "第七条 省卫生健康委联系人王芳，电话0551-11112222；省中医药局联系人李明，电话0551-33334444。\n"
    "第八条 采血车每周出车不少于3次。\n"
    "第九条 到2025年，成分输血率不低于95%，自体输血率不低于30%。\n"
    "第十条 每月的用血分析由输血科撰写，不及时撰写的予以通报。\n",
    level=Level.PROVINCIAL,
    place="安徽省",
)


@pytest.mark.parametrize(
    ("earlier", "question", "text"),
    [
        ("急会诊几分钟要到位？", "那普通会诊呢？", "普通会诊几分钟要到位？"),
        ("省级质控中心由谁设置？", "市级的呢？", "市级质控中心由谁设置？"),
        ("安徽的急会诊多久到位？", "连云港呢？", "连云港的急会诊多久到位？"),
        ("接种非规划疫苗由谁付费", "规划疫苗的呢？", "接种规划疫苗由谁付费"),
        ("质控简报多久编发一期？", "那质控通报呢？", "质控通报多久编发一期？"),
        ("护士注册几年有效", "那医师的呢", "医师注册几年有效"),
        ("手工报销几天办好？", "住院费的手工报销呢，也一样吗？", "住院费的手工报销几天办好？"),
        ("急会诊多久到位", "什么时候开始算？", "急会诊多久到位：什么时候开始算？"),
        ("现场会多久开一次？", "那是由谁来主持的？", "现场会是由谁来主持的？"),
        ("巡查记录多久交一次", "什么时候？", "巡查记录什么时候交一次"),
        ("没有证停车罚多少？", "谁来罚？", "没有证停车谁来罚？"),
        ("停车场由谁批准", "需要公示吗？", "停车场需要公示吗？"),
        ("停车场由谁批准", "什么是首层停车场", "停车场由谁批准：什么是首层停车场"),
        ("停车场由谁批准", "酒店的什么时候批？", "停车场由谁批准：酒店的什么时候批？"),
        ("质控月报由谁编发", "它多久一期？", "质控月报多久一期？"),
        ("书画展是谁主办的", "承办单位呢", "书画展的承办单位"),
        ("安徽省商务厅外贸处的联系电话是多少？", "那财政局那边的电话呢？", "安徽省财政局的联系电话是多少？"),
        ("河北省商务厅的地址在哪", "那浙江省商务厅呢", "浙江省商务厅的地址在哪"),
        ("县财政局什么时候拨款", "教育局呢", "县教育局什么时候拨款"),
        ("《消防条例》哪天起施行", "那《供水办法》呢", "《供水办法》哪天起施行"),
        ("最高级别的教练每周几节课", "那中间那一级的呢？", "中间级别的教练每周几节课"),
        ("三级医院每月点评几张", "二级的呢", "二级医院每月点评几张"),
        ("河北2025年绿化覆盖率的目标是多少", "垃圾分类那一块，目标又是怎么定的？", "河北2025年垃圾分类的目标是多少"),
        ("广州的停车费一小时多少钱", "充电方面，要不要另外登记？", "广州充电，要不要另外登记？"),
        ("非工作日每天巡查几次", "平时呢", "平时每天巡查几次"),
        ("成年人每年几次", "未成年人呢", "未成年人每年几次"),
        ("How soon must an urgent consultation be attended?", "And a routine one?", "How soon must a routine consultation be attended?"),
        ("Who keeps outpatient records?", "What about inpatient records?", "Who keeps inpatient records?"),
        ("急会诊多久到位", "普通会诊的记录应当由哪个科室的哪位医师负责书写？", "普通会诊的记录应当由哪个科室的哪位医师负责书写？"),
    ],
)
def test_a_question_is_made_to_stand_alone(earlier, question, text):
    assert standalone(question, [earlier]).text == text


@pytest.mark.parametrize(
    ("history", "question", "said"),
    [
        (["急会诊多久到位？"], "那普通会诊呢？", "24小时内"),
        (["急会诊多久到位？", "那普通会诊呢？"], "急会诊的呢？", "10分钟内"),
        (["省级输血中心由谁设置？"], "市级的呢？", "市卫生健康委"),
        (["质控月报由谁编发？"], "质控年报呢？", "质控办"),
        (["护士每年培训多少学时？"], "医师呢？", "20学时"),
        (["输血记录单保存多久？"], "由谁保存？", "输血科"),
        (["急会诊多久到位？"], "从什么时候开始算？", "请求发出后"),
        (["急会诊多久到位？"], "那不急的那种呢？", "24小时"),
        (["急会诊多久到位？"], "如果不急呢？", "24小时"),
        (["急会诊多久到位？"], "一般的呢？", "24小时"),
        (["急会诊多久到位？"], "另一种会诊要多久？", "24小时"),
        (["省级输血中心由谁设置？"], "反过来呢？", "市卫生健康委"),
        (["级别最高的巡检员每周巡检几次"], "那中间那一级的呢？", "4次"),
        ([], "最高级的巡检员每周巡检几次？", "1次"),
        ([], "中间级的巡检员每周巡检几次？", "4次"),
        (["省卫生健康委的联系电话是多少？"], "那中医药局那边的电话呢？", "33334444"),
        (["质控月报多久编发一期？"], "那是由谁编发的？", "医务科"),
        (["How soon must an urgent consultation be attended?"], "And a routine one?", "24"),
    ],
)
def test_a_follow_up_is_answered(history, question, said):
    answer = an_assistant(RULES).ask(question, history=history)
    assert isinstance(answer, Answer)
    assert said in answer.answer


@pytest.mark.parametrize(
    ("earlier", "question"),
    [
        pytest.param("采血车每周出车几次？", "另一种呢？", id="nothing tells of another"),
        pytest.param("采血车每周出车几次？", "其他情况呢？", id="other cases"),
        pytest.param("采血车每周出车几次？", "不出车的呢？", id="denied"),
    ],
)
def test_the_first_answer_is_not_told_of_another_that_nothing_tells_of(earlier, question):
    assistant = an_assistant(RULES)
    assert isinstance(assistant.ask(earlier), Answer)
    assert isinstance(assistant.ask(question, history=[earlier]), NoAnswer)


def test_the_place_holds_on_for_a_subject_that_is_set_before_what_is_asked():
    query = understand("自体输血这一块，又要达到多少？", history=["安徽成分输血率的目标是多少？"])
    assert query.places == ("安徽",)
    assert "成分" not in query.standalone
