"""Rules that tell several tiers of what follows from a deed, and questions about one of them."""

import pytest

from assistant.answers import Answer, NoAnswer
from assistant.steps import steps
from assistant.tables import rows
from assistant.tiers import asked_tiers, asks_tier, tiers_of, within_limits, without_tiers
from assistant.understanding import understand
from corpus.spans import Span
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

PARKING = (
    "第三条 停车场经营者未公示收费标准的，由市场监督管理部门责令改正，可以处二百元罚款；拒不改正的，处五百元以上二千元以下罚款；"
    "情节严重的，处三千元以上五千元以下罚款，责令停业整顿；对直接负责的主管人员，处一百元罚款。\n"
)
FISHING = (
    "第四条 未取得许可证捕捞水产品的，由渔业主管部门没收违法所得；没有违法所得或者违法所得不足五千元的，处八百元罚款；"
    "违法所得五千元以上的，处违法所得二倍以上四倍以下罚款。\n"
)
LISTED = (
    "第五条 有下列行为之一的，由城市管理部门责令限期改正；逾期不改正的，处六百元罚款；情节严重的，处七千元罚款：\n"
    "（一）擅自占用绿地堆放建筑材料；\n（二）在行道树上悬挂广告牌。\n"
)
PLANTED = "第六条 占用草坪，面积不足三十平方米的，处四百元罚款；面积三十平方米以上的，处九百元罚款。\n"
RULES = a_policy(
    f"某市市容管理办法\n第一条 为了加强市容管理，制定本办法。\n{PARKING}{FISHING}{LISTED}{PLANTED}第九条 本办法自2024年3月1日起施行。\n"
)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("停车场没公示收费标准，让改就是不改，罚多少钱？", "五百元以上二千元以下", "三千元"),
        ("停车场没公示收费标准，让改就是不改，还没到情节严重，罚多少钱？", "五百元以上二千元以下", "三千元"),
        ("停车场没公示收费标准，当场就改了，罚多少钱？", "二百元", "二千元"),
        ("停车场不公示收费标准，情节很严重，罚多少钱？", "三千元以上五千元以下", "二百元"),
        ("停车场没公示收费标准，负责人会被罚多少钱？", "一百元", "二千元"),
        ("没有许可证捕捞水产品，违法所得三千块，罚多少钱？", "八百元", "二倍"),
        ("没有许可证捕捞水产品，违法所得六千元，罚款是几倍？", "二倍以上四倍以下", "八百元"),
        ("没有许可证捕捞水产品，一分钱没赚到，罚多少钱？", "八百元", "二倍"),
        ("没有许可证捕捞水产品，违法所得不到五千元，罚多少钱？", "八百元", "二倍"),
        ("占用草坪六十平方米罚多少钱？", "九百元", "四百元"),
        ("占用草坪二十平方米罚多少钱？", "四百元", "九百元"),
        ("占用绿地堆放建筑材料，让整改也没按期改，罚多少钱？", "六百元", "七千元"),
        ("占用绿地堆放建筑材料，性质恶劣，罚多少钱？", "七千元", "六百元"),
    ],
)
def test_the_tier_that_is_asked_about_is_told(question, said, unsaid):
    answer = an_assistant(RULES).ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer
    assert unsaid not in answer.answer


def test_a_question_behind_another_may_only_name_the_tier():
    answer = an_assistant(RULES).ask("要是情节严重呢？", history=["停车场没公示收费标准怎么处罚？"])
    assert isinstance(answer, Answer)
    assert "停业整顿" in answer.answer
    assert "二千元" not in answer.answer


def test_a_tier_that_a_rule_does_not_have_is_not_told():
    plain = a_policy("某市洗车管理办法\n第一条 洗车场未公示收费标准的，由市场监督管理部门处二百元罚款。\n")
    asked = "洗车场未公示收费标准，情节严重的罚多少钱？"
    assert isinstance(an_assistant(plain).ask(asked.replace("，情节严重的", "")), Answer)
    assert isinstance(an_assistant(plain).ask(asked), NoAnswer)


def test_a_tier_that_is_ruled_out_is_not_told():
    policy = a_policy("某市洗车管理办法\n第一条 洗车场未公示收费标准的，责令改正；情节严重的，处三千元罚款。\n")
    assert isinstance(an_assistant(policy).ask("洗车场未公示收费标准，罚多少钱？"), Answer)
    assert isinstance(an_assistant(policy).ask("洗车场未公示收费标准，还没到情节严重，罚多少钱？"), NoAnswer)


def test_what_is_said_of_a_tier_is_no_part_of_the_deed():
    assert without_tiers("停车场没公示价格，情节严重，罚多少", {"severe"}) == "停车场没公示价格，，，罚多少"
    assert without_tiers("无证捕捞，赚了三千元，罚多少", (), money=True) == "无证捕捞，，，罚多少"


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("草坪被占，情节特别严重的罚多少", True),
        ("几个人受伤就算情节特别严重要重罚", False),
        ("被罚后多久内再犯要加重处罚", False),
        ("没铺好草坪，主管会受什么处罚", True),
        ("没铺好草坪，主管部门会怎么处罚", False),
    ],
)
def test_what_makes_a_tier_and_who_punishes_are_no_tier(question, asks):
    assert asks_tier(understand(question)) is asks


def test_another_rule_with_the_tier_is_no_answer_where_the_best_has_none():
    policy = a_policy(
        "某市菜场管理办法\n第一条 摊位外摆菜架的，由城市管理部门处八十元罚款。\n"
        "第二条 菜场外摆广告牌的，由城市管理部门责令改正；拒不改正的，处六百元罚款。\n"
    )
    answer = an_assistant(policy).ask("摊位外摆菜架又不改，罚多少钱？")
    assert isinstance(answer, Answer)
    assert "八十元" in answer.answer


def test_a_tier_for_what_is_none_of_a_kind_is_not_told_of_that_kind():
    policy = a_policy(
        "某市水井管理办法\n第一条 水井未安装水表的，由水务部门责令改正；"
        "逾期不改正的，对非营利性的，处三百元罚款；对营利性的，处四千元罚款。\n"
    )
    answer = an_assistant(policy).ask("营利性水井没安装水表，让改就是不改，罚多少钱？")
    assert isinstance(answer, Answer)
    assert "四千元" in answer.answer
    assert "三百元" not in answer.answer


def test_an_amount_is_held_only_against_a_limit_of_its_kind():
    asked = asked_tiers("货值六千块，罚多少")
    assert within_limits("", asked, "货值金额不足一万元的，")
    assert within_limits("", asked, "货值金额一万元以上的，") is False
    assert within_limits("", asked, "违法所得不足一万元的，") is None


def test_the_deed_ends_where_something_follows_from_it():
    text = "甲单位违反第三条规定，造成树木死亡的，由乙局责令补种；拒不补种的，处一千元罚款。"
    assert [(step.is_first, sorted(step.tiers)) for step in steps(text, Span(0, len(text)))] == [(True, []), (False, ["stubborn"])]


@pytest.mark.parametrize("row", rows("tiers"), ids=lambda row: row[0])
def test_a_tier_is_met_by_its_examples(row):
    name, *_, example = row
    stated, case, denied = example.split("|")
    assert name in asked_tiers(stated).stated
    assert name in tiers_of(case)
    assert denied == "-" or name in asked_tiers(denied).denied


@pytest.mark.parametrize("question", ["停车场没公示收费标准罚多少", "有没有造成影响", "是不是很贵", "从不改变"])
def test_other_questions_rule_no_tier_out(question):
    assert not asked_tiers(question).denied
    assert not asked_tiers(question).stated & {"stubborn", "severe"}
