"""The circumstance that a question tells first, which alone is no answer."""

from assistant.answers import Answer, NoAnswer
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

CABS = a_policy(
    "某市缆车应急办法\n第一条 发生缆车故障，站务部门应当立即派员与乘客或者其家属沟通，积极安抚乘客；对可能滞留的，站长应当及时到场处理。\n"
    "第二条 站务部门每月检查一次钢索。\n",
    name="cabs.txt",
)


def test_what_shares_only_the_circumstance_is_no_answer():
    reply = an_assistant(CABS).ask("发生缆车故障后，封存录像是否要求两名职工同时在座，封存的录像由谁保管？")
    assert isinstance(reply, NoAnswer)


def test_what_is_asked_of_the_circumstance_is_answered():
    answer = an_assistant(CABS).ask("发生缆车故障后，站务部门是否要求派员与乘客家属沟通？")
    assert isinstance(answer, Answer)
    assert "立即派员" in answer.answer
