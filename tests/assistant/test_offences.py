"""Penalties: what is asked for, what a sentence lays down, and for what deed."""

import pytest

from assistant.answers import Answer, NoAnswer, Reason
from assistant.offences import asks_penalty, is_penalty, leans, offence
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

RULES = a_policy(
    "某市停车管理办法\n"
    "第一条 本办法所称停车场，是指供机动车停放的场所。\n"
    "第二条 停车场不得占用消防通道，经营者应当公示收费标准。\n"
    "第三条 停车场经营者未公示收费标准的，由市场监督管理部门责令改正；拒不改正的，处五百元以上二千元以下罚款。\n"
    "第四条 有下列行为之一的，处三千元以上五千元以下罚款：\n（一）占用消防通道的；\n（二）伪造停车凭证的。\n"
    "第五条 本办法自2024年3月1日起施行。\n"
)


@pytest.mark.parametrize(
    ("text", "before", "deed"),
    [
        ("未公示收费标准的，由市场监督管理部门责令改正", "", "未公示收费标准"),
        ("拒不改正的，处五百元罚款", "未公示收费标准的，责令改正；", "未公示收费标准拒不改正"),
        ("有下列行为之一的，处五百元罚款：伪造凭证的", "", "有下列行为之一伪造凭证的"),
    ],
)
def test_the_deed_of_a_penalty_stands_before_it_or_in_its_list(text, before, deed):
    assert offence(text, before) == deed


def test_penalties_are_told_from_duties():
    assert asks_penalty("占用消防通道会被罚款吗")
    assert not asks_penalty("停车场要公示什么")
    assert is_penalty("责令改正")
    assert not is_penalty("应当公示收费标准")
    assert leans("情节严重的，吊销许可证")
    assert not leans("经营者未公示的，责令改正")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("占了消防通道罚多少钱？", "三千元以上五千元以下", id="an item gets the fine of its list"),
        pytest.param("什么是停车场？", "供机动车停放的场所", id="a definition"),
        pytest.param("停车管理办法什么时候施行？", "2024年3月1日", id="a date of effect"),
        pytest.param("停车场可以占用消防通道吗？", "不可以", id="what is forbidden"),
    ],
)
def test_rules_answer(question, said):
    answer = an_assistant(RULES).ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer


def test_a_clause_that_is_not_there_is_a_false_premise():
    answer = an_assistant(RULES).ask("停车管理办法第九条对占用消防通道是怎么规定的？")
    assert isinstance(answer, NoAnswer)
    assert answer.reason is Reason.FALSE_PREMISE
