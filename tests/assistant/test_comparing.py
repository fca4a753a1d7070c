"""Comparisons: the question about each side, and both sides with both citations."""

import pytest

from assistant.answers import Answer
from assistant.comparing import names_value, sides
from assistant.understanding import understand
from corpus.documents import Level
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

PROVINCE = a_policy(
    "某省血液透析管理办法\n第一条 血液透析室每月开展一次水质检测。\n第二条 透析记录保存不少于15年，透析知情书保存不少于10年。\n",
    level=Level.PROVINCIAL,
    place="安徽省",
    name="province.txt",
)
CITY = a_policy("某市血液透析管理细则\n第一条 血液透析室每周开展一次水质检测。\n", level=Level.CITY, place="连云港市", name="city.txt")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("急会诊和普通会诊的时限有什么区别", ("急会诊的时限多久", "普通会诊的时限多久")),
        ("省级和市级质控中心分别由谁设置？", ("省级质控中心由谁设置", "市级质控中心由谁设置")),
        ("涂改病历的，单位和个人的罚款各是多少？", ("涂改病历的，单位的罚款是多少", "涂改病历的，个人的罚款是多少")),
        ("水质检测频率，安徽和连云港哪个更高？", ("水质检测频率，安徽多久一次", "水质检测频率，连云港多久一次")),
        ("甲与乙在职责上有什么不同", ("甲怎么规定", "乙怎么规定")),
        ("急会诊多久到位", ()),
        ("医院和科室要做什么", ()),
    ],
)
def test_sides(question, asked):
    assert sides(understand(question)) == asked


def test_a_title_is_not_taken_apart():
    question = "麻醉和精神药品条例里，生产和经营的记录分别保存几年"
    assert sides(understand(question), ["麻醉和精神药品条例"])[0].startswith("麻醉和精神药品条例里，生产")


def test_sides_that_name_a_value_are_asked_first():
    assert names_value(("急会诊多久",))
    assert not names_value(("甲怎么规定", "乙怎么规定"))
    assert not names_value(())


def test_both_sides_of_one_text_are_cited():
    answer = an_assistant(PROVINCE).ask("透析记录和透析知情书的保存年限分别是多少？")
    assert isinstance(answer, Answer)
    assert "15年" in answer.answer
    assert "10年" in answer.answer


def test_two_places_stand_side_by_side_with_their_citations():
    answer = an_assistant(PROVINCE, CITY).ask("血液透析室的水质检测频率，安徽和连云港哪个更高？")
    assert isinstance(answer, Answer)
    assert "安徽省：" in answer.answer
    assert "连云港市：" in answer.answer
    assert {citation.place for citation in answer.citations} == {"安徽省", "连云港市"}
