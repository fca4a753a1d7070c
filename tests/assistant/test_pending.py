"""Whether a thing may be left undone while a remedy is pending."""

from types import SimpleNamespace

import pytest

from assistant.answers import Answer
from assistant.facts import is_of_left_deed
from assistant.understanding import understand
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

BOATS = a_policy(
    "某市游船码头管理办法\n"
    "第一条 船主对停航处分不服的，可以在接到处分通知之日起十日内向市水务局提出申诉。\n"
    "第二条 申诉期间应当先执行停航处分。\n"
    "第三条 逾期不提出申诉，又不执行停航处分的，由市水务局拖离船只。\n",
    name="boats.txt",
)


@pytest.mark.parametrize(
    ("question", "opening"),
    [("船主已经提出申诉，停航处分可以先不执行吗", "不可以"), ("船主已经提出申诉了，停航处分是不是还要执行", "是")],
)
def test_what_holds_while_a_remedy_is_pending_decides(question, opening):
    answer = an_assistant(BOATS).ask(question)
    assert isinstance(answer, Answer)
    assert answer.answer.startswith(opening)
    assert "申诉期间" in answer.answer


LEFT = "逾期不提出申诉，又不执行停航处分的，由市水务局拖离船只。"


@pytest.mark.parametrize(
    ("question", "text", "of_left"),
    [
        pytest.param("船主已经提出申诉，船会被拖离吗", LEFT, True, id="done"),
        pytest.param("船主不提出申诉会怎样", LEFT, False, id="left undone"),
        pytest.param("船主已经提出申诉，船会被拖离吗", "未登记或者未提出申诉的，由市水务局拖离。", False, id="one of several cases"),
    ],
)
def test_a_rule_for_what_is_left_undone_is_not_for_what_is_done(question, text, of_left):
    assert is_of_left_deed(understand(question), SimpleNamespace(text=text)) is of_left
