"""A clause asked for by its address: its words, those of several texts where the question names none, or that there is none."""

import pytest

from assistant.answers import Answer, NoAnswer, Reason
from assistant.lookup import address_of
from corpus.documents import Level
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

LAW = a_policy(
    "某省急救条例\n"
    "第一条 急救中心二十四小时值守。\n"
    "第二条 急救车应当定点停放。\n急救车不得挪用，有下列情形的除外：\n（一）跨区支援；\n（二）大型活动保障。\n"
    "第三条 急救电话免费。\n",
    level=Level.PROVINCIAL,
    place="安徽省",
    name="law.txt",
)
PLAN = a_policy(
    "某市急救站点建设方案\n一、目标\n建成急救网。\n二、任务\n（一）选址\n1.站点相距不超过五公里。\n（二）人员\n1.每站不少于六人。\n2.全员轮训。\n",
    level=Level.CITY,
    place="连云港市",
    name="plan.txt",
)
MANY = [
    a_policy(f"某县{word}条例\n第一条 {word}归县里管。\n第二条 略。\n", level=Level.CITY, name=f"{i}.txt")
    for i, word in enumerate("水路桥灯林")
]


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("第二十条说什么", ("20", "", "", "")),
        ("某法第十二条第二款第三项", ("12", "", "2", "3")),
        ("第十二条之一是怎么规定的？", ("12", "1", "", "")),
        ("三、（二）20.说什么", ("3、", "2）", "20.")),
        ("方案第三部分第（二）条第16点讲什么", ("3、", "2）", "16.")),
        ("（二）3.的内容", ("2）", "3.")),
    ],
)
def test_an_address_is_read(question, numbers):
    assert address_of(question).numbers == numbers


@pytest.mark.parametrize("question", ["违反第二十条罚多少", "按照第三条", "第二十条由谁执行", "急会诊多久到位", "有三、四个科室吗"])
def test_what_asks_for_more_or_for_none_is_no_address(question):
    assert address_of(question) is None


@pytest.mark.parametrize(
    ("question", "said", "label"),
    [
        ("某省急救条例第三条说什么", "急救电话免费。", "第三条"),
        ("第二条第一款说什么", "急救车应当定点停放。", "第二条第一款"),
        ("第二条第二款第（二）项是什么", "大型活动保障。", "第二条第二款第（二）项"),
        ("第二条第二项是什么", "大型活动保障。", "第二条第二款第（二）项"),
        ("第三条第一款是什么", "急救电话免费。", "第三条"),
        ("二、（二）1.说什么", "每站不少于六人。", "二、（二）1."),
        ("（二）2.写了什么", "全员轮训。", "二、（二）2."),
    ],
)
def test_the_clause_is_given_whole(question, said, label):
    answer = an_assistant(LAW, PLAN).ask(question)
    assert isinstance(answer, Answer)
    assert answer.answer == said
    assert [citation.clause_label for citation in answer.citations] == [label]


@pytest.mark.parametrize("question", ["第三十条说什么", "三、（九）5.说什么", "某省急救条例第四条的内容是什么"])
def test_a_clause_that_is_not_there_is_a_false_premise(question):
    answer = an_assistant(LAW, PLAN).ask(question)
    assert isinstance(answer, NoAnswer)
    assert answer.reason is Reason.FALSE_PREMISE


def test_of_several_texts_a_few_are_given_and_the_others_named():
    answer = an_assistant(*MANY).ask("第一条说什么")
    assert len(answer.citations) == len(answer.statements) == 3
    assert answer.answer.count("《") == 3
    (notice,) = [notice for notice in answer.notices if "请说明问的是哪一份" in notice]
    assert "另有2份文件" in notice


def test_a_place_chooses_the_text():
    answer = an_assistant(LAW, PLAN, *MANY).ask("安徽的条例第一条说什么")
    assert answer.answer == "急救中心二十四小时值守。"
