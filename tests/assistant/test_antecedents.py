"""The measure itself is told, and not what follows where it is missed, which refers back to it."""

import pytest

from assistant.antecedents import antecedent_first
from tests.assistant.fakes import an_assistant, led_by
from tests.builders import a_policy

RULES = a_policy(
    "某市屋顶绿化规定\n"
    "第一条 新建商场应当按屋顶总面积百分之二十的比例种植绿化。"
    "商场屋顶绿化面积未达到该比例的，应当按照商场屋顶绿化面积的差额缴纳百分之六十的绿化补建费。\n"
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("新建商场的屋顶绿化面积至少要占到百分之几才算达标？", "百分之二十", id="the share"),
        pytest.param("新建商场的屋顶绿化面积比例不得低于多少？", "百分之二十", id="not less than which share"),
        pytest.param("商场屋顶绿化面积没达到比例的，要缴纳百分之几的绿化补建费？", "百分之六十", id="what follows"),
    ],
)
def test_the_measure_goes_first(question, told):
    query, _, ranked = an_assistant(RULES)._ranked(question, (), "")
    best, *_ = antecedent_first(query, led_by(ranked, "未达到该比例"))
    assert told in best.evidence.text
