"""A heading, the name of a task and a goal go on to what stands under them."""

import re

import pytest

from assistant.answers import Answer
from assistant.tables import rows
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

PLAN = a_policy(
    "某县古桥保护三年行动方案\n"
    "一、主要任务\n"
    "专项行动之一：固桥专项行动\n"
    "石匠逐孔检查拱券，松动的条石用糯米灰浆嵌补，水下桥墩抛石护脚。\n"
    "二、重点巡护\n"
    "二是健全重点桥段的看护工作。对临街三座石板桥、两座风雨廊桥，由住户轮流值夜。\n"
    "三、提升修缮率\n"
    "全县着力把古桥修缮率提升上来。为此，县里设立一笔修缮基金，每座桥配一名修缮匠人；另请高校测绘。\n"
    "四、简化修缮审批\n"
    "简化修缮审批流程。业主先报图纸，文物所五日内回复。\n"
    "五、守桥计划\n"
    "守桥计划是一项志愿服务计划。志愿者每月清扫桥面，给游客讲桥名的来历。\n"
    "六、经验交流\n"
    "会上，青石镇守桥队介绍了轮值做法。队员两人一组，汛期逐孔测水位，记录交水利站存档。\n"
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("固桥专项行动到底是干什么的？", "嵌补", id="a heading"),
        pytest.param("重点桥段是哪些？", "风雨廊桥", id="a task"),
        pytest.param("古桥修缮率是怎么提升上来的？", "修缮基金", id="a goal"),
        pytest.param("古桥修缮率靠哪些办法提升上来？", "高校测绘", id="all ways joined to the first"),
        pytest.param("修缮审批流程怎么简化？", "五日内", id="an echo of the question"),
        pytest.param("守桥计划是做什么的？", "清扫桥面", id="a sort of thing"),
        pytest.param("青石镇守桥队的轮值做法有哪些？", "逐孔测水位", id="that somebody told of it"),
    ],
)
def test_what_stands_under_a_name_is_told(question, told):
    answer = an_assistant(PLAN).ask(question)
    assert isinstance(answer, Answer)
    assert told in answer.answer


def test_a_heading_is_not_told_itself():
    answer = an_assistant(PLAN).ask("固桥专项行动到底是干什么的？")
    assert isinstance(answer, Answer)
    assert "专项行动之一" not in answer.answer


def test_the_formula_of_a_notice_is_no_answer():
    notice = a_policy("关于古桥看护的通知\n各乡镇：\n现就古桥看护有关事项通知如下。\n一、划片\n以溪流为单位划片，每片设看桥人一名。\n")
    reply = an_assistant(notice).ask("古桥看护有关事项怎么办？")
    assert not reply.answer.endswith("通知如下。")


@pytest.mark.parametrize("name", ["aims", "continuations", "run_marks"])
def test_an_opening_meets_its_example(name):
    for row in rows(name):
        opening = row[1] if name == "run_marks" else row[0]
        assert re.match(opening, row[-1])
