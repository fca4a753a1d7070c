"""Questions that lean on earlier ones, made to stand alone."""

import pytest

from assistant.answers import Answer
from assistant.conversation import standalone
from corpus.documents import Level
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

RULES = a_policy(
    "某省会诊与输血管理办法\n"
    "第一条 急会诊在请求发出后10分钟内到位，普通会诊在发出后24小时内完成。\n"
    "第二条 省级输血中心由省卫生健康委设置，市级输血中心由市卫生健康委设置。\n"
    "第三条 质控月报由医务科每月编发，质控年报由质控办每年编发。\n"
    "第四条 护士每年参加培训不少于10学时，医师每年参加培训不少于20学时。\n"
    "第五条 输血记录单由输血科保存，保存期限不少于10年。\n",
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
        (["How soon must an urgent consultation be attended?"], "And a routine one?", "24"),
    ],
)
def test_a_follow_up_is_answered(history, question, said):
    answer = an_assistant(RULES).ask(question, history=history)
    assert isinstance(answer, Answer)
    assert said in answer.answer
