"""Grades asked for by their number."""

import pytest

from assistant.answers import Answer, NoAnswer
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

RIDES = a_policy(
    "某市缆车管理办法\n第一条 大风天气缆车停止运行，乘客凭票免费改乘客车。\n"
    "第二条 六级以上阵风时，索道停止载客。\n第三条 山地索道应当设置救援队。\n",
    name="rides.txt",
)


@pytest.mark.parametrize("question", ["大风天气缆车停止运行，几级才算大风", "山地索道从哪一级起必须设置救援队"])
def test_a_grade_that_is_not_told_is_refused(question):
    assert isinstance(an_assistant(RIDES).ask(question), NoAnswer)


def test_a_grade_that_is_told_is_given():
    answer = an_assistant(RIDES).ask("阵风几级以上索道停止载客")
    assert isinstance(answer, Answer)
    assert "六级以上" in answer.answer
