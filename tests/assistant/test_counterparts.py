"""Comparisons within one text: both sentences that say the same of two cases, each with its case."""

import pytest

from assistant.answers import Answer
from assistant.asked_pairs import asks_both
from assistant.counterparts import likeness
from assistant.understanding import understand
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

GARDENS = a_policy(
    "某市园林管理办法\n"
    "第一条 占用绿地的申请，园林部门应当在七个工作日内作出决定；移植树木的申请，园林部门应当在十二个工作日内作出决定。\n"
    "第二条 违反本办法第六条、第七条规定，在公园内放养犬只的，由园林部门责令改正，处五十元以上二百元以下罚款；"
    "违反本办法第八条规定，在公园内垂钓的，由园林部门责令改正，处二十元以上一百元以下罚款。\n"
    "第三条 擅自修剪行道树的，由园林部门责令停止修剪，处三百元以上一千元以下罚款；拒不停止的，处一千元以上三千元以下罚款。\n"
    "第四条 公园养护费用由园林部门承担；小区绿地的养护费用由业主委员会承担。\n"
    "第五条 本办法所称公共绿地，是指向公众开放的绿地。附属绿地，是指单位和小区内的绿地。\n",
    name="gardens.txt",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("占用绿地和移植树木的申请，各几个工作日作出决定？", ["七个工作日", "十二个工作日"], id="each"),
        pytest.param("占用绿地的申请和移植树木的申请，作出决定的时限有啥不同", ["七个工作日", "十二个工作日"], id="what differs"),
        pytest.param("公园里放养犬只和垂钓罚款差多少", ["五十元以上二百元以下", "二十元以上一百元以下"], id="how much apart"),
        pytest.param("公园里放养犬只和垂钓罚得一样吗", ["五十元以上二百元以下", "二十元以上一百元以下"], id="whether alike"),
        pytest.param("擅自修剪行道树，停止修剪和拒不停止的罚款各多少", ["三百元以上一千元以下", "一千元以上三千元以下"], id="a worse case"),
        pytest.param("公园和小区绿地的养护费用各由谁承担", ["园林部门", "业主委员会"], id="who"),
    ],
)
def test_both_sides_are_told(question, said):
    answer = an_assistant(GARDENS).ask(question)
    assert isinstance(answer, Answer)
    assert all(words in answer.answer for words in said)


def test_the_side_that_is_not_asked_about_is_left_out():
    answer = an_assistant(GARDENS).ask("公园里垂钓罚多少？")
    assert isinstance(answer, Answer)
    assert "二百元" not in answer.answer


def test_neither_yes_nor_no_is_said_of_one_side_alone():
    answer = an_assistant(GARDENS).ask("公园里放养犬只和垂钓罚得一样吗")
    assert not answer.answer.startswith(("是", "否"))


def test_each_side_is_a_statement_on_its_own_citation():
    answer = an_assistant(GARDENS).ask("公园里放养犬只和垂钓罚款差多少")
    assert isinstance(answer, Answer)
    assert [statement.citations for statement in answer.statements] == [(1,), (2,)]


@pytest.mark.parametrize(
    ("question", "both"),
    [
        ("公园和小区各按几倍收费", True),
        ("大船和小船每吨差几块", True),
        ("集中供水和分散供水怎么区分", True),
        ("住院和门诊都要登记吗", False),
        ("各部门和单位要做什么", False),
        ("公园几点开门", False),
    ],
)
def test_asks_both(question, both):
    assert asks_both(understand(question)) is both


def test_numbers_do_not_count_for_likeness():
    assert likeness("罚款五百元", "罚款二千元") == 1.0
