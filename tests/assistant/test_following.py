"""Follow-ups with a condition or a thing of their own: the sentence on these, not the one that answered the question before."""

import pytest

from assistant.answers import Answer
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

TOOLS = a_policy(
    "某市社区工具房管理办法\n"
    "第一条 居民不会使用梯子的，由管理员代为操作；管理员操作梯子确有困难的，由街道志愿服务队协助操作；"
    "联系不到管理员的，由社区服务中心代为操作。\n"
    "第二条 梯子借用登记簿用完后保存两年，工坊修理梯子应当填写修理台账，保存六年备查。\n",
    name="tools.txt",
)


@pytest.mark.parametrize(
    ("before", "question", "said", "unsaid"),
    [
        pytest.param("居民不会使用梯子，由谁操作", "要是管理员自己也有难处呢，谁来协助", "志愿服务队", "由管理员代为", id="a condition"),
        pytest.param("居民不会使用梯子，由谁操作", "那联系不到管理员呢，谁来操作", "社区服务中心", "志愿服务队", id="another condition"),
    ],
)
def test_a_follow_up_is_told_what_is_new_in_it(before, question, said, unsaid):
    answer = an_assistant(TOOLS).ask(question, history=[before])
    assert isinstance(answer, Answer)
    assert said in answer.answer
    assert unsaid not in answer.answer


def test_a_follow_up_may_ask_another_thing_of_the_same_sentence():
    answer = an_assistant(TOOLS).ask("那要保存几年", history=["工坊修理梯子要填写什么"])
    assert isinstance(answer, Answer)
    assert "六年" in answer.answer


WORKSHOPS = a_policy(
    "某市工坊管理办法\n第一条 工坊梯子的借用单有效一次，居民取走梯子后借用单保存二年备查。\n"
    "第二条 厂家制造梯子及其配件，应当建立完整的制造记录，保存六年备查。\n",
    name="workshops.txt",
)


def test_the_sentence_that_answered_before_does_not_answer_about_another_thing():
    before = "工坊梯子的借用单，居民取走后社区要保存多久？"
    assistant = an_assistant(WORKSHOPS)
    assert "二年" in assistant.ask(before).answer
    assert "二年" not in assistant.ask("那厂家做这类梯子的制造记录要存几年？", history=[before]).answer
