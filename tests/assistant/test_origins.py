"""Places that only tell where somebody or something comes from or goes to."""

import pytest

from assistant.answers import Answer, NoAnswer, Reason
from assistant.origins import places_asked
from assistant.tables import rows
from corpus.documents import Level
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

RULES = a_policy(
    "某市外聘专家管理办法\n第一条 外聘专家坐诊由医务科批准。\n第二条 转入的病人应当在24小时内完成评估。\n", level=Level.CITY, place="合肥市"
)


@pytest.mark.parametrize("row", rows("origins"), ids=lambda row: row[1])
def test_each_way_is_met_by_its_example_alone(row):
    _, origin, place = row
    assert places_asked(origin) == ()
    assert len(places_asked(place)) == 1


@pytest.mark.parametrize(
    ("question", "places"),
    [
        pytest.param("请北京、上海和广州的教授来讲课，要谁批准", (), id="several in a list"),
        pytest.param("接收外省和浙江医院的患者，多久评估", (), id="an institution from there"),
        pytest.param("合肥的医院从南京买设备，谁验收", ("合肥",), id="another place beside it"),
        pytest.param("上海请上海的专家要谁批准", ("上海",), id="the same place twice"),
        pytest.param("采购上海的规定里有的设备，谁验收", ("上海",), id="a rule of the place"),
        pytest.param("上海的老人几岁能领补贴", ("上海",), id="people who live there"),
        pytest.param("我们是南京的医院，多久评估", ("南京",), id="who asks"),
    ],
)
def test_the_places_whose_rules_are_asked(question, places):
    assert places_asked(question) == places


@pytest.mark.parametrize(
    ("question", "said"),
    [("想请南京的专家坐诊，由谁批准？", "医务科"), ("从南京转入的病人几小时内完成评估？", "24小时内")],
)
def test_a_rule_holds_whoever_comes_from_elsewhere(question, said):
    answer = an_assistant(RULES).ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer


def test_the_rule_of_another_place_is_not_told():
    answer = an_assistant(RULES).ask("南京的外聘专家坐诊由谁批准？")
    assert isinstance(answer, NoAnswer)
    assert answer.reason is Reason.PLACE_NOT_COVERED
