"""What a rule excepts in a sentence or an item of its own is told with the rule."""

import pytest

from assistant.answers import Answer
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

RULES = a_policy(
    "某院探视管理办法\n"
    "第一条 探视人员每次停留不超过30分钟。但危重患者的近亲属除外。\n"
    "第二条 病区应当遵守下列规定：\n（一）夜间禁止探视；\n（二）探视人员应当登记。前项规定不适用于急诊留观区。\n"
    "第三条 探视记录保存不少于2年。\n第四条 但急诊记录除外的，按照其他规定执行。\n"
)


@pytest.mark.parametrize(
    ("question", "rule", "excepted"),
    [
        pytest.param("探视人员每次最多停留多久？", "30分钟", "危重患者的近亲属除外", id="the next sentence"),
        pytest.param("夜间可以探视吗？", "夜间禁止探视", "急诊留观区", id="another item"),
    ],
)
def test_the_exception_is_told_and_cited(question, rule, excepted):
    answer = an_assistant(RULES).ask(question)
    assert isinstance(answer, Answer)
    assert rule in answer.answer
    assert excepted in answer.answer
    assert any(excepted in citation.reading for citation in answer.citations)


def test_what_another_clause_excepts_is_not():
    answer = an_assistant(RULES).ask("探视记录保存多少年？")
    assert isinstance(answer, Answer)
    assert "除外" not in answer.answer
