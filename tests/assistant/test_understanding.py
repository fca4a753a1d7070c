"""What a question is understood as."""

import pytest

from assistant.kinds import kinds
from assistant.known import Known
from assistant.questions import QuestionKind
from assistant.understanding import understand
from assistant.vocabulary import WordsOf

WORDS = WordsOf.of(["急会诊10分钟内到位", "普通会诊24小时内完成", "值班医师不得离岗", "危急值报告流程"])


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("急会诊多久到位", QuestionKind.DEADLINE),
        ("方案什么时候报备案", QuestionKind.DEADLINE),
        ("自查多久开展一次", QuestionKind.FREQUENCY),
        ("每周至少查房几次", QuestionKind.FREQUENCY),
        ("编码正确率要达到百分之几", QuestionKind.THRESHOLD),
        ("一共有多少个质控中心", QuestionKind.COUNT),
        ("这部法律什么时候施行", QuestionKind.DATE),
        ("简报由谁编发", QuestionKind.ACTOR),
        ("卫健委主任是谁", QuestionKind.PERSON),
        ("通知主送哪些单位", QuestionKind.RECIPIENT),
        ("这份通知的文号是什么", QuestionKind.DOCUMENT_NUMBER),
        ("可以电话会诊吗", QuestionKind.YES_NO),
        ("有哪些管理工具", QuestionKind.LIST),
        ("按哪四句话处理", QuestionKind.LIST),
        ("发生不良事件怎么上报", QuestionKind.PROCEDURE),
        ("什么是首诊负责制", QuestionKind.DEFINITION),
        ("急会诊和普通会诊的时限有什么区别", QuestionKind.COMPARE),
        ("医师法第二十条说了什么", QuestionKind.CLAUSE),
        ("How quickly must they arrive?", QuestionKind.DEADLINE),
        ("会诊质量", QuestionKind.OPEN),
        ("教材由哪一级审定", QuestionKind.ACTOR),
        ("陪护费由哪里出", QuestionKind.ACTOR),
        ("公交归哪个局管", QuestionKind.ACTOR),
        ("当园长要干过几年", QuestionKind.DEADLINE),
        ("这批血过几天就不能用了吗", QuestionKind.YES_NO),
        ("能留几个床位给外地病人吗", QuestionKind.YES_NO),
        ("知道要交几份吗", QuestionKind.COUNT),
        ("叫改不改，罚多少", QuestionKind.THRESHOLD),
        ("空调报修找哪位师傅", QuestionKind.ACTOR),
        ("锅炉由哪个公司保养", QuestionKind.ACTOR),
        ("什么级别的大夫能开这个药", QuestionKind.ACTOR),
        ("什么等级以上的台风要停课", QuestionKind.THRESHOLD),
        ("几级以上的商场要设母婴室", QuestionKind.THRESHOLD),
        ("灭火器多久要换一轮药剂", QuestionKind.FREQUENCY),
        ("多少个月复训一遍", QuestionKind.FREQUENCY),
        ("库管员多长时间轮岗", QuestionKind.FREQUENCY),
        ("从哪个月开始停暖气", QuestionKind.DATE),
        ("班车几月份恢复", QuestionKind.DATE),
        ("简报周几出", QuestionKind.DATE),
        ("报名从什么时候到什么时候", QuestionKind.DATE),
        ("活动起止时间", QuestionKind.DATE),
        ("这个规划管哪几年", QuestionKind.DATE),
        ("产量按哪几年算", QuestionKind.LIST),
        ("这份通知的落款日期", QuestionKind.DATE),
        ("药房在采购里扮演什么角色", QuestionKind.LIST),
        ("护理部负责哪块", QuestionKind.LIST),
        ("创建工作分几步走", QuestionKind.LIST),
        ("能分几批交货吗", QuestionKind.YES_NO),
        ("那份绿化方案的编号是什么", QuestionKind.DOCUMENT_NUMBER),
        ("这个函发文字号是啥", QuestionKind.DOCUMENT_NUMBER),
        ("报名表发到哪个信箱", QuestionKind.CONTACT),
        ("苗圃值班室的号码是多少", QuestionKind.CONTACT),
        ("有疑问跟园林局哪位联系", QuestionKind.CONTACT),
        ("水位降到什么程度要停航", QuestionKind.THRESHOLD),
        ("预约在哪个小程序上办", QuestionKind.OPEN),
    ],
)
def test_the_leading_kind(question, kind):
    assert kinds(question)[0] is kind


def test_who_of_several_is_asked_for_a_list_and_for_somebody():
    assert kinds("锅炉年检由哪三家机构承担") == (QuestionKind.LIST, QuestionKind.ACTOR)
    assert kinds("卷宗由哪几部分组成") == (QuestionKind.LIST,)


def test_a_word_meets_what_policies_call_it():
    query = understand("值班的大夫能离开吗", vocabulary=WORDS)
    assert any("医师" in term.forms for term in query.terms)


@pytest.mark.parametrize(("typed", "meant"), [("急会珍多久到位", "急会诊"), ("危及值怎么报告", "危急值"), ("职班要求", "值班")])
def test_a_slip_is_mended(typed, meant):
    assert meant in understand(typed, vocabulary=WORDS).standalone


def test_places_and_titles_choose_documents_and_are_no_topic():
    known = Known(places=frozenset({"连云港市"}), titles=frozenset({"药品管理法"}))
    query = understand("连云港市按药品管理法第三条应当做什么", vocabulary=WORDS, known=known)
    assert query.places == ("连云港",)
    assert query.titles == {"药品管理法"}
    assert query.clause_label == "第三条"
    assert not any("药品" in term.text or "连云港" in term.text for term in query.terms)


def test_the_place_of_the_asker_counts_where_none_is_named():
    assert understand("急会诊多久到位", place="安徽省", vocabulary=WORDS).places == ("安徽省",)
    assert understand("北京急会诊多久到位", place="安徽省", vocabulary=WORDS).places == ("北京",)


def test_carried_words_weigh_less_than_those_asked_now():
    query = understand("那普通会诊呢", history=["急会诊多久到位"], vocabulary=WORDS)
    weights = {term.text: term.weight for term in query.terms}
    assert weights["普通会诊"] == 1.0
    assert 0 < weights["到位"] < 1.0
    assert query.kind is QuestionKind.DEADLINE


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("药管法对假药怎么罚", {"药品管理法"}),
        ("药品管理法对假药怎么罚", {"药品管理法"}),
        ("医疗纠纷条例规定几天内封存", {"医疗纠纷预防和处理条例"}),
        ("劳动法里加班怎么算", set()),
        ("医疗机构有什么办法", set()),
        ("药品的合法来源", set()),
    ],
)
def test_a_title_may_be_said_in_short(question, named):
    known = Known(titles=frozenset({"药品管理法", "医疗纠纷预防和处理条例", "医疗机构管理条例", "劳动合同法"}))
    assert known.titles_in(question) == named


def test_what_people_say_stays_whole():
    texts = [term.text for term in understand("买交强险时能分期吗").terms]
    assert "交强险" in texts
    assert not {"买交强", "险时"} & set(texts)
