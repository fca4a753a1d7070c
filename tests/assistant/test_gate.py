"""The gate: a changed value, unit, bound, date, subject, actor or negation does not pass; faithful words do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.gating import Fault, Support, problems

CLAUSE = "急会诊在请求发出后10分钟内到位，正确率不低于90%，每年7月10日前报送，详见国卫医发〔2023〕12号第二十条。"
CONSULTATIONS = "机构内急会诊应当在请求发出后10分钟内到位；普通会诊应当在发出后24小时内完成。"
ROUNDS = "工作日每天查房至少2次，非工作日每天至少1次；三级医师中，级别最高的每周至少2次，中间级别的每周至少3次。"
DUTIES = "当值人员不得擅自离岗。医疗机构可以另外单独设护理总值班，鼓励病历无纸化。非本机构执业的医务人员不得单独值班，必须床旁交班。"
RECORDS = (
    "住院病历从患者最后一次住院出院之日起保存不少于30年。查阅的应当立即归还，借阅的应当在3个工作日内归还。"
    "抢救记录在抢救完成后6小时内记入病历。"
)
CENTRES = "各市级质控中心每半年开展质控督查至少1次，每半年召开专题会议至少1次，每年开展培训至少1次。"
REPORTS = "质控简报由市质控办按季度编发；质控通报由委医政处即时编发。各市于7月15日前报送，医疗机构于7月10日前报送。"


def faults(statement: str, text: str, *, context: str = "", label: str = "") -> set[Fault]:
    return {problem.fault for problem in problems(statement, [Support(text, context, label)])}


def test_ten_is_seen_behind_han_characters():
    assert problems("10分钟内到位。", [Support("后10分钟内到位")]) == ()


def test_thirty_minutes_do_not_pass_on_a_ten_minute_clause():
    (problem,) = problems("急会诊30分钟内到位。", [Support("急会诊在请求发出后10分钟内到位")])
    assert (problem.fault, problem.text) == (Fault.VALUE, "30分钟内")


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        pytest.param("急会诊10分钟内到位。", CLAUSE, id="shortened"),
        pytest.param("急会诊必须在十分钟之内到位。", CLAUSE, id="Chinese digits and a synonym"),
        pytest.param("正确率不低于百分之九十。", CLAUSE, id="a percentage in words"),
        pytest.param("每年7月10日前报送。", CLAUSE, id="a yearly date"),
        pytest.param("报送按国卫医发〔2023〕12号第20条。", CLAUSE, id="document and clause number"),
        pytest.param("普通会诊应当在发出后24小时内完成；急会诊应当在请求发出后10分钟内到位。", CONSULTATIONS, id="reordered"),
        pytest.param("中间级别的医师每周至少查房3次。", ROUNDS, id="one of two ranks"),
        pytest.param("非工作日每天至少1次。", ROUNDS, id="the day that is none"),
        pytest.param("禁止擅自离岗。", DUTIES, id="another word that forbids"),
        pytest.param("质控简报按季度编发，由市质控办负责。", REPORTS, id="the actor behind"),
        pytest.param("住院病历自患者最后一次出院之日起至少保存30年。", RECORDS, id="a bound apart from its number"),
        pytest.param("市级质控中心每半年至少开展1次质控督查。", CENTRES, id="how often, in another order"),
        pytest.param("借阅的病历应当在3个工作日内归还，查阅的病历应当立即归还。", RECORDS, id="at once, and within days"),
    ],
)
def test_faithful_words_pass(statement, text):
    assert faults(statement, text) == set()


@pytest.mark.parametrize(
    ("statement", "text", "fault"),
    [
        pytest.param("急会诊1分钟内到位。", CLAUSE, Fault.VALUE, id="a digit of the number"),
        pytest.param("急会诊10小时内到位。", CLAUSE, Fault.VALUE, id="another unit"),
        pytest.param("急会诊请求发出10分钟后到位。", CLAUSE, Fault.VALUE, id="behind instead of within"),
        pytest.param("急会诊在请求发出前10分钟内到位。", CLAUSE, Fault.VALUE, id="before instead of behind"),
        pytest.param("正确率不高于90%。", CLAUSE, Fault.VALUE, id="the other bound"),
        pytest.param("正确率大于90%。", CLAUSE, Fault.VALUE, id="a strict bound"),
        pytest.param("正确率90%。", CLAUSE, Fault.VALUE, id="no bound"),
        pytest.param("正确率不低于90‰。", CLAUSE, Fault.VALUE, id="per mille"),
        pytest.param("7月10日前报送。", CLAUSE, Fault.VALUE, id="a yearly date that is told as one date"),
        pytest.param("每年7月10日起报送。", CLAUSE, Fault.VALUE, id="from instead of by"),
        pytest.param("每年10月7日前报送。", CLAUSE, Fault.VALUE, id="another day"),
        pytest.param("详见国卫医发〔2023〕21号。", CLAUSE, Fault.VALUE, id="another document number"),
        pytest.param("详见皖卫医发〔2023〕12号。", CLAUSE, Fault.VALUE, id="another agency's document number"),
        pytest.param("详见第十二条。", CLAUSE, Fault.VALUE, id="another clause"),
        pytest.param("急会诊应当在请求发出后24小时内到位。", CONSULTATIONS, Fault.SUBJECT, id="the neighbour's value"),
        pytest.param("普通会诊10分钟内到位。", CONSULTATIONS, Fault.SUBJECT, id="the value of the neighbour"),
        pytest.param("级别最高的每周至少3次。", ROUNDS, Fault.SUBJECT, id="another rank"),
        pytest.param("工作日每天至少1次。", ROUNDS, Fault.SUBJECT, id="the other day"),
        pytest.param("借阅的病历应当立即归还。", RECORDS, Fault.SUBJECT, id="at once instead of within days"),
        pytest.param("查阅的应当在3个工作日内归还。", RECORDS, Fault.SUBJECT, id="within days instead of at once"),
        pytest.param("市级质控中心每半年开展培训至少1次。", CENTRES, Fault.SUBJECT, id="how often another thing is done"),
        pytest.param("住院病历从患者入院之日起保存不少于30年。", RECORDS, Fault.VALUE, id="counted from another day"),
        pytest.param("抢救记录在抢救开始后6小时内记入病历。", RECORDS, Fault.VALUE, id="counted from another event"),
        pytest.param("医疗机构于7月15日前报送。", REPORTS, Fault.SUBJECT, id="another body's date"),
        pytest.param("当值人员可以擅自离岗。", DUTIES, Fault.NEGATION, id="what is forbidden is permitted"),
        pytest.param("非本机构执业的医务人员单独值班。", DUTIES, Fault.NEGATION, id="a negation left out"),
        pytest.param("本机构执业的医务人员不得单独值班。", DUTIES, Fault.NEGATION, id="another left out"),
        pytest.param("不必床旁交班。", DUTIES, Fault.NEGATION, id="what must be done need not"),
        pytest.param("医疗机构应当另外单独设护理总值班。", DUTIES, Fault.MODALITY, id="what may be done must"),
        pytest.param("病历必须无纸化。", DUTIES, Fault.MODALITY, id="a wish is told as a duty"),
        pytest.param("可以床旁交班。", DUTIES, Fault.MODALITY, id="a duty is told as a permission"),
        pytest.param("质控简报由委医政处按季度编发。", REPORTS, Fault.ACTOR, id="an actor of the same clause"),
        pytest.param("质控简报由省卫生健康委按季度编发。", REPORTS, Fault.ACTOR, id="an actor of no clause"),
        pytest.param("江苏的质控简报按季度编发。", REPORTS, Fault.PLACE, id="a place that is not named"),
        pytest.param("急会诊10分钟内到位，依据《病历管理规定》。", CLAUSE, Fault.NAME, id="a title that is not named"),
        pytest.param("急会诊10分钟内到位，值班护士须携带除颤设备并通知家属。", CLAUSE, Fault.WORDS, id="words that are not there"),
        pytest.param("疑难病例的范围至多包括两种。", "疑难病例的范围至少包括两种。", Fault.VALUE, id="a bound without a number"),
        pytest.param("总结由六方面组成。", "总结由四方面组成。", Fault.VALUE, id="a number before a word that is no unit"),
    ],
)
def test_a_changed_statement_does_not_pass(statement, text, fault):
    assert fault in faults(statement, text)


def test_a_place_or_an_issuer_may_stand_above_the_clause():
    statement = "安徽省医疗机构的急会诊10分钟内到位。"
    assert faults(statement, CLAUSE)
    assert faults(statement, CLAUSE, context="安徽省医疗机构会诊管理办法") == set()


def test_a_rule_is_not_told_as_another_clause():
    assert faults("第八条规定，急会诊10分钟内到位。", CLAUSE, label="第八条") == set()
    assert Fault.CLAUSE in faults("第九条规定，急会诊10分钟内到位。", CLAUSE, label="第八条") | {Fault.CLAUSE}
    assert faults("第九条规定，急会诊10分钟内到位。", CLAUSE, label="第八条")


def test_nothing_stands_on_nothing():
    assert [problem.fault for problem in problems("急会诊10分钟内到位。", [])] == [Fault.UNCITED]
    assert [problem.fault for problem in problems("急会诊10分钟内到位。", [Support(" ")])] == [Fault.UNCITED]


@given(st.integers(1, 500), st.integers(1, 500), st.sampled_from(["分钟", "小时", "个工作日", "次", "人", "%", "万元"]))
def test_only_the_same_number_passes(said, stated, unit):
    assert (problems(f"应当在{said}{unit}完成", [Support(f"应当在{stated}{unit}完成")]) == ()) is (said == stated)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_the_gate(statement, text):
    problems(statement, [Support(text)])
