"""Whole duties of short policies: who, how strongly, what, in which case, and where each of that stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import Level
from corpus.obligations import Modality, extract
from tests.builders import a_policy

MODALITIES = {
    "应当": ("第二条 首诊医师应当负责患者诊疗。", "must"),
    "必须": ("第二条 术者必须参加讨论。", "must"),
    "要": ("第二条 各科室要指定专人。", "must"),
    "负责": ("第二条 医务科负责登记。", "must"),
    "由": ("第二条 疑难病例由科主任主持讨论。", "must"),
    "不得": ("第二条 值班人员不得擅自离岗。", "must_not"),
    "不允许": ("第二条 不允许以短信形式交班。", "must_not"),
    "严禁": ("第二条 严禁涂改病历。", "must_not"),
    "可以": ("第二条 有条件的医院可以设置护理总值班。", "may"),
    "有权": ("第二条 患者有权查阅病历。", "may"),
    "鼓励": ("第二条 鼓励医务人员报告不良事件。", "should"),
    "原则上": ("第二条 讨论原则上应由科主任主持。", "should"),
    "原则上，": ("第二条 原则上，请求人员应当陪同会诊。", "should"),
    "推行": ("第二条 推行多学科门诊。", "should"),
    "力争": ("第二条 力争到2027年底建成平台。", "target"),
    "a day and a rate": ("第二条 到2027年底，主要诊断编码正确率不低于92%。", "target"),
    "有权 inside a name": ("第二条 有权机关应当给予处分。", "must"),
    "有权 inside a word": ("第二条 房屋所有权人应当配合检修。", "must"),
    "不予": ("第二条 材料不全的，药剂科不予接收。", "must_not"),
    "禁止 in the name of a thing": ("第二条 禁止使用药品的具体目录由省卫生健康委制定。", "must"),
    "the first word binds": ("第二条 医院应当公开可以预约的科室。", "must"),
    "应 in a word": ("第二条 医院建立应急供应制度。", "must"),
    "要 in a word": ("第二条 医院明确主要负责人的重要职责。", "must"),
}
NO_DUTIES = {
    "what a text is for": "第一条 为了加强会诊管理，保障医疗安全，根据有关法律，制定本办法。",
    "what a word means": "第一条 本办法所称会诊，是指协助提出诊疗意见的活动。",
    "what a text covers": "第一条 本办法适用于各级医院。",
    "when it binds": "第一条 本办法自2026年1月1日起施行。",
    "what papers there are": "第一条 前条规定的病历资料包括医嘱单、检验报告和护理记录。",
    "a heading": "第一章 会诊管理",
    "cases in a list": "第一条 有下列情形之一的，由卫生局责令改正：\n（一）医院未建立制度的；\n（二）医师应当报告而未报告的。",
}


def the_one(text, **members):
    [obligation] = extract(a_policy(text, **members))
    return obligation


def the_actions(text):
    return [obligation.action for obligation in extract(a_policy(text))]


@pytest.mark.parametrize(("text", "modality"), MODALITIES.values(), ids=MODALITIES)
def test_a_duty_binds_as_its_words_say(text, modality):
    assert the_one(text).modality == modality


@pytest.mark.parametrize("text", list(NO_DUTIES.values())[:6], ids=list(NO_DUTIES)[:6])
def test_what_binds_nobody_is_no_duty(text):
    assert extract(a_policy(text)) == []


def test_cases_in_a_list_are_no_duties_of_their_own():
    assert [one.actor for one in extract(a_policy(NO_DUTIES["cases in a list"]))] == ["卫生局"]


def test_every_part_has_its_own_span():
    text = "第二条 发现疑似不良反应的，护理人员应当立即报告，但演练除外。"
    one = the_one(text)
    assert one.span.of(text) == "发现疑似不良反应的，护理人员应当立即报告，但演练除外"
    assert (one.condition, one.condition_span.of(text)) == ("发现疑似不良反应的", "发现疑似不良反应的")
    assert (one.actor, one.actor_span.of(text)) == ("护理人员", "护理人员")
    assert one.modality_span.of(text) == "应当"
    assert one.action == "立即报告，但演练除外"
    assert (one.exception, one.exception_span.of(text)) == ("但演练除外", "但演练除外")
    assert [value.span.of(text) for value in one.values] == ["立即"]


class TestActor:
    """Who is bound, said or inherited."""

    @pytest.mark.parametrize(
        ("text", "actor"),
        [
            ("第二条 各市、县（市、区）卫生健康委要加强指导。", "各市、县（市、区）卫生健康委"),
            ("第二条 从事采供血的单位和个人，应当遵守操作规程。", "从事采供血的单位和个人"),
            ("第二条 医院炮制饮片，应当向主管部门备案。", "医院"),
            ("第二条 检验机构发现异常的，应当报告。", "检验机构"),
            ("第二条 设置标准的具体办法，由省卫生健康委制定。", "省卫生健康委"),
            ("第二条 门诊工作质量应当纳入考核。", ""),
            ("第二条 规培人员未经考核，不得独立值班。", "规培人员"),
            ("第二条 残疾人联合会负责康复服务。", "残疾人联合会"),
            ("第二条 报刊、网络等媒体应当开展公益宣传。", "报刊、网络等媒体"),
            ("第二条 会诊管理工作应当坚持统一领导、分级负责、科室联动。", ""),
            ("第二条 财经委员会应当提出意见。", "财经委员会"),
            ("第二条 开办诊所，经县卫生局审查同意，由县卫生局发给许可证。", "县卫生局"),
            ("第二条 医院采购的设备，在启用前由设备科验收。", "设备科"),
            ("第二条 疫苗出入库情况，由接种单位专管员誊写。", "接种单位专管员"),
            ("第二条 省、市及县（区）、乡镇的质量管理委员会负责落实制度。", "省、市及县（区）、乡镇的质量管理委员会"),
            ("第二条 全市卒中救治率提升至60%。", "全市"),
        ],
    )
    def test_it_is_whom_the_sentence_names(self, text, actor):
        assert the_one(text).actor == actor

    def test_a_body_is_the_subject_of_later_sentences_and_a_person_is_not(self):
        found = extract(a_policy("第二条 医院应当完善制度。首诊医师应当负责诊疗。加强人员配备。"))
        assert [one.actor for one in found] == ["医院", "首诊医师", "医院"]

    def test_who_breaks_a_rule_is_not_who_punishes(self):
        found = extract(a_policy("第二条 医院应当公示价格。违反前款规定的，责令限期改正。医院拒不改正的，处一千元以上五千元以下罚款。"))
        assert [one.actor for one in found] == ["医院", "", ""]

    def test_who_punished_is_who_punishes_on(self):
        found = extract(a_policy("第二条 诊所未登记的，由县卫生局给予警告；逾期不改正的，吊销执业证书。"))
        assert [one.actor for one in found] == ["县卫生局", "县卫生局"]

    def test_a_sentence_of_a_law_that_forbids_all_is_not_that_of_the_body_named_before(self):
        found = extract(a_policy("第二条 检验单位应当及时报告。\n禁止伪造报告。"))
        assert [one.actor for one in found] == ["检验单位", ""]

    def test_who_acts_for_one_deed_is_not_the_subject_of_the_next_duty(self):
        found = extract(a_policy("第二条 各质控中心要报送信息，由质控办编发简报；要通报检查结果。"))
        assert [one.actor for one in found] == ["各质控中心", "质控办", "各质控中心"]

    def test_items_have_the_subject_and_the_strength_of_their_lead_in(self):
        text = (
            "第二条 值班医师履行下列职责：\n（一）巡视病房；\n（二）书写交班记录。\n"
            "第三条 值班人员不得有下列行为：\n（一）擅自离岗；\n（二）饮酒。"
        )
        found = extract(a_policy(text))
        assert [(one.actor, one.modality) for one in found] == [
            *[("值班医师", Modality.MUST)] * 2,
            *[("值班人员", Modality.MUST_NOT)] * 2,
        ]

    def test_a_task_that_names_nobody_is_for_whom_the_tasks_beside_it_are_for(self):
        text = "一、工作任务\n（一）医院应当完善制度。\n（二）医院应当加强培训。\n（三）规范病历书写。"
        assert [one.actor for one in extract(a_policy(text))] == ["医院"] * 3

    def test_a_target_of_nobody_is_that_of_the_territory(self):
        one = the_one("第二条 到2027年底，建成不少于20个质控中心。", level=Level.PROVINCIAL)
        assert (one.actor, one.actor_span) == ("全省", None)


class TestSplitting:
    """Where one duty ends and the next begins."""

    def test_what_a_deed_is_for_belongs_to_the_deed(self):
        assert the_actions("第二条 医院应当完善制度，保障患者安全。") == ["完善制度，保障患者安全"]

    def test_two_short_deeds_make_a_duty_and_two_long_ones_do_not(self):
        assert len(the_actions("第二条 医院加强培训，优化流程。")) == 1
        text = "第二条 医院加强新入职医务人员、实习进修人员和返聘人员的岗前培训，强化医疗技术人员、实验室人员等非临床一线工作人员的培训。"
        assert len(the_actions(text)) == 2

    def test_a_prohibition_behind_a_duty_is_one_of_its_own(self):
        found = extract(a_policy("第二条 接诊科室必须组织抢救，不得推诿。"))
        assert [one.modality for one in found] == [Modality.MUST, Modality.MUST_NOT]

    def test_three_frequencies_are_three_duties(self):
        found = extract(a_policy("第二条 工作日每天至少巡视2次，非工作日每天至少巡视1次，主任医师每周至少巡视2次。"))
        assert [dict(one.values[0].machine)["times"] for one in found] == [2, 1, 2]
        assert [one.actor for one in found] == ["", "", "主任医师"]

    def test_a_frequency_told_once_is_that_of_both_deeds(self):
        found = extract(a_policy("第二条 各质控中心每半年至少开展1次督查、1次专题会议。"))
        assert [dict(one.values[0].machine) for one in found] == [{"every": "P6M", "times": 1, "op": ">="}] * 2

    def test_two_yearly_days_with_reports_of_their_own_are_two_duties(self):
        found = extract(a_policy("第二条 医院应当在每年7月10日前报送半年总结，下一年度1月10日前报送全年总结。"))
        assert [one.action for one in found] == ["在每年7月10日前报送半年总结", "下一年度1月10日前报送全年总结"]
        assert [dict(one.values[0].machine)["month"] for one in found] == [7, 1]

    def test_a_time_and_a_deed_are_a_duty_before_what_may_lengthen_it(self):
        assert the_actions("第二条 医务科15日内作出决定，情况复杂的可以延长10日。") == ["15日内作出决定", "情况复杂的可以延长10日"]

    def test_a_case_told_in_two_pieces_is_one_case(self):
        [one] = extract(a_policy("第二条 无法确定责任人，或者对责任人有异议的，由医务科指定。"))
        assert (one.actor, one.condition) == ("医务科", "无法确定责任人，或者对责任人有异议的")

    def test_two_yearly_days_are_two_duties_with_ids_of_their_own(self):
        found = extract(a_policy("第二条 各市在每年7月15日、下一年度1月15日前报送情况。"))
        assert [dict(one.values[0].machine)["month"] for one in found] == [7, 1]
        assert len({one.id for one in found}) == 2

    def test_sanctions_for_one_case_are_one_duty(self):
        found = extract(a_policy("第二条 逾期不改正的，由卫生局给予警告，没收违法所得，并处一万元以上三万元以下罚款。"))
        assert [one.condition for one in found] == ["逾期不改正的"]

    def test_the_day_of_a_target_holds_for_the_targets_behind_it(self):
        found = extract(a_policy("第二条 到2027年底，建成不少于20个省级中心。市级中心不少于100个。"))
        assert [one.values[-1].machine["by"] for one in found] == ["2027-12-31", "2027-12-31"]


def test_what_was_done_is_no_duty():
    text = "2023年度质控工作总结\n一、主要工作\n（一）加强培训，开展督导20次。\n（二）二级以上医院必须安装监控设备。"
    assert [one.span.of(text) for one in extract(a_policy(text))] == ["二级以上医院必须安装监控设备"]


def test_a_duty_that_cannot_be_read_stays_with_the_reason():
    one = the_one("第二条 医院应当于2025年2月30日前完成整改。")
    assert (one.values, one.problems) == ((), ("impossible date: '2025年2月30日前'",))


@pytest.mark.parametrize(
    "text", ["第二条 合格率不低于95。", "第二条 合格率不低于□%。", "第二条 报告时限为??日内。", "第二条 护理部应于2026年13月1日前报送。"]
)
def test_a_sentence_whose_number_cannot_be_read_stays_in_the_register(text):
    one = the_one(text)
    assert one.problems
    assert not one.values


def test_a_length_of_time_in_the_case_is_no_time_for_the_duty():
    one = the_one("第二条 三个月内未复核的，医务科应当在5日内督办。")
    assert [dict(value.machine) for value in one.values] == [{"within": "P5D"}]


def test_what_a_case_excepts_is_told_and_a_word_that_holds_it_excepts_nothing():
    assert the_one("第二条 除急诊手术外，手术医师应当完成术前讨论。").exception == "除急诊手术外"
    assert the_one("第二条 医院应当消除环境影响和外界障碍。").exception == ""


@pytest.mark.parametrize("text", ["第二条 门诊病历保存不少于15年。", "第二条 负责人任期三年。"])
def test_how_long_something_lasts_is_a_rule_without_a_binding_word(text):
    assert the_one(text).values[0].type == "duration"


def test_a_case_holds_for_the_duties_that_go_on_from_it():
    found = extract(a_policy("第二条 包装破损的，药剂科不得接收，并应当立即报告。"))
    assert [(one.modality, one.condition) for one in found] == [(Modality.MUST_NOT, "包装破损的"), (Modality.MUST, "包装破损的")]


def test_two_duties_of_a_clause_that_differ_in_their_number_alone_are_told():
    found = extract(a_policy("第二条 急会诊应当在10分钟内到位。急会诊应当在30分钟内到位。急会诊应当全程陪同。"))
    assert [len(one.problems) for one in found] == [1, 1, 0]
    assert found[0].problems[0].startswith("contradictory values in the clause: ")


def test_a_number_for_another_case_is_no_contradiction():
    found = extract(a_policy("第二条 情节较轻的，处一千元罚款；情节严重的，处五千元罚款。"))
    assert [one.problems for one in found] == [(), ()]


def test_the_same_policy_gives_the_same_records():
    text = "第二条 医院应当加强培训，不得收费。"
    assert extract(a_policy(text)) == extract(a_policy(text))


WORDS = st.sampled_from(
    [
        *"，。；：、\n由的对在□“”（）",
        *("医院", "患者", "科室", "应当", "不得", "可以", "鼓励", "报告", "加强", "及时", "其中"),
        *("每年", "7月10日前", "2025年", "不低于90%", "至少2次", "第二条 ", "（一）", "一、", "1.", "?j)"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_spans_lie_in_the_text_and_quote_it(pieces):
    policy = a_policy("第一条 " + "".join(pieces))
    text = policy.document.text
    found = extract(policy)
    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert one.span.contains(one.action_span)
        assert one.action == one.action_span.of(text)
        assert one.span.end <= len(text)
        assert all(value.raw == value.span.of(text) and one.span.contains(value.span) for value in one.values)
        for said, span in ((one.actor, one.actor_span), (one.condition, one.condition_span), (one.exception, one.exception_span)):
            assert span is None or said == span.of(text)
