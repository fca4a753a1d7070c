import re

import pytest

from corpus.furniture import CUES, furniture


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.name)
def test_each_cue_finds_its_example(cue):
    assert cue.pattern.search(cue.example)


def found(text):
    return [line for span in furniture(text) for line in span.of(text).split("\n") if line.strip()]


def test_what_stands_around_a_policy_is_found():
    text = (
        "当前位置：首页 > 政务公开 > 通知\n关于加强会诊管理的通知\n发布时间：2023-07-01 来源：某网\n"
        "各医疗机构：\n一、会诊时限\n急会诊10分钟内到位。\n"
        "二、会诊记录\n相关推荐 由科室自定。\n三、其他\n本通知自发布之日起施行。\n责任编辑：某某\n某地今日高温\n版权所有 某网"
    )
    assert found(text) == [
        "当前位置：首页 > 政务公开 > 通知",
        "发布时间：2023-07-01 来源：某网",
        "责任编辑：某某",
        "某地今日高温",
        "版权所有 某网",
    ]


def test_the_title_that_a_page_repeats_above_its_own_head_is_the_pages():
    text = "首页 > 新闻\n某网-某地印发会诊方案\n作者：某某 来源：某网\n关于印发会诊方案的通知\n各单位：\n一、总则\n略。"
    assert found(text) == ["首页 > 新闻", "某网-某地印发会诊方案", "作者：某某 来源：某网"]


def test_nothing_between_numbered_lines_is_furniture():
    body = "一、来源：各科室报送\n版权所有：医院\n下一篇：另文规定\n责任编辑：医务科\n二、其他"
    assert furniture(f"某院规定\n{body}") == ()


def test_short_lines_between_two_of_the_sites_lines_are_the_sites_and_longer_text_is_not():
    tail = "图一.png\n标签：会诊\n图二.png\n" + "各医疗机构应当认真组织实施" * 6 + "。\n图三.png"
    assert found(f"一、略\n二、略\n{tail}") == ["图一.png", "标签：会诊", "图二.png", "图三.png"]


def test_a_plain_policy_has_none():
    assert furniture("会诊办法\n第一条 略。\n第二条 略。\n某医院\n2023年6月27日") == ()
    assert furniture("") == ()


def test_patterns_are_linear_on_long_lines():
    line = "一" * 20_000
    for cue in CUES:
        re.search(cue.pattern, line)
