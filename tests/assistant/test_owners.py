"""A value of another measure than the one that is asked for answers nothing."""

import pytest

from assistant.answers import Answer, NoAnswer
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

RULES = a_policy(
    "滨海市茶叶质量管理办法\n"
    "第一条 评茶委员会主任应当从事茶叶行业10年以上。\n"
    "第二条 评茶委员会委员每届任期4年。\n"
    "第三条 茶园管护收费每亩每月800元。\n"
    "第五条 茶企应当在收到抽检结果后6日内向检测中心申诉。\n"
    "第六条 标准茶园每亩补助600元，超过的部分由茶农承担。\n"
    "第七条 茶场全年人均费用3200元，茶叶热线医保咨询满意率96%。\n",
    name="owners.txt",
)


@pytest.fixture
def assistant():
    return an_assistant(RULES)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("评茶委员会主任一届几年？", id="a term for years of experience"),
        pytest.param("评茶委员会主任年龄上限多少？", id="an age for years of experience"),
        pytest.param("茶园管护每亩每月给多少元？", id="what is given for what is taken"),
        pytest.param("茶企对抽检结果申诉后，检测中心几日内答复？", id="a reply for an appeal"),
        pytest.param("茶场全年总收入多少元？", id="an income for a cost"),
        pytest.param("茶叶热线医保咨询报销比例是多少？", id="a share for another"),
    ],
)
def test_a_value_of_another_measure_does_not_answer(assistant, question):
    assert isinstance(assistant.ask(question), NoAnswer)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("评茶委员会主任要从事茶叶行业几年？", "10年", id="years of experience"),
        pytest.param("评茶委员会委员一届几年？", "4年", id="a term"),
        pytest.param("茶园管护每亩每月收费多少？", "800元", id="what is taken"),
        pytest.param("茶企几日内申诉抽检结果？", "6日内", id="an appeal"),
        pytest.param("标准茶园每亩补助多少？", "600元", id="what is given"),
        pytest.param("茶叶热线医保咨询满意率多少？", "96%", id="a share"),
    ],
)
def test_a_value_of_the_measure_does(assistant, question, said):
    answer = assistant.ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer
