"""Somebody's own situation held against the rule that has a limit for it."""

import pytest

from assistant.elapsed import with_elapsed
from corpus.documents import Level
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

URGENT = "急修应当在接到后20分钟内到场。"
ORDINARY = "普通报修应当在接到后24小时内修复。"


def answer_to(question, *rules):
    numbered = "".join(f"第{number}条 {rule}\n" for number, rule in zip("二三四", rules, strict=False))
    policy = a_policy(
        f"某省报修管理办法\n第一条 为了加强管理，制定本办法。\n{numbered}第九条 本办法由省建设厅负责解释。\n",
        level=Level.PROVINCIAL,
        place="安徽省",
    )
    return an_assistant(policy).ask(question).answer


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("急修我15分钟到场，符合要求吗", "符合，急修"),
        ("普通报修隔了26小时才修复，算超时吗", "是，普通报修"),
        ("昨天上午9点的普通报修，今天上午11点才修复，超时了吗", "是，普通报修"),
        ("昨天上午9点的普通报修，今天上午8点修复，超时了吗", "不是，普通报修"),
        ("刚才的急修，35分钟到场，符合要求吗", "不符合，急修"),
        ("报修35分钟才到场，符合要求吗", "不符合，急修"),
    ],
)
def test_a_situation_is_compared_with_the_limit_for_it(question, opening):
    assert answer_to(question, URGENT, ORDINARY).startswith(opening)


@pytest.mark.parametrize(
    ("rule", "question", "opening"),
    [
        ("普通会诊应当在24小时内完成。", "the consultation was completed after 26 hours, is that too late?", "Yes."),
        ("普通会诊应当在24小时内完成。", "the consultation was completed after 20 hours, does that satisfy the rule?", "Yes."),
        ("急会诊应当在10分钟内到位。", "the doctor arrived at the emergency consultation in 18 minutes, is that OK?", "No."),
        ("各市在每年8月20日前报送工作情况。", "When must cities submit the report?", "By 20 August each year."),
    ],
)
def test_an_english_situation_is_compared(rule, question, opening):
    assert answer_to(question, rule).startswith(opening)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("昨天上午9点发的，今天上午11点看完，行吗", "发的，隔了26小时看完，行吗"),
        ("昨天9点发的，今天11点看完，行吗", "发的，隔了26小时看完，行吗"),
        ("早上8点报的修，中午1点修好，行吗", "报的修，隔了5小时修好，行吗"),
        ("8:30报的修，11:45修好，行吗", "报的修，隔了195分钟修好，行吗"),
        ("上午9点报的修，2点修好，行吗", "报的修，隔了5小时修好，行吗"),
        ("晚上11点报的修，凌晨2点修好，行吗", "报的修，隔了3小时修好，行吗"),
        ("昨晚8点入库，今早9点验收，行吗", "入库，隔了13小时验收，行吗"),
        ("周一下午3点报修，周二下午5点修好，行吗", "报修，隔了26小时修好，行吗"),
        ("上周五受理，这周一办结，行吗", "受理，隔了3天办结，行吗"),
        ("12月25日受理，1月5日办结，行吗", "受理，隔了11天办结，行吗"),
        ("周日受理，次日回复，行吗", "受理，隔天回复，行吗"),
        ("昨天下午3点发的，今天5点看完，行吗", "昨天下午3点发的，今天5点看完，行吗"),
        ("每周一交班，周五检查，行吗", "每周一交班，周五检查，行吗"),
        ("上午8点至下午6点营业，行吗", "上午8点至下午6点营业，行吗"),
        ("2月30日受理，3月5日办结，行吗", "2月30日受理，3月5日办结，行吗"),
        ("昨天受理，周五办结，行吗", "昨天受理，周五办结，行吗"),
        ("第一点和第二点都要写吗", "第一点和第二点都要写吗"),
        ("提出三点要求和五点建议，行吗", "提出三点要求和五点建议，行吗"),
        ("宽二点五米，高三点二米，行吗", "宽二点五米，高三点二米，行吗"),
        ("按1:15配备，1:20行吗", "按1:15配备，1:20行吗"),
        ("五点报的修，五点二十修好，行吗", "报的修，隔了20分钟修好，行吗"),
    ],
)
def test_two_moments_tell_how_long_it_took(question, told):
    assert with_elapsed(question) == told
