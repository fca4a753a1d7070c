"""Who is named in a piece, and what only looks like a name."""

import pytest

from corpus.obligations.actors import find_actor, find_subject_of_case, find_topic, find_whole_name
from corpus.obligations.modality import find_cue


def the_name(text, actor):
    return text[actor.start : actor.end] if actor else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("各级医疗机构应当报告", "各级医疗机构"),
        ("建设单位应当报告", "建设单位"),
        ("药品上市许可持有人应当报告", "药品上市许可持有人"),
        ("经济开发区管理委员会应当报告", "经济开发区管理委员会"),
        ("疾病预防控制机构以外的单位和个人不得供应疫苗", "疾病预防控制机构以外的单位和个人"),
        ("医疗机构在规定期限内应当报告", "医疗机构"),
        ("国务院卫生健康主管部门主管全国会诊工作", "国务院卫生健康主管部门"),
        ("疑难病例应当由科主任主持讨论", "科主任"),
        ("讨论由科主任或者其授权的副主任主持", "科主任或者其授权的副主任"),
        ("医院应当将检查结果及时交由患者保管", "医院"),
        ("医院应当将印章交给由科室指定的人员保管", "医院"),
        ("医务人员应当由医院组织培训", "医院"),
        ("在全行业树立质量意识", "全行业"),
        ("指导医疗机构落实制度", None),
        ("每年年初报市卫生局审核", None),
        ("成立由主要负责人担任组长的工作小组", None),
        ("门诊工作质量应当纳入考核", None),
        ("或者委托其他地方办理", None),
        ("自由选择医院", None),
    ],
)
def test_an_actor_stands_before_the_binding_word_or_the_deed(text, name):
    cue = find_cue(text)
    assert the_name(text, find_actor(text, cue.start if cue else None)) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("医疗机构发现异常的", "医疗机构"),
        ("凡从事采供血的单位和个人", "从事采供血的单位和个人"),
        ("发现异常的", None),
        ("对医疗机构有异议的", None),
    ],
)
def test_a_case_begins_with_its_subject(text, name):
    assert the_name(text, find_subject_of_case(text)) == name


def test_a_piece_may_be_a_name_or_begin_with_one():
    assert the_name("从事检验的机构", find_whole_name("从事检验的机构")) == "从事检验的机构"
    assert find_whole_name("督促医疗机构") is None
    assert the_name("医院炮制饮片", find_topic("医院炮制饮片")) == "医院"
