"""Whom a text applies to: yes, no, or no basis, from the clause on its scope."""

import pytest

from assistant.answers import Answer, NoAnswer, Reason
from assistant.scopes import asks_scope
from corpus.documents import Level
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

RULES = a_policy(
    "某省医疗美容管理办法\n"
    "各市卫生健康委，省属医疗机构：\n"
    "第一条 为了规范医疗美容，制定本办法。\n"
    "第二条 本办法适用于本省各级各类医疗机构的医疗美容活动。生活美容不适用本办法。\n"
    "第三条 医疗美容记录保存不少于15年。\n",
    level=Level.PROVINCIAL,
    place="安徽省",
)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        pytest.param("本办法适用于诊所吗？", "适用", id="a kind of those named"),
        pytest.param("医疗美容管理办法对民营医院适用吗？", "适用", id="all of a class"),
        pytest.param("民营医院也要执行吗？", "适用", id="in other words"),
        pytest.param("生活美容适用本办法吗？", "不适用", id="excepted"),
        pytest.param("我们是连云港的医院，安徽的医疗美容管理办法适用吗？", "不适用", id="another place"),
    ],
)
def test_the_scope_clause_decides(question, word):
    answer = an_assistant(RULES).ask(question)
    assert isinstance(answer, Answer)
    assert answer.answer.startswith(f"{word}，")
    assert answer.short_answer == word


@pytest.mark.parametrize("question", ["本办法适用于宠物医师吗？", "医疗美容记录的保存适用于电子档案系统吗？"])
def test_where_the_scope_is_silent_nothing_is_said(question):
    assert isinstance(an_assistant(RULES).ask(question), NoAnswer)


@pytest.mark.parametrize("question", ["本办法适用于哪些机构", "医疗美容记录保存多少年", "适用范围是什么"])
def test_what_asks_for_the_scope_itself_is_no_such_question(question):
    assert not asks_scope(question)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        pytest.param("挪威的医疗美容记录保存多少年？", Reason.PLACE_NOT_COVERED, id="another country"),
        pytest.param("月球上有几家医疗美容医院？", Reason.PLACE_NOT_COVERED, id="no country at all"),
    ],
)
def test_no_text_of_the_country_speaks_for_a_place_outside_it(question, reason):
    rules = a_policy("医疗美容管理办法\n第一条 医疗美容记录保存不少于15年。\n第二条 医疗美容医院不少于3家。\n", level=Level.NATIONAL)
    answer = an_assistant(rules).ask(question)
    assert isinstance(answer, NoAnswer)
    assert answer.reason is reason


def test_what_comes_from_abroad_is_under_the_law_of_the_country():
    rules = a_policy("医疗器械注册办法\n第一条 进口医疗器械的注册证有效期为5年。\n", level=Level.NATIONAL)
    answer = an_assistant(rules).ask("从挪威进口的医疗器械，注册证有效期几年？")
    assert isinstance(answer, Answer)
    assert "5年" in answer.answer
