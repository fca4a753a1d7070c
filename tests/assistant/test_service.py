"""The whole way from a question to a verified answer, over policies of a few clauses."""

from datetime import date

import pytest

from assistant.answers import Answer, NoAnswer, Reason
from assistant.events import AnswerFinished, EvidenceFound, StatementVerified
from assistant.replying import NONE_CAN_ANSWER
from corpus.documents import Level, Validity
from corpus.errors import QuestionError
from corpus.offsets import Edit
from corpus.spans import Span
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

CONSULTATIONS = a_policy(
    "某省医院会诊管理办法\n"
    "第一条 急会诊在请求发出后10分钟内到位，普通会诊在发出后24小时内完成。\n"
    "第二条 不允许以电话形式进行会诊，急会诊请求方必须全程陪同。\n"
    "第三条 医疗机构每半年开展一次会诊质量检查，会诊单合格率不低于95%。\n"
    "第四条 会诊记录由医务部门按季度汇总。\n"
    "第五条 会诊应当邀请下列科室：\n（一）麻醉科；\n（二）检验科；\n（三）药学部。\n"
    "第六条 最高级别医师每周至少查房2次，中间级别医师每周至少查房3次。\n",
    level=Level.PROVINCIAL,
    place="安徽省",
)


@pytest.fixture
def assistant():
    return an_assistant(CONSULTATIONS)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        pytest.param("急会诊多久到位？", "10分钟内", "24小时", id="the value about the subject, not its neighbour's"),
        pytest.param("普通会诊多长时间完成", "24小时内", "10分钟", id="the other value of the same sentence"),
        pytest.param("急会珍多久到位", "10分钟内", "24小时", id="a slip of the keyboard"),
        pytest.param("急會診多久到位", "10分钟内", "24小时", id="traditional script"),
        pytest.param("会诊质量检查多久一次", "每半年", "季度", id="a frequency"),
        pytest.param("会诊单合格率要达到多少", "不低于95%", "", id="a threshold with its bound"),
        pytest.param("会诊记录由谁汇总", "医务部门", "", id="an actor"),
        pytest.param("中间级别的医师每周查房几次", "3次", "2次", id="one of two ranks"),
    ],
)
def test_the_answer_holds_the_value_asked_for(assistant, question, said, unsaid):
    answer = assistant.ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer
    assert not unsaid or unsaid not in answer.answer


def test_a_list_is_complete(assistant):
    answer = assistant.ask("会诊应当邀请哪些科室？")
    assert all(name in answer.answer for name in ("麻醉科", "检验科", "药学部"))


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("可以用电话会诊吗？", "不可以"),
        ("急会诊12分钟到位，符合规定吗？", "不符合"),
        ("急会诊8分钟到位，符合规定吗？", "符合"),
        ("普通会诊12小时完成，符合规定吗？", "符合"),
        ("普通会诊是10分钟内完成吗？", "不是"),
        ("普通会诊也是24小时吗？", "是"),
        ("中间级别的医师每周查房3次够吗？", "够"),
        ("急会诊请求方可以不陪同吗？", "不可以"),
    ],
)
def test_a_yes_or_no_comes_first(assistant, question, word):
    answer = assistant.ask(question)
    assert isinstance(answer, Answer)
    assert answer.answer.startswith(f"{word}，")
    assert answer.short_answer == word


def test_an_english_question_gets_the_value_in_english_and_the_rule(assistant):
    answer = assistant.ask("How quickly must the consultant arrive for an urgent consultation?")
    assert isinstance(answer, Answer)
    assert answer.answer.startswith("Within 10 minutes. ")
    assert "24小时" not in answer.answer


@pytest.mark.parametrize(
    ("question", "history", "said"),
    [
        ("那普通会诊呢？", ["急会诊几分钟要到位？"], "24小时内"),
        ("中间级别的呢？", ["最高级别的医师每周查房几次？"], "3次"),
    ],
)
def test_a_follow_up_leans_on_the_earlier_question(assistant, question, history, said):
    answer = assistant.ask(question, history=history)
    assert isinstance(answer, Answer)
    assert said in answer.answer
    assert answer.question == question
    assert answer.standalone_question != question


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        pytest.param("北京的急会诊多久到位？", Reason.PLACE_NOT_COVERED, id="another place"),
        pytest.param("会诊记录保存多少年？", Reason.DETAIL_NOT_STATED, id="a detail that is not stated"),
        pytest.param("今年春运火车票怎么抢？", Reason.OFF_TOPIC, id="another subject"),
        pytest.param("不陪同会受什么处罚？", Reason.DETAIL_NOT_STATED, id="an aspect that is not touched"),
    ],
)
def test_what_the_texts_do_not_say_is_not_answered(assistant, question, reason):
    answer = assistant.ask(question)
    assert isinstance(answer, NoAnswer)
    assert answer.reason in {reason, Reason.NOT_IN_CORPUS}
    assert answer.answer.endswith("。")


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("北京的急会诊多久到位？", id="another place"),
        pytest.param("医院会诊管理办法第九十条说什么？", id="no such clause"),
        pytest.param("会诊记录保存多少年？", id="no sentence has such a value"),
    ],
)
def test_a_refusal_is_as_sure_as_its_reason(assistant, question):
    answer = assistant.ask(question)
    assert isinstance(answer, NoAnswer)
    assert answer.confidence >= NONE_CAN_ANSWER


def test_a_refusal_of_what_could_answer_is_as_sure_as_that_is_doubtful(assistant):
    sure, unsure = (assistant.ask(question) for question in ("春运火车票要不要抢？", "会诊单要不要家属签字？"))
    assert isinstance(sure, NoAnswer)
    assert isinstance(unsure, NoAnswer)
    assert unsure.confidence < sure.confidence < NONE_CAN_ANSWER + 0.02


def test_another_subject_has_no_clause_that_comes_near(assistant):
    answer = assistant.ask("今年春运火车票怎么抢？")
    assert answer.reason is Reason.OFF_TOPIC
    assert answer.nearest == ()


def test_a_citation_is_the_very_words_of_the_original():
    raw = "第一条 急(jí)会诊在请求发出后10分钟内到位。"
    policy = a_policy(raw, edits=(Edit(Span(5, 9), "", "pinyin"),))
    answer = an_assistant(policy).ask("急会诊多久到位")
    assert isinstance(answer, Answer)
    (citation,) = answer.citations
    assert citation.quote == raw[citation.raw_start : citation.raw_end]
    assert "急(jí)会诊" in citation.quote
    assert "急会诊" in citation.reading
    assert citation.clause_label == "第一条"


def test_the_stream_tells_the_evidence_then_each_statement_then_the_answer(assistant):
    events = list(assistant.stream("急会诊多久到位"))
    assert [type(event) for event in events] == [EvidenceFound, StatementVerified, AnswerFinished]
    assert events[1].citations == events[2].answer.citations


def test_a_refusal_streams_no_statement(assistant):
    events = list(assistant.stream("北京的急会诊多久到位？"))
    assert [type(event) for event in events] == [EvidenceFound, AnswerFinished]


def test_an_ended_plan_says_so():
    text = "关于印发全面提升会诊质量行动（2023-2025年）方案的通知\n一、工作任务\n急会诊在请求发出后10分钟内到位。\n"
    answer = an_assistant(a_policy(text), today=date(2026, 11, 22)).ask("急会诊多久到位")
    assert isinstance(answer, Answer)
    assert answer.citations[0].validity is Validity.ENDED
    assert any("已结束" in notice for notice in answer.notices)


@pytest.mark.parametrize("question", ["", "  \n", "问" * 10_000])
def test_a_question_that_cannot_be_asked_is_refused(assistant, question):
    with pytest.raises(QuestionError):
        assistant.ask(question)


def test_the_same_question_gets_the_same_answer(assistant):
    first, second = (assistant.ask("急会诊多久到位") for _ in range(2))
    assert (first.answer, first.citations) == (second.answer, second.citations)
    assert first.id != second.id


def test_with_no_documents_nothing_is_answered():
    assert isinstance(an_assistant().ask("急会诊多久到位"), NoAnswer)


def test_a_search_reads_the_question(assistant):
    found = assistant.search("会诊单多少合格", limit=1)
    assert [hit.chunk.text[:3] for hit in found] == ["第三条"]
    assert assistant.search("急会诊", document_ids=frozenset({"no-such"})) == []


def test_a_search_for_more_than_a_question_can_hold_looks_for_it_as_it_stands(assistant):
    assert assistant.search("会诊记录由医务部门按季度汇总。" * 100, limit=1)[0].chunk.text.startswith("第四条")
