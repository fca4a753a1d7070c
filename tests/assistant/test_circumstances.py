"""The circumstance that a question tells first, which alone is no answer."""

import pytest

from assistant.answers import Answer, NoAnswer
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

SHIPS = a_policy(
    "某市船舶碰撞处置办法\n第一条 发生船舶碰撞，海事部门应当马上赶到现场，转移船上人员；对可能沉没的，船长应当及时下令弃船。\n"
    "第二条 海事部门每月检查一次救生设备。\n",
    name="ships.txt",
)


@pytest.mark.parametrize(
    "asked",
    ["保险赔款是否要求凭票领取，赔款由谁发放？", "货主的损失是否要求逐件登记，登记册由谁签字？", "油污是否要求用毡布吸干，毡布由谁运走？"],
)
def test_what_shares_only_the_circumstance_is_no_answer(asked):
    assert isinstance(an_assistant(SHIPS).ask(f"发生船舶碰撞后，{asked}"), NoAnswer)


def test_what_is_asked_of_the_circumstance_is_answered():
    answer = an_assistant(SHIPS).ask("发生船舶碰撞后，海事部门是否要求转移船上人员？")
    assert isinstance(answer, Answer)
    assert "转移船上人员" in answer.answer
