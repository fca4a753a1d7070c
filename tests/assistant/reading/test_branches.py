"""A case is never given without what follows from it, and yes or no never out of a case alone."""

import pytest

from assistant.answers import Answer
from assistant.reading.branches import branches, case_end, states
from corpus.spans import Span
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

RULES = a_policy(
    "某市农贸市场管理办法\n"
    "第一条 摊位面积在四十平方米以上、不超过八十平方米的，应当报街道办事处登记。\n"
    "第二条 摊主应当在收到整改通知之日起九日内，向市场开办者书面说明整改情况。\n"
    "第三条 摊主两次提交的转租申请未获同意的，在同一租期内，不得再次提交转租申请。\n"
    "第四条 变造、倒卖摊位证的，由发证机关收回摊位证，并通报所在街道。\n"
    "第五条 市场开办者应当编制年度卫生报告，说明清洗、消毒的情况，并向摊主公开。\n"
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("摊位面积多少平方米要去登记？", "应当报街道办事处登记", id="a value of a case"),
        pytest.param("摊位面积多少平方米要去登记？", "不超过八十平方米", id="both bounds of a value"),
        pytest.param("收到整改通知后摊主几天内要说明整改情况？", "书面说明", id="a time, with what is done in it"),
        pytest.param("年度卫生报告公开吗？", "向摊主公开", id="the part that decides"),
    ],
)
def test_what_follows_is_told(question, said):
    answer = an_assistant(RULES).ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer


@pytest.mark.parametrize(
    ("sentence", "cut"),
    [
        ("住院的，由甲科负责，门诊的，由乙科负责。", ["住院的，由甲科负责，", "门诊的，由乙科负责。"]),
        ("规划由甲局编制，经乙局审核后，由丙委公布。", ["规划由甲局编制，经乙局审核后，由丙委公布。"]),
        ("古树由甲园养护，所需费用由乙局承担。", ["古树由甲园养护，所需费用由乙局承担。"]),
        ("对单位处一万元罚款，对个人处一千元罚款。", ["对单位处一万元罚款，对个人处一千元罚款。"]),
    ],
)
def test_a_branch_begins_with_a_case(sentence, cut):
    assert [span.of(sentence) for span in branches(sentence, Span(0, len(sentence)))] == cut


def test_a_case_ends_before_what_follows_from_it():
    sentence = "逾期未缴纳的，自收到通知之日起五日内，应当补缴。"
    assert sentence[: case_end(sentence, Span(0, len(sentence)))] == "逾期未缴纳的，自收到通知之日起五日内，"


@pytest.mark.parametrize(("text", "stated"), [("摊位证；", False), ("倒卖摊位证的；", False), ("应当公开；", True)])
def test_a_name_and_a_case_state_nothing(text, stated):
    assert states(text) is stated
